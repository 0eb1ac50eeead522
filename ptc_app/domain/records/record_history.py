"""The records of one stage in their order: which version is in force, and what may follow it.

The history of a stage is a chain. Each record but the first names the one before it (`follows`):
an amendment the version it takes the place of, a voiding the version it voids, and a record that
is made again the voiding before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.printable_text import LONGEST_NOTE, ensure_recordable
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.stages.record_kind import RecordKind


class RecordStatus(StrEnum):
    """The status of a version of what a stage recorded.

    CURRENT: it is in force. SUPERSEDED: a later version amended it. ENTERED_IN_ERROR: it was
    voided.
    """

    CURRENT = "current"
    SUPERSEDED = "superseded"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """A version of what a stage recorded.

    `number`: from 1, in the order of signing. `ended_by`: the record that amended or voided it;
    None where it is in force.
    """

    number: int
    record: SignedRecord
    status: RecordStatus
    ended_by: SignedRecord | None = None


def record_versions(history: Sequence[SignedRecord]) -> tuple[RecordVersion, ...]:
    """The versions of a stage, the first one first, also those amended or voided.

    `history`: all records of the stage in the order of signing. A voiding is no version of its
    own: it ends one. Empty where nothing was signed.
    """
    ended = {r.follows: r for r in history if r.correction is not None}
    signed = [r for r in history if operation_of(r) is not RecordOperation.NULLIFY]
    return tuple(
        RecordVersion(number, record, _status(ended.get(record.id)), ended.get(record.id))
        for number, record in enumerate(signed, start=1)
    )


def current_record(history: Sequence[SignedRecord]) -> SignedRecord | None:
    """The version in force: the last record of a history, unless it is a voiding.

    `history`: all records of one stage in the order of signing. None where there is no record, or
    where the last one voided the one before it.
    """
    if not history or operation_of(history[-1]) is RecordOperation.NULLIFY:
        return None
    return history[-1]


def original_record(history: Sequence[SignedRecord], record: SignedRecord) -> SignedRecord:
    """The first version of what `record` amends; `record` itself where it is no amendment.

    `history`: all records of the stage. It goes back through `follows` as far as they are there.
    """
    by_id = {one.id: one for one in history}
    while operation_of(record) is RecordOperation.UPDATE and record.follows in by_id:
        record = by_id[record.follows]
    return record


def operation_of(record: SignedRecord) -> RecordOperation:
    """What the record does to the data of its stage: that of its correction; CREATE without one."""
    return record.correction.operation if record.correction else RecordOperation.CREATE


def ensure_correction(kind: RecordKind, correction: Correction) -> None:
    """Refuse a correction that may not be signed for a record of this kind.

    RuleBroken `nothing-to-correct` for a kind that is not corrected in this way,
    `correction-reason` for a reason that is not offered, `correction-note` for OTHER without a
    note, or as `ensure_recordable` for the note.
    """
    offered = kind.reasons(correction.operation)
    if not offered:
        raise RuleBroken("nothing-to-correct")
    if correction.reason not in offered:
        raise RuleBroken("correction-reason")
    if correction.reason is CorrectionReason.OTHER and not correction.note.strip():
        raise RuleBroken("correction-note")
    ensure_recordable(correction.note, longest=LONGEST_NOTE)


def ensure_follows(last: SignedRecord | None, record: SignedRecord) -> None:
    """Refuse a record that does not continue the history of its stage.

    `last`: the newest record of the stage, None where it has none. RuleBroken `conflict` for a
    record without a correction where a version is in force; RuleBroken `record-superseded` for a
    correction of any record but the version in force.
    """
    if record.correction is None:
        if last is not None and operation_of(last) is not RecordOperation.NULLIFY:
            raise RuleBroken("conflict")
        return
    if last is None or operation_of(last) is RecordOperation.NULLIFY or last.id != record.follows:
        raise RuleBroken("record-superseded")


def _status(ended_by: SignedRecord | None) -> RecordStatus:
    if ended_by is None:
        return RecordStatus.CURRENT
    if operation_of(ended_by) is RecordOperation.NULLIFY:
        return RecordStatus.ENTERED_IN_ERROR
    return RecordStatus.SUPERSEDED
