"""Measurement service: stores readings as a draft, checks them, signs and amends them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.corrections import amended_observation_entries
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
from ptc_app.domain.visit import Visit
from ptc_app.services.act_context import ActContext, RecordStore
from ptc_app.services.draft_store import DraftStore
from ptc_app.services.stage_signing import StageSigner, StageSigning


class Visits(Protocol):
    """The visits stored here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """The participants registered here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


class ResultsPdfMaker(Protocol):
    """Makes the participant's own page of results: PDF bytes."""

    def __call__(
        self, measurement: MeasurementSession, participant: Participant, attribution: Attribution
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class MeasurementService:
    """Opens, saves, signs and amends the measurements of a stage."""

    visits: Visits
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    program: Program
    printed: ResultsPdfMaker
    act_context: ActContext

    def open(self, visit_id: VisitId, stage: str) -> MeasurementSession:
        """The protocol of the stage, and the readings of its draft."""
        content = self.visits.get(visit_id).stage(stage).plan.content
        protocol = protocols.decode_protocol(self.program.protocol(content))
        kept = self.drafts.get(visit_id, stage)
        return MeasurementSession(
            protocol, decode_readings(kept) if kept else empty_readings(protocol)
        )

    def save(self, visit_id: VisitId, stage: str, readings: Readings) -> None:
        """Store the readings so far as the draft of the stage; durable when this returns."""
        self.drafts.save(visit_id, stage, encode_readings(readings), self.act_context.now())

    def sign(self, visit_id: VisitId, stage: str, measurement: MeasurementSession) -> Visit:
        """Sign the complete set, with the page of results the participant takes home.

        A new version where an amendment was begun. RuleBroken `measurements-incomplete`, or where
        the stage may not be signed now.
        """
        if reading_issues(measurement.protocol, measurement.readings):
            raise RuleBroken("measurements-incomplete")
        signer = StageSigner(self.visits, self.records, self.drafts, self.act_context)
        signing = signer.begin(visit_id, stage)
        visit, attribution = signing.visit, signing.attribution
        body = self._body(measurement, signing)
        act = sign_record(
            attribution, RecordKind.MEASUREMENTS, visit.participant_id, body, visit, stage
        )
        pdf = self.printed(measurement, self.participants.get(visit.participant_id), attribution)
        document = Document(attribution.record_id, visit_id, stage, pdf, sha256_hex(pdf))
        draft = encode_readings(measurement.readings)
        self.records.sign(replace(act, document=document, draft=draft))
        return visit

    def _body(self, measurement: MeasurementSession, signing: StageSigning) -> bytes:
        visit, attribution = signing.visit, signing.attribution
        made = measurement_observations(
            measurement.protocol,
            measurement.readings,
            subject=patient_reference(visit.participant_id),
            encounter=encounter_reference(visit.id),
            effective=attribution.performed_at,
            performer=practitioner_reference(attribution.author.practitioner),
            new_identifier=self.act_context.new_id,
        )
        observations = msgspec.convert(made, list[Observation])
        entries = (
            [conditional_create_entry(one, one.identity.value) for one in observations]
            if signing.amended is None
            else amended_observation_entries(observations, signing.amended.body)
        )
        return encode_signed_bundle(entries, attribution, self.act_context.new_id())
