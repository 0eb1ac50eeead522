"""The survey of a visit stage: opened where it was left, saved as a draft, and signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.corrections import amended_response_entry
from ptc_app.domain.fhir.questionnaire_response import questionnaire_response_resource
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.records.signed_record import SignedContent
from ptc_app.domain.stages import record_kinds
from ptc_app.domain.survey.answer_types import is_recordable
from ptc_app.domain.survey.answer_validation import answer_issues
from ptc_app.domain.survey.answering import ensure_fits, in_form_language, start_answers
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.questionnaire_decoding import canonical_url
from ptc_app.domain.survey.questionnaire_elements import Questionnaire
from ptc_app.domain.survey.survey_answers import SurveyAnswers
from ptc_app.domain.survey.survey_draft import decode_survey_draft, encode_survey_draft
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


@dataclass(frozen=True, slots=True)
class OpenedSurvey:
    """A questionnaire's form in one language, and the answers to it so far.

    `form`: the questions as asked; `response`: the answers, from which signing makes the
    QuestionnaireResponse; `is_amendment`: whether they were signed before and are being amended.
    """

    form: CompiledForm
    response: SurveyAnswers
    is_amendment: bool = False


@dataclass(frozen=True, slots=True)
class SurveyService:
    """Opens, saves, signs and amends the survey of a stage, which is named by its key.

    Every method raises LookupError for an unknown visit or stage; ProgramMissing, StageTypeUnknown
    or ProgramInvalid where the visit's program version cannot be used; and StoreUnusable.
    """

    visits: VisitsWithPermissions
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    session_context: SessionContext

    def open(self, visit_id: VisitId, stage: str, language: Language | None = None) -> OpenedSurvey:
        """The survey of the visit's program version, with the answers of its draft if it has one.

        It is in `language`, else in the language last used, else in the participant's own; where
        the questionnaire lacks that one, in its own. Without a draft no question is answered.
        DraftUnreadable where the draft is damaged (`damaged`) or of another version of the
        questionnaire (`other-form`); errors of every method as in the class.
        """
        visit = self.visits.get(visit_id)
        draft = self._draft(visit_id, stage)
        preferred = self.participants.get(visit.participant_id).language
        shown = language or (draft.language if draft else preferred)
        form = compile_form(self._questionnaire(visit, stage), shown)
        if draft is None:
            return OpenedSurvey(form, start_answers(form))
        ensure_fits(form, draft)
        is_amendment = self.drafts.correction(visit_id, stage) is not None
        return OpenedSurvey(form, in_form_language(form, draft), is_amendment)

    def save(self, visit_id: VisitId, stage: str, response: SurveyAnswers) -> None:
        """Store the answers so far as the draft of the stage; durable when this returns.

        RuleBroken: `other-version` where the answers are to another version of the questionnaire;
        `consent-missing` or `stage-blocked` where the participant does not permit it or a stage
        before it is not done; `stage-step` where the stage is not being done;
        `text-unprintable` where a value is not recordable (`is_recordable`).
        """
        _ensure_recordable(response)
        visit = self.visits.get(visit_id)
        ensure_no_barrier(visit, stage)
        ensure_draft_allowed(self.drafts, visit, stage)
        self._check_version(visit, stage, response.questionnaire)
        self.drafts.save(visit_id, stage, encode_survey_draft(response), self.session_context.now())

    def sign(self, visit_id: VisitId, stage: str, survey: OpenedSurvey) -> Visit:
        """Sign the survey; returns the visit as it is after it.

        It completes the stage, or becomes the new version where an amendment was begun; the answers
        become a QuestionnaireResponse. Record, visit and draft change in one transaction, and the
        change is published. RuleBroken: `other-version` where it is of another version of the
        questionnaire than the visit's program has, `text-unprintable` as `save`,
        `survey-incomplete` where an answer is missing or has an issue, or as `SigningPlanner.begin`
        and `RecordStore.sign`.
        """
        current = self.visits.get(visit_id)
        for questionnaire in (survey.form.questionnaire, survey.response.questionnaire):
            self._check_version(current, stage, questionnaire)
        _ensure_recordable(survey.response)
        if answer_issues(survey.form, survey.response):
            raise RuleBroken("survey-incomplete")
        signer = SigningPlanner(self.visits, self.records, self.drafts, self.session_context)
        signing = signer.begin(visit_id, stage)
        visit, body = signing.visit, self._body(survey, signing)
        url, _, version = survey.form.questionnaire.partition("|")
        act = sign_record(
            signing.authorship,
            record_kinds.SURVEY.code,
            visit.participant_id,
            body,
            visit,
            stage,
            content=SignedContent(url, version),
        )
        self.records.sign(replace(act, draft=encode_survey_draft(survey.response)))
        return visit

    def _questionnaire(self, visit: Visit, stage: str) -> Questionnaire:
        """The FHIR R4 Questionnaire of the stage in the visit's program version."""
        return self.visits.program(visit).content(stage, Questionnaire)

    def _check_version(self, visit: Visit, stage: str, questionnaire: str) -> None:
        """Raises RuleBroken where the stage has another questionnaire than this canonical URL."""
        if questionnaire != canonical_url(self._questionnaire(visit, stage)):
            raise RuleBroken("other-version")

    def _draft(self, visit_id: VisitId, stage: str) -> SurveyAnswers | None:
        raw = self.drafts.get(visit_id, stage)
        return decode_survey_draft(raw) if raw else None

    def _body(self, survey: OpenedSurvey, signing: SigningPlan) -> bytes:
        """The signed transaction Bundle with the QuestionnaireResponse and its Provenance."""
        resource_uuid, provenance_uuid = (
            self.session_context.new_id(),
            self.session_context.new_id(),
        )
        resource = questionnaire_response_resource(
            survey.form, survey.response, signing.visit, signing.authorship
        )
        entry = (
            conditional_create_entry(resource, resource_uuid)
            if signing.amended is None
            else amended_response_entry(resource, signing.amended.body, resource_uuid)
        )
        return encode_signed_bundle([entry], signing.authorship, provenance_uuid)


def survey_service(ports: StagePorts) -> SurveyService:
    """The survey service over these ports of one session; `make_pdf` is not used."""
    return SurveyService(
        ports.visits, ports.participants, ports.drafts, ports.records, ports.session_context
    )


def _ensure_recordable(response: SurveyAnswers) -> None:
    values = (value for answered in response.answers.values() for value in answered.values)
    if not all(map(is_recordable, values)):
        raise RuleBroken("text-unprintable")
