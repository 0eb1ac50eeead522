"""What a correction of a signed record says of itself: the operation, its reason, its note."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ptc_app.domain.ids import RecordId


class RecordOperation(StrEnum):
    """What a record does to the data of its stage: codes of HL7 v3-DataOperation.

    CREATE: the first version, or one made after a voiding. UPDATE: an amendment, a new version in
    place of the one in force. NULLIFY: a voiding, which marks that one as entered in error.
    """

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    NULLIFY = "NULLIFY"


class CorrectionReason(StrEnum):
    """Why a signed record is amended or voided; OTHER needs a note.

    WRONG_ENTRY: staff entered it wrongly. PARTICIPANT_CORRECTION: the participant changed what they
    had said. DEVICE_ERROR: an instrument was wrong. WRONG_NAME, WRONG_DECISION: of a consent.
    WRONG_PARTICIPANT: it is about someone else. DUPLICATE: it was recorded twice. NOT_PERFORMED: it
    was not done at all. Its RecordKind says which of them a record may have.
    """

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
    """How and why a record corrects the one before it: UPDATE amends, NULLIFY voids.

    `note`: free text of staff; "" where they gave none, which OTHER does not allow.
    """

    operation: RecordOperation
    reason: CorrectionReason
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BegunCorrection:
    """An amendment that is not signed yet.

    `record_id`: the record it will take the place of. `correction`: its reason and note.
    """

    record_id: RecordId
    correction: Correction
