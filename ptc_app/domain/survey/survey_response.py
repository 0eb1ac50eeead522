"""The answers a person gave so far to the questions of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ptc_app.domain.survey.answer_values import AnswerValue


class AnswerOutcome(StrEnum):
    """What a person did with a question; a question without a state is still open."""

    ANSWERED = "answered"
    DECLINED = "declined"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ItemResponse:
    """What a person did with one question; it has values exactly when it is ANSWERED."""

    state: AnswerOutcome
    values: tuple[AnswerValue, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyResponse:
    """All answers to one questionnaire so far, by link_id.

    `questionnaire` is its canonical URL with version, `language` the one it was last shown in.
    Answers to questions that are not asked any more are still there.
    """

    questionnaire: str
    language: str
    answers: Mapping[str, ItemResponse]
