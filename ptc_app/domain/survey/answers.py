"""What a person said so far, and how it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from ptc_app.domain.errors import PtcError
from ptc_app.domain.survey.answer_values import AnswerValue, Coding


class AnswerState(StrEnum):
    """What a person did with a question; one not yet dealt with has no state."""

    ANSWERED = "answered"
    DECLINED = "declined"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What a person did with a question; values are there exactly when it was answered."""

    state: AnswerState
    values: tuple[AnswerValue, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """What was said, by link_id; also to questions that are not asked any more."""

    questionnaire: str
    language: str
    answers: Mapping[str, ItemAnswer]


class DraftUnreadable(PtcError):
    """The kept draft is damaged (`damaged`) or belongs to another form (`other-form`)."""

    code = "survey.draft-unreadable"


def encode_survey_draft(response: SurveyAnswers) -> bytes:
    """The draft as bytes; equal drafts give equal bytes."""
    return _ENCODER.encode(
        _Draft(
            response.questionnaire,
            response.language,
            {
                link_id: _Kept(answered.state, tuple(map(_kept, answered.values)))
                for link_id, answered in response.answers.items()
            },
        )
    )


def decode_survey_draft(raw: bytes) -> SurveyAnswers:
    """The draft again, exactly; raises DraftUnreadable."""
    try:
        draft = _DECODER.decode(raw)
    except (ValueError, RecursionError) as error:
        raise DraftUnreadable("damaged") from error
    answers = {link_id: _answered(kept) for link_id, kept in draft.answers.items()}
    return SurveyAnswers(draft.questionnaire, draft.language, answers)


class _KeptCoding(msgspec.Struct, frozen=True):
    system: str
    code: str
    display: str


class _KeptValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value under the name of its type, as JSON alone would lose the type."""

    boolean: bool | None = None
    integer: int | None = None
    decimal: Decimal | None = None
    day: date | None = None
    text: str | None = None
    coding: _KeptCoding | None = None


class _Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    state: AnswerState
    values: tuple[_KeptValue, ...] = ()


class _Draft(msgspec.Struct, frozen=True):
    questionnaire: str
    language: str
    answers: dict[str, _Kept]


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(_Draft)


def _kept(value: AnswerValue) -> _KeptValue:
    match value:
        case bool():
            return _KeptValue(boolean=value)
        case int():
            return _KeptValue(integer=value)
        case Decimal():
            return _KeptValue(decimal=value)
        case date():
            return _KeptValue(day=value)
        case str():
            return _KeptValue(text=value)
        case _:
            return _KeptValue(coding=_KeptCoding(value.system, value.code, value.display))


def _answered(kept: _Kept) -> ItemAnswer:
    if (kept.state is AnswerState.ANSWERED) != bool(kept.values):
        raise DraftUnreadable("damaged")
    return ItemAnswer(kept.state, tuple(map(_value, kept.values)))


def _value(kept: _KeptValue) -> AnswerValue:
    named = (getattr(kept, name) for name in kept.__struct_fields__)
    found: list[AnswerValue | _KeptCoding] = [value for value in named if value is not None]
    if len(found) != 1:
        raise DraftUnreadable("damaged")
    (value,) = found
    if isinstance(value, _KeptCoding):
        return Coding(value.system, value.code, value.display)
    return value
