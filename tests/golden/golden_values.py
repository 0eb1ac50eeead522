"""The values in the golden drafts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from ptc_app.domain.consent_reading import ConsentReadingProgress, PageDisplay
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import (
    ChosenBodySite,
    FlaggedReading,
    MeasurementEntries,
    Reading,
    ReadingModification,
)
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers

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
