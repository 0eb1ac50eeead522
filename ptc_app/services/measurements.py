"""Physical measurements: kept reading by reading, checked, recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.observation import measurement_observations
from ptc_app.domain.fhir.observation_elements import Observation
from ptc_app.domain.fhir.references import (
    encounter_reference,
    patient_reference,
    practitioner_reference,
)
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.measurement import protocol as protocols
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
    """The visits held here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """Who is known here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


class ResultsPdfMaker(Protocol):
    """Makes the participant's own page of results: PDF bytes."""

    def __call__(
        self, measurement: MeasurementSession, participant: Participant, attribution: Attribution
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class MeasurementService:
    """The verbs of measuring."""

    visits: Visits
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    program: Program
    printed: ResultsPdfMaker
    act_context: ActContext

    def open(self, visit_id: VisitId, stage: str) -> MeasurementSession:
        """The measurements where they were left."""
        content = self.visits.get(visit_id).stage(stage).plan.content
        protocol = protocols.decode_protocol(self.program.protocol(content))
        kept = self.drafts.get(visit_id, stage)
        return MeasurementSession(
            protocol, decode_readings(kept) if kept else empty_readings(protocol)
        )

    def save(self, visit_id: VisitId, stage: str, readings: Readings) -> None:
        """On disk when this returns."""
        self.drafts.save(visit_id, stage, encode_readings(readings), self.act_context.now())

    def sign(self, visit_id: VisitId, stage: str, measurement: MeasurementSession) -> Visit:
        """The complete set on record, with the page of results the participant takes home."""
        protocol, readings = measurement.protocol, measurement.readings
        if reading_issues(protocol, readings):
            raise RuleBroken("measurements-incomplete")
        visit = complete_stage(self.visits.get(visit_id), stage, self.act_context.stage_change())
        attribution = self.act_context.attribution()
        body = self._body(measurement, visit, attribution)
        act = sign_record(
            attribution, RecordKind.MEASUREMENTS, visit.participant_id, body, visit, stage
        )
        pdf = self.printed(measurement, self.participants.get(visit.participant_id), attribution)
        document = Document(attribution.record_id, visit_id, stage, pdf, sha256_hex(pdf))
        self.records.sign(replace(act, document=document))
        return visit

    def _body(
        self, measurement: MeasurementSession, visit: Visit, attribution: Attribution
    ) -> bytes:
        made = measurement_observations(
            measurement.protocol,
            measurement.readings,
            subject=patient_reference(visit.participant_id),
            encounter=encounter_reference(visit.id),
            effective=attribution.at,
            performer=practitioner_reference(attribution.author.practitioner),
            new_identifier=self.act_context.new_id,
        )
        observations = msgspec.convert(made, list[Observation])
        entries = [conditional_create_entry(one, one.identity.value) for one in observations]
        return encode_signed_bundle(entries, attribution, self.act_context.new_id())
