"""Codes of standard terminologies, as a protocol file gives them for FHIR."""

from enum import StrEnum

import msgspec


class StandardCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code of a terminology such as LOINC or SNOMED CT, with the text that system gives it."""

    system: str
    code: str
    display: str = ""


class ObservationCategory(StrEnum):
    """Which kind of measurement it is: a code of FHIR's observation-category."""

    VITAL_SIGNS = "vital-signs"
    EXAM = "exam"
    PROCEDURE = "procedure"
    ACTIVITY = "activity"
