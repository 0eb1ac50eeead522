"""Physical measurements of a visit: readings saved as they are entered, then signed as a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.corrections import amended_observation_entries
from ptc_app.domain.fhir.observation import measurement_observations
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.reading_checks import reading_issues
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    OpenedMeasurement,
    decode_readings,
    empty_readings,
    encode_readings,
)
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.printable_text import LONGEST_NOTE, ensure_recordable
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.records.signed_record import RecordPdf, SignedContent, sha256_hex
from ptc_app.domain.stages import record_kinds
from ptc_app.domain.visit import Visit, ensure_no_barrier
from ptc_app.services.draft_store_port import DraftStore, ensure_draft_allowed
from ptc_app.services.record_store_port import RecordStore
from ptc_app.services.session_context import SessionContext
from ptc_app.services.signing_plan import SigningPlan, SigningPlanner
from ptc_app.services.stage_services import StagePorts
from ptc_app.services.visits_with_permissions import VisitsWithPermissions


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none, StoreUnusable."""


class ResultsPdfMaker(Protocol):
    """Function that makes the participant's page of results as PDF bytes.

    `results_document_pdf` of the documents is given for it; raises DocumentFailed.
    """

    def __call__(
        self,
        measurement: OpenedMeasurement,
        participant: Participant,
        authorship: RecordAuthorship,
        /,
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class MeasurementService:
    """Opens, saves, signs and amends the physical measurements of a stage.

    A stage is named by its key. Every method raises LookupError for an unknown visit or stage,
    ProgramMissing, StageTypeUnknown or ProgramInvalid where the visit's program version cannot be
    used, and StoreUnusable.
    """

    visits: VisitsWithPermissions
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    make_results_pdf: ResultsPdfMaker
    session_context: SessionContext

    def open(self, visit_id: VisitId, stage: str) -> OpenedMeasurement:
        """The protocol of a stage in the visit's program version, with the readings of its draft.

        Without a draft the readings are empty. RuleBroken (`other-version`) where the draft is of
        another protocol or version, DraftUnreadable (`damaged`) where it cannot be read; errors of
        every method as in the class.
        """
        protocol = self._protocol(self.visits.get(visit_id), stage)
        draft = self.drafts.get(visit_id, stage)
        readings = decode_readings(draft) if draft else empty_readings(protocol)
        _check_version(protocol, readings)
        return OpenedMeasurement(protocol, readings)

    def save(self, visit_id: VisitId, stage: str, readings: MeasurementEntries) -> None:
        """Store the readings so far as the draft of the stage; durable when this returns.

        RuleBroken: `other-version` where the readings are of another protocol version;
        `consent-missing` or `stage-blocked` where the participant does not permit it or a stage
        before it is not done; `stage-step` where the stage is not being done; or as
        `ensure_recordable` for the notes of modifications.
        """
        visit = self.visits.get(visit_id)
        ensure_no_barrier(visit, stage)
        ensure_draft_allowed(self.drafts, visit, stage)
        _check_version(self._protocol(visit, stage), readings)
        _check_notes(readings)
        self.drafts.save(visit_id, stage, encode_readings(readings), self.session_context.now())

    def sign(self, visit_id: VisitId, stage: str, measurement: OpenedMeasurement) -> Visit:
        """Sign the complete set with its PDF of results; returns the visit as it is after it.

        It completes the stage, or becomes the new version where an amendment was begun. Record,
        visit and draft change in one transaction, and the change is published. RuleBroken:
        `other-version` where it was measured under another protocol version than the visit's,
        `measurements-incomplete` where readings are missing or not valid, as `ensure_recordable`
        for the notes, or as `SigningPlanner.begin` and `RecordStore.sign`. DocumentFailed where
        the PDF cannot be made; errors of every method as in the class.
        """
        current = self.visits.get(visit_id)
        protocol, readings = measurement.protocol, measurement.readings
        if protocol != self._protocol(current, stage):
            raise RuleBroken("other-version")
        _check_version(protocol, readings)
        _check_notes(readings)
        if reading_issues(protocol, readings):
            raise RuleBroken("measurements-incomplete")
        signer = SigningPlanner(self.visits, self.records, self.drafts, self.session_context)
        signing = signer.begin(visit_id, stage)
        visit, authorship = signing.visit, signing.authorship
        body = self._body(measurement, signing)
        act = sign_record(
            authorship,
            record_kinds.MEASUREMENTS.code,
            visit.participant_id,
            body,
            visit,
            stage,
            content=SignedContent(protocol.id, protocol.version),
        )
        participant = self.participants.get(visit.participant_id)
        pdf = self.make_results_pdf(measurement, participant, authorship)
        document = RecordPdf(authorship.record_id, visit_id, stage, pdf, sha256_hex(pdf))
        self.records.sign(replace(act, document=document, draft=encode_readings(readings)))
        return visit

    def _protocol(self, visit: Visit, stage: str) -> MeasurementProtocol:
        return self.visits.program(visit).content(stage, MeasurementProtocol)

    def _body(self, measurement: OpenedMeasurement, signing: SigningPlan) -> bytes:
        visit, authorship = signing.visit, signing.authorship
        new_id = self.session_context.new_id
        observations = measurement_observations(measurement, visit, authorship, new_id=new_id)
        entries = (
            [conditional_create_entry(each, each.identity.value) for each in observations]
            if signing.amended is None
            else amended_observation_entries(observations, signing.amended.body)
        )
        return encode_signed_bundle(entries, authorship, new_id())


def measurement_service(ports: StagePorts) -> MeasurementService:
    """The measurement service over these ports of one session; `make_pdf` is a ResultsPdfMaker."""
    return MeasurementService(
        ports.visits,
        ports.participants,
        ports.drafts,
        ports.records,
        ports.make_pdf,
        ports.session_context,
    )


def _check_version(protocol: MeasurementProtocol, readings: MeasurementEntries) -> None:
    if (readings.protocol_id, readings.protocol_version) != (protocol.id, protocol.version):
        raise RuleBroken("other-version")


def _check_notes(readings: MeasurementEntries) -> None:
    notes = (modification.notes for modification in readings.modifications)
    ensure_recordable(*notes, longest=LONGEST_NOTE)
