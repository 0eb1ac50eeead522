"""Physical measurements of a visit: readings saved as they are entered, then signed as a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.observation import measurement_observations
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.measurement.protocol import decode_protocol
from ptc_app.domain.measurement.reading_checks import reading_issues
from ptc_app.domain.measurement.readings import (
    MeasurementSession,
    Readings,
    decode_readings,
    empty_readings,
    encode_readings,
)
from ptc_app.domain.participant import Participant
from ptc_app.domain.program import Program
from ptc_app.domain.record import Attribution, Document, RecordKind, sha256_hex, sign_record
from ptc_app.domain.visit import Visit, complete_stage
from ptc_app.services.act_context import ActContext, RecordStore
from ptc_app.services.draft_store import DraftStore


class Visits(Protocol):
    """Storage of visits."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """Storage of participants."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


class ResultsPdfMaker(Protocol):
    """Makes the participant's page of results as a PDF; raises PtcError where it cannot."""

    def __call__(
        self, measurement: MeasurementSession, participant: Participant, attribution: Attribution
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class MeasurementService:
    """Opens, saves and signs the measurements of a visit."""

    visits: Visits
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    program: Program
    make_results_pdf: ResultsPdfMaker
    act_context: ActContext

    def open(self, visit_id: VisitId, stage: str) -> MeasurementSession:
        """The protocol of a stage, with the readings saved for it so far."""
        content = self.visits.get(visit_id).stage(stage).plan.content
        protocol = decode_protocol(self.program.protocol(content))
        draft = self.drafts.get(visit_id, stage)
        readings = decode_readings(draft) if draft else empty_readings(protocol)
        return MeasurementSession(protocol, readings)

    def save(self, visit_id: VisitId, stage: str, readings: Readings) -> None:
        """Store the readings as the draft of the stage; they are on disk when this returns."""
        self.drafts.save(visit_id, stage, encode_readings(readings), self.act_context.now())

    def sign(self, visit_id: VisitId, stage: str, measurement: MeasurementSession) -> Visit:
        """Sign a complete set: its record, the page of results, and the stage completed.

        Returns the visit as it is then. RuleBroken `measurements-incomplete` where a reading is
        missing or cannot be right, `stage-step` where the stage is not open.
        """
        if reading_issues(measurement.protocol, measurement.readings):
            raise RuleBroken("measurements-incomplete")
        visit = complete_stage(self.visits.get(visit_id), stage, self.act_context.stage_change())
        attribution = self.act_context.attribution()
        body = self._encode_bundle(measurement, visit, attribution)
        act = sign_record(
            attribution, RecordKind.MEASUREMENTS, visit.participant_id, body, visit, stage
        )
        participant = self.participants.get(visit.participant_id)
        pdf = self.make_results_pdf(measurement, participant, attribution)
        document = Document(attribution.record_id, visit_id, stage, pdf, sha256_hex(pdf))
        self.records.sign(replace(act, document=document))
        return visit

    def _encode_bundle(
        self, measurement: MeasurementSession, visit: Visit, attribution: Attribution
    ) -> bytes:
        new_id = self.act_context.new_id
        observations = measurement_observations(measurement, visit, attribution, new_id=new_id)
        entries = [conditional_create_entry(each, each.identity.value) for each in observations]
        return encode_signed_bundle(entries, attribution, new_id())
