"""Ports to the signed records in the store."""

from __future__ import annotations

from typing import Protocol

from ptc_app.domain.ids import ParticipantId, RecordId, VisitId
from ptc_app.domain.records.signed_act import SignedAct
from ptc_app.domain.records.signed_record import SignedRecord


class RecordStore(Protocol):
    """Port that stores signed acts and reads records back.

    `Records` of the storage provides it, in a session by way of `PublishingRecords`.
    """

    def sign(self, act: SignedAct) -> None:
        """Write the record, its envelope, audit entry and all else of the act in one transaction.

        The same act again changes nothing. Raises StoreUnusable or RuleBroken; then nothing is
        written. The codes of RuleBroken: `conflict` or `record-superseded` where the stage was
        changed meanwhile, `number-taken` for a participant number in use, `record-hash`,
        `document-hash`, `envelope-differs` or `record-differs` for an act that does not hold
        together.
        """

    def registrations_of(self, participant_id: ParticipantId) -> list[SignedRecord]:
        """The registration of a participant and its corrections, in the order of signing.

        Empty where none was signed here. Raises StoreUnusable.
        """

    def of_stage(self, visit_id: VisitId, stage: str) -> list[SignedRecord]:
        """All records of a stage in the order of signing: the first, amendments and voidings.

        Empty where nothing was signed. Raises StoreUnusable.
        """


class StoredRecords(RecordStore, Protocol):
    """Port to the signed records and the drafts they were signed from; `Records` provides it."""

    def signed_draft(self, record_id: RecordId) -> bytes | None:
        """What was signed, in the form in which it was edited; an amendment starts from it.

        None where the record keeps none or there is no such record. Raises StoreUnusable.
        """
