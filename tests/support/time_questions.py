"""The FHIR item type `time`, which the program does not have, as two entries of its registries."""

from __future__ import annotations

from datetime import time

import pytest

from ptc_app.domain.survey.answer_types import ANSWER_TYPES, AnswerType
from ptc_app.domain.survey.question_types import QUESTION_TYPES, QuestionType


def parse_time(text: str) -> time | None:
    """A time of day without zone, from HH:MM or HH:MM:SS; None for another text."""
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is None else None


TIME = AnswerType(
    python_type=time,
    suffix="time",
    read=parse_time,
    write=time.isoformat,
    is_ordered=True,
    has_limits=True,
)


def register_time_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the type until the end of the test."""
    monkeypatch.setitem(ANSWER_TYPES, time, TIME)
    monkeypatch.setitem(QUESTION_TYPES, "time", QuestionType(code="time", answer_type=TIME))
