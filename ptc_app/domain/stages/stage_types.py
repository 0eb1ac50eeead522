"""The application's own stage types."""

from __future__ import annotations

from ptc_app.domain.stages import record_kinds
from ptc_app.domain.stages.content_loading import (
    load_consent_definition,
    load_protocol,
    load_questionnaire,
)
from ptc_app.domain.stages.stage_type import StagePlace, StageType
from ptc_app.domain.visit import FINISH_STAGE, IDENTITY_STAGE

IDENTITY = StageType(IDENTITY_STAGE, record_kinds.IDENTITY)
"""Two identifiers are compared with the participant's record."""

CONSENT = StageType(
    "consent",
    record_kinds.CONSENT,
    place=StagePlace.KIOSK,
    folder="consents",
    load_content=load_consent_definition,
)
"""A consent form is read and decided. What it is about is its module."""

SURVEY = StageType(
    "survey",
    record_kinds.SURVEY,
    place=StagePlace.KIOSK,
    folder="questionnaires",
    load_content=load_questionnaire,
)
"""A FHIR R4 Questionnaire is answered."""

MEASUREMENTS = StageType(
    "measurements", record_kinds.MEASUREMENTS, folder="protocols", load_content=load_protocol
)
"""Readings are taken after a protocol."""

FINISH = StageType(FINISH_STAGE, record_kinds.VISIT_END)
"""The visit is closed."""
