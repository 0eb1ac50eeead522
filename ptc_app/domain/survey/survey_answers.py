"""The answers a person gave so far to the questions of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ptc_app.domain.survey.answer_values import AnswerValue


class AnswerState(StrEnum):
    """What a person did with a question; a question with no QuestionAnswer is still open.

    ANSWERED: they gave values. DECLINED: they prefer not to answer. SKIPPED: they left it out.
    """

    ANSWERED = "answered"
    DECLINED = "declined"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """What a person did with one question (`state`), and the values they gave.

    There are values exactly when it is ANSWERED; several only where the question repeats.
    """

    state: AnswerState
    values: tuple[AnswerValue, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """All answers to one questionnaire so far: `answers` by link_id; open questions are not in it.

    `questionnaire` is its canonical URL with version, `language` the one it was last shown in.
    Answers to questions that are not asked any more are kept.
    """

    questionnaire: str
    language: str
    answers: Mapping[str, QuestionAnswer]
