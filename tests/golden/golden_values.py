"""The values in the golden drafts, and what is printed for people to keep."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from ptc_app.domain.consent_reading import ConsentReadingProgress, PageDisplay
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import (
    ChosenBodySite,
    FlaggedReading,
    MeasurementEntries,
    Reading,
    ReadingModification,
)
from ptc_app.domain.participants.participant_number import participant_number
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers
from ptc_app.storage.keys.recovery_key import new_recovery_key, parse_recovery_key

NOON = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
SPANISH = Language("es")

_ANSWERED: dict[str, tuple[AnswerValue, ...]] = {
    "yes": (True,),
    "count": (7,),
    "size": (Decimal("1.50"),),
    "day": (date(1961, 3, 12),),
    "text": ("Zqxmark ñ",),
    "choice": (Coding("http://example.org", "a", "A"), Coding("", "b", "")),
}
SURVEY = SurveyAnswers(
    "https://ptc.example/fhir/Questionnaire/golden|1",
    SPANISH,
    {
        **{key: QuestionAnswer(AnswerState.ANSWERED, values) for key, values in _ANSWERED.items()},
        "declined": QuestionAnswer(AnswerState.DECLINED, ()),
        "skipped": QuestionAnswer(AnswerState.SKIPPED, ()),
    },
)
"""Answers of each type of value, and questions that were declined and skipped."""

READINGS = MeasurementEntries(
    protocol_id="golden",
    protocol_version="1",
    readings=(Reading("grip", 1, Decimal("31.50"), at=NOON),),
    modifications=(ReadingModification("flow", 2, "refusal", "Zqxmark"),),
    flags=(FlaggedReading("unsteady", 1),),
    body_sites=(ChosenBodySite("grip", "left"),),
)
"""All that can be entered of measurements."""

PROGRESS = ConsentReadingProgress(
    "primary",
    "4",
    SPANISH,
    1,
    (PageDisplay(0, NOON), PageDisplay(1, NOON.replace(minute=1))),
    "María Zqxmark",
)
"""A form whose second page is in view, with a name typed."""

_PRINTED = 200
"""So many that each character of their alphabets is among them, also as check character."""


def printed() -> dict[str, dict[str, str]]:
    """Participant numbers by participant id, and the secret parts of recovery keys by the key."""
    ids = [ParticipantId(f"00000000-0000-4000-8000-{at:012}") for at in range(_PRINTED)]
    keys = [new_recovery_key() for _ in range(_PRINTED)]
    return {
        "participant numbers": {one: participant_number(one) for one in ids},
        "recovery keys": {one: parse_recovery_key(one) for one in keys},
    }


def is_printed_so(printed: dict[str, dict[str, str]]) -> bool:
    """Whether the present program gives these numbers, and reads these keys.

    PtcError where it refuses a key.
    """
    numbers, keys = printed["participant numbers"], printed["recovery keys"]
    return all(participant_number(ParticipantId(one)) == numbers[one] for one in numbers) and all(
        parse_recovery_key(one) == keys[one] for one in keys
    )
