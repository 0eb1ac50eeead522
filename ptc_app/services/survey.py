"""A survey: opened where it was left, kept answer by answer, recorded when finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.act import act_body
from ptc_app.domain.fhir.bundle import created
from ptc_app.domain.fhir.codes import RESPONSE
from ptc_app.domain.fhir.resources import encounter_reference, patient_reference
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.participant import Language, Participant
from ptc_app.domain.program import Program
from ptc_app.domain.record import RecordKind, Stamp, sealed
from ptc_app.domain.survey.draft import Response, decode_draft, encode_draft
from ptc_app.domain.survey.form import Form, compile_form
from ptc_app.domain.survey.questionnaire import decode_questionnaire
from ptc_app.domain.survey.response import begun, ensure_fits, switched
from ptc_app.domain.survey.response_resource import questionnaire_response
from ptc_app.domain.survey.validation import issues
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
class Survey:
    """A form in one language and what was said so far."""

    form: Form
    response: Response


@dataclass(frozen=True, slots=True)
class Surveying:
    """The verbs of a survey."""

    visits: Visits
    participants: Participants
    drafts: Drafts
    records: Records
    program: Program
    working: Working

    def open(self, visit_id: VisitId, stage: str, language: Language | None = None) -> Survey:
        """The survey where it was left, in the language asked for, last used, or preferred."""
        visit = self.visits.get(visit_id)
        kept = self._kept(visit_id, stage)
        preferred = self.participants.get(visit.participant_id).language
        spoken = language or (kept.language if kept else preferred)
        source = decode_questionnaire(self.program.questionnaire(visit.stage(stage).plan.content))
        form = compile_form(source, spoken)
        if kept is None:
            return Survey(form, begun(form))
        ensure_fits(form, kept)
        return Survey(form, switched(form, kept))

    def save(self, visit_id: VisitId, stage: str, response: Response) -> None:
        """On disk when this returns."""
        self.drafts.save(visit_id, stage, encode_draft(response), self.working.now())

    def sign(self, visit_id: VisitId, stage: str, survey: Survey) -> Visit:
        """The finished survey on record."""
        if issues(survey.form, survey.response):
            raise RuleBroken("survey-incomplete")
        visit = completed(self.visits.get(visit_id), stage, self.working.moved())
        stamp = self.working.stamp()
        body = self._body(survey, visit, stamp)
        act = sealed(stamp, RecordKind.SURVEY, visit.participant_id, body, visit, stage)
        self.records.sign(act)
        return visit

    def _kept(self, visit_id: VisitId, stage: str) -> Response | None:
        kept = self.drafts.get(visit_id, stage)
        return decode_draft(kept) if kept else None

    def _body(self, survey: Survey, visit: Visit, stamp: Stamp) -> bytes:
        resource_id, origin_id = self.working.new_id(), self.working.new_id()
        resource = questionnaire_response(
            survey.form,
            survey.response,
            identifier=stamp.record_id,
            identifier_system=RESPONSE,
            subject_reference=str(patient_reference(visit.participant_id)["reference"]),
            encounter_reference=str(encounter_reference(visit.id)["reference"]),
            authored=stamp.at,
            author_display=stamp.author.practitioner.name,
        )
        source = {"source": patient_reference(visit.participant_id)}
        return act_body([created({**resource, **source}, resource_id)], stamp, origin_id)
