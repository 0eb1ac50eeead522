"""Codes of standard terminologies, as a protocol file gives them for FHIR."""

from enum import StrEnum

import msgspec


class StandardCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code of a terminology such as LOINC or SNOMED CT.

    `system`: the URI of the terminology. `display`: the text that the terminology gives the code;
    "" where it is not stated.
    """

    system: str
    code: str
    display: str = ""


class ObservationCategory(StrEnum):
    """The category of a measurement: a code of FHIR's observation-category."""

    VITAL_SIGNS = "vital-signs"
    EXAM = "exam"
    PROCEDURE = "procedure"
    ACTIVITY = "activity"
