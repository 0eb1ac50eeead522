"""Physical measurements: kept reading by reading, checked, recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.act import act_body
from ptc_app.domain.fhir.bundle import created
from ptc_app.domain.fhir.codes import PRACTITIONER
from ptc_app.domain.fhir.resources import encounter_reference, patient_reference
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.measurement import protocol as protocols
from ptc_app.domain.measurement.observations import Performer, full_url, observations
from ptc_app.domain.measurement.reading import Readings, begun, decode_draft, encode_draft
from ptc_app.domain.measurement.warnings import issues
from ptc_app.domain.participant import Participant
from ptc_app.domain.program import Program
from ptc_app.domain.record import Document, RecordKind, Stamp, sealed, sha256_of
from ptc_app.domain.visit import Visit, completed
from ptc_app.services.desk import Records, Working
from ptc_app.services.drafts import Drafts


class Visits(Protocol):
    """The visits held here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """Who is known here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


@dataclass(frozen=True, slots=True)
class Measurement:
    """A protocol and what was read so far."""

    protocol: protocols.Protocol
    readings: Readings


class Printer(Protocol):
    """Makes the participant's own page of results: PDF bytes."""

    def __call__(
        self, measurement: Measurement, participant: Participant, stamp: Stamp
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Measuring:
    """The verbs of measuring."""

    visits: Visits
    participants: Participants
    drafts: Drafts
    records: Records
    program: Program
    printed: Printer
    working: Working

    def open(self, visit_id: VisitId, stage: str) -> Measurement:
        """The measurements where they were left."""
        content = self.visits.get(visit_id).stage(stage).plan.content
        protocol = protocols.decode_protocol(self.program.protocol(content))
        kept = self.drafts.get(visit_id, stage)
        return Measurement(protocol, decode_draft(kept) if kept else begun(protocol))

    def save(self, visit_id: VisitId, stage: str, readings: Readings) -> None:
        """On disk when this returns."""
        self.drafts.save(visit_id, stage, encode_draft(readings), self.working.now())

    def sign(self, visit_id: VisitId, stage: str, measurement: Measurement) -> Visit:
        """The complete set on record, with the page of results the participant takes home."""
        protocol, readings = measurement.protocol, measurement.readings
        if issues(protocol, readings):
            raise RuleBroken("measurements-incomplete")
        visit = completed(self.visits.get(visit_id), stage, self.working.moved())
        stamp = self.working.stamp()
        body = self._body(measurement, visit, stamp)
        act = sealed(stamp, RecordKind.MEASUREMENTS, visit.participant_id, body, visit, stage)
        pdf = self.printed(measurement, self.participants.get(visit.participant_id), stamp)
        document = Document(stamp.record_id, visit_id, stage, pdf, sha256_of(pdf))
        self.records.sign(replace(act, document=document))
        return visit

    def _body(self, measurement: Measurement, visit: Visit, stamp: Stamp) -> bytes:
        practitioner = stamp.author.practitioner
        made = observations(
            measurement.protocol,
            measurement.readings,
            subject_reference=str(patient_reference(visit.participant_id)["reference"]),
            encounter_reference=str(encounter_reference(visit.id)["reference"]),
            effective=stamp.at,
            performer=Performer(practitioner.name, PRACTITIONER, practitioner.id),
            new_identifier=self.working.new_id,
        )
        entries = [created(one, full_url(one).removeprefix("urn:uuid:")) for one in made]
        return act_body(entries, stamp, self.working.new_id())
