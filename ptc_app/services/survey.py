"""A survey: opened where it was left, kept answer by answer, recorded when finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.questionnaire_response import questionnaire_response_resource
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.participant import Language, Participant
from ptc_app.domain.program import Program
from ptc_app.domain.record import Attribution, RecordKind, sign_record
from ptc_app.domain.survey.answer_steps import ensure_fits, in_form_language, start_answers
from ptc_app.domain.survey.answer_validation import answer_issues
from ptc_app.domain.survey.answers import SurveyAnswers, decode_survey_draft, encode_survey_draft
from ptc_app.domain.survey.compiled_form import CompiledForm, compile_form
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.visit import Visit, complete_stage
from ptc_app.services.act_context import ActContext, RecordStore
from ptc_app.services.draft_store import DraftStore


class Visits(Protocol):
    """The visits held here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """Who is known here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


@dataclass(frozen=True, slots=True)
class SurveySession:
    """A form in one language and what was said so far."""

    form: CompiledForm
    response: SurveyAnswers


@dataclass(frozen=True, slots=True)
class SurveyService:
    """The verbs of a survey."""

    visits: Visits
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    program: Program
    act_context: ActContext

    def open(
        self, visit_id: VisitId, stage: str, language: Language | None = None
    ) -> SurveySession:
        """The survey where it was left, in the language asked for, last used, or preferred."""
        visit = self.visits.get(visit_id)
        kept = self._kept(visit_id, stage)
        preferred = self.participants.get(visit.participant_id).language
        spoken = language or (kept.language if kept else preferred)
        source = decode_questionnaire(self.program.questionnaire(visit.stage(stage).plan.content))
        form = compile_form(source, spoken)
        if kept is None:
            return SurveySession(form, start_answers(form))
        ensure_fits(form, kept)
        return SurveySession(form, in_form_language(form, kept))

    def save(self, visit_id: VisitId, stage: str, response: SurveyAnswers) -> None:
        """On disk when this returns."""
        self.drafts.save(visit_id, stage, encode_survey_draft(response), self.act_context.now())

    def sign(self, visit_id: VisitId, stage: str, survey: SurveySession) -> Visit:
        """The finished survey on record."""
        if answer_issues(survey.form, survey.response):
            raise RuleBroken("survey-incomplete")
        visit = complete_stage(self.visits.get(visit_id), stage, self.act_context.stage_change())
        attribution = self.act_context.attribution()
        body = self._body(survey, visit, attribution)
        act = sign_record(attribution, RecordKind.SURVEY, visit.participant_id, body, visit, stage)
        self.records.sign(act)
        return visit

    def _kept(self, visit_id: VisitId, stage: str) -> SurveyAnswers | None:
        kept = self.drafts.get(visit_id, stage)
        return decode_survey_draft(kept) if kept else None

    def _body(self, survey: SurveySession, visit: Visit, attribution: Attribution) -> bytes:
        resource_uuid, provenance_uuid = self.act_context.new_id(), self.act_context.new_id()
        resource = questionnaire_response_resource(survey.form, survey.response, visit, attribution)
        entry = conditional_create_entry(resource, resource_uuid)
        return encode_signed_bundle([entry], attribution, provenance_uuid)
