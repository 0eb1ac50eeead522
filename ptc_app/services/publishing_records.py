"""Signed records whose every change is published."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.ids import ParticipantId, RecordId, VisitId
from ptc_app.domain.records.signed_act import SignedAct
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.store_change import StoreChange
from ptc_app.services.change_feed import ChangeListener
from ptc_app.services.record_store_port import StoredRecords


@dataclass(frozen=True, slots=True)
class PublishingRecords:
    """A record store that publishes the participant and visit of each act it has stored.

    `records` is where they are stored, `publish` is called with the change. Every signed act adds
    an envelope, so the outbox has changed as well. Errors are those of `records`.
    """

    records: StoredRecords
    publish: ChangeListener

    def sign(self, act: SignedAct) -> None:
        """Store the act as `RecordStore.sign`, then publish it; nothing if storing raises.

        Published are its participant, its visit where it has one, and that the outbox changed.
        """
        self.records.sign(act)
        visits = frozenset({act.visit.id}) if act.visit else frozenset()
        self.publish(StoreChange(frozenset({act.record.participant_id}), visits, outbox=True))

    def registrations_of(self, participant_id: ParticipantId) -> list[SignedRecord]:
        """The registration of a participant and its corrections, in the order of signing."""
        return self.records.registrations_of(participant_id)

    def of_stage(self, visit_id: VisitId, stage: str) -> list[SignedRecord]:
        """All records of a stage in the order of signing, amendments and voidings included."""
        return self.records.of_stage(visit_id, stage)

    def signed_draft(self, record_id: RecordId) -> bytes | None:
        """The draft a record was signed from, encoded as its stage's; an amendment starts from it.

        None where none is kept or there is no such record. Raises StoreUnusable.
        """
        return self.records.signed_draft(record_id)
