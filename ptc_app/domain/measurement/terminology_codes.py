"""Codes of standard terminologies, as a protocol file gives them for FHIR."""

from enum import StrEnum
from typing import Annotated

import msgspec

OwnCode = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.-]{1,64}\Z")]
"""A code that a protocol gives, its id or its version: in the form of FHIR's `id`."""

FhirCode = Annotated[str, msgspec.Meta(pattern=r"^[^\s]+( [^\s]+)*\Z")]
"""A code of a terminology, in the form of FHIR's `code`: single spaces, and only inside."""

SystemUri = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+\Z")]
"""The absolute URI of a code system."""

OptionalSystemUri = Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z][A-Za-z0-9+.-]*:[^\s]+)?\Z")]
"""The absolute URI of a code system, or "" for none."""

UcumCode = Annotated[str, msgspec.Meta(pattern=r"^[!-~]+\Z")]
"""A unit in UCUM: printable ASCII characters without spaces."""

UnitText = Annotated[str, msgspec.Meta(pattern=r"^[^\s]+( [^\s]+)*\Z")]
"""A unit for people: single spaces, and only inside."""


class StandardCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code of a terminology such as LOINC or SNOMED CT.

    `system`: the URI of the terminology. `display`: the text that the terminology gives the code;
    "" where it is not stated.
    """

    system: SystemUri
    code: FhirCode
    display: str = ""


class ObservationCategory(StrEnum):
    """The category of a measurement: a code of FHIR's observation-category."""

    VITAL_SIGNS = "vital-signs"
    EXAM = "exam"
    PROCEDURE = "procedure"
    ACTIVITY = "activity"


class DataAbsentReason(StrEnum):
    """Why a value is missing: the codes of FHIR's data-absent-reason."""

    UNKNOWN = "unknown"
    ASKED_UNKNOWN = "asked-unknown"
    TEMP_UNKNOWN = "temp-unknown"
    NOT_ASKED = "not-asked"
    ASKED_DECLINED = "asked-declined"
    MASKED = "masked"
    NOT_APPLICABLE = "not-applicable"
    UNSUPPORTED = "unsupported"
    AS_TEXT = "as-text"
    ERROR = "error"
    NOT_A_NUMBER = "not-a-number"
    NEGATIVE_INFINITY = "negative-infinity"
    POSITIVE_INFINITY = "positive-infinity"
    NOT_PERFORMED = "not-performed"
    NOT_PERMITTED = "not-permitted"
