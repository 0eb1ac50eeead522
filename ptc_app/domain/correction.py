"""What a correction of a signed record says of itself: the operation, its reason, its note."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ptc_app.domain.ids import RecordId


class DataOperation(StrEnum):
    """What a record does to the data of its stage: codes of HL7 v3-DataOperation."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    NULLIFY = "NULLIFY"


class CorrectionReason(StrEnum):
    """Why a signed record is amended or voided."""

    WRONG_ENTRY = "wrong-entry"
    PARTICIPANT_CORRECTION = "participant-correction"
    DEVICE_ERROR = "device-error"
    WRONG_NAME = "wrong-name"
    WRONG_DECISION = "wrong-decision"
    WRONG_PARTICIPANT = "wrong-participant"
    DUPLICATE = "duplicate"
    NOT_PERFORMED = "not-performed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Correction:
    """An amendment (UPDATE) or a voiding (NULLIFY) with its reason; OTHER has a note."""

    operation: DataOperation
    reason: CorrectionReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class BegunCorrection:
    """An amendment that is not signed yet, and the record it will take the place of."""

    record_id: RecordId
    correction: Correction
