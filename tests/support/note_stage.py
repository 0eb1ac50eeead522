"""A stage type of test data alone: at the desk, a note is written on a question of the program."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import msgspec
from PySide6.QtWidgets import QLineEdit

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import (
    conditional_create_entry,
    conditional_update_entry,
    encode_signed_bundle,
)
from ptc_app.domain.fhir.elements import (
    FhirCodeableConcept,
    IdentifiedResource,
    Identifier,
    Reference,
)
from ptc_app.domain.fhir.references import encounter_reference, patient_reference
from ptc_app.domain.fhir.signed_bundle_decoding import decode_signed_bundle
from ptc_app.domain.ids import VisitId
from ptc_app.domain.localized_text import LocalizedText, is_in_languages, localized
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.records.signed_record import RecordPdf, SignedContent, SignedRecord, sha256_hex
from ptc_app.domain.stages.record_kind import WHY_VOID, RecordKind
from ptc_app.domain.stages.stage_type import ContentFile, StageType, StageTypes
from ptc_app.domain.visit import PlannedStage, Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.signing_plan import SigningPlan, SigningPlanner
from ptc_app.services.stage_services import StagePorts
from ptc_app.stages import STAGES
from ptc_app.ui.demo.page_scripts import DemoRun, DemoSteps
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.stage_entry import StageEntry
from ptc_app.ui.stage_texts import AmendmentTexts, StageTexts
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.object_names import with_object_name
from tests.support.page_contexts import a_paper
from tests.support.site_runtimes import program_files

STAGE = "remark"
"""The key of its stage in the program below."""

_SYSTEM = "https://ptc.example/fhir/note"


# --- domain -----------------------------------------------------------------------------------


class NoteForm(msgspec.Struct, frozen=True):
    """The content of the stage: what is asked, in each language."""

    question: LocalizedText


def load_note_form(file: ContentFile) -> NoteForm:
    """The form of a file; raises ProgramInvalid."""
    form = msgspec.json.decode(file.body, type=NoteForm)
    if not is_in_languages(form.question, file.languages):
        raise ProgramInvalid("language")
    return form


class Observation(IdentifiedResource, frozen=True, kw_only=True):
    """FHIR R4 Observation with a text as its value."""

    status: str
    code: FhirCodeableConcept
    subject: Reference
    encounter: Reference
    value_string: str


NOTE_RECORD = RecordKind(
    "note",
    (Observation,),
    amend_reasons=(CorrectionReason.WRONG_ENTRY, CorrectionReason.OTHER),
    void_reasons=WHY_VOID,
)
NOTE_TYPE = StageType("note", NOTE_RECORD, folder="notes", load_content=load_note_form)


def signed_note(record: SignedRecord) -> Observation:
    """What a record of a note holds."""
    (note,) = (
        entry.resource
        for entry in decode_signed_bundle(record.body, NOTE_RECORD.resources).entry
        if isinstance(entry.resource, Observation)
    )
    return note


# --- service ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoteService:
    """Opens, saves and signs the note of a stage."""

    ports: StagePorts

    def open(self, visit_id: VisitId, stage: str) -> tuple[NoteForm, str]:
        """What is asked, and what was written so far."""
        program = self.ports.visits.program(self.ports.visits.get(visit_id))
        draft = self.ports.drafts.get(visit_id, stage) or b""
        return program.content(stage, NoteForm), draft.decode()

    def save(self, visit_id: VisitId, stage: str, text: str) -> None:
        """Store what was written so far."""
        now = self.ports.session_context.now()
        self.ports.drafts.save(visit_id, stage, text.encode(), now)

    def sign(self, visit_id: VisitId, stage: str, text: str) -> Visit:
        """Sign the note, with a PDF; RuleBroken("note-missing") where nothing is written."""
        if not text.strip():
            raise RuleBroken("note-missing")
        ports = self.ports
        signer = SigningPlanner(ports.visits, ports.records, ports.drafts, ports.session_context)
        signing = signer.begin(visit_id, stage)
        visit, authorship = signing.visit, signing.authorship
        act = sign_record(
            authorship,
            NOTE_RECORD.code,
            visit.participant_id,
            self._body(text, signing),
            visit,
            stage,
            content=SignedContent(_SYSTEM, "1"),
        )
        pdf = ports.make_pdf(text)
        document = RecordPdf(authorship.record_id, visit_id, stage, pdf, sha256_hex(pdf))
        ports.records.sign(replace(act, document=document, draft=text.encode()))
        return visit

    def _body(self, text: str, signing: SigningPlan) -> bytes:
        visit, new_id = signing.visit, self.ports.session_context.new_id
        note = Observation(
            identifier=(Identifier(system=_SYSTEM, value=signing.authorship.record_id),),
            status="final",
            code=FhirCodeableConcept(text="Note"),
            subject=patient_reference(visit.participant_id),
            encounter=encounter_reference(visit.id),
            value_string=text,
        )
        entry = conditional_create_entry(note, new_id())
        if signing.amended is not None:
            identifier = signed_note(signing.amended).identifier
            again = msgspec.structs.replace(note, identifier=identifier, status="amended")
            entry = conditional_update_entry(again, new_id())
        return encode_signed_bundle([entry], signing.authorship, new_id())


# --- ui ---------------------------------------------------------------------------------------


class NotePage(StaffPage):
    """The question, a line to write on, and a button that records it."""

    keeps_keys = True

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        super().__init__(context, "A remark")
        self._service = context.services.stage(NoteService)
        self._visit_id, self._key = visit_id, plan.key
        self._text = with_object_name(QLineEdit(), "note.text")
        self._record = with_object_name(primary_button("Record the remark"), "note.record")
        self._record.clicked.connect(self._sign)
        self._load(partial(self._service.open, visit_id, plan.key), self._show)

    def _show(self, opened: tuple[NoteForm, str]) -> None:
        form, text = opened
        self._text.setText(text)
        question = localized(form.question, self._context.tr.language)
        self._scaffold.add(LabelledField(question, self._text), self._record)
        self._scaffold.end()

    def _sign(self) -> None:
        work = partial(self._service.sign, self._visit_id, self._key, self._text.text())
        self._ask(work, lambda visit: self._context.routes.visit(visit.id))


def note_texts(_tr: Localizer) -> StageTexts:
    """The texts of the stage."""
    return StageTexts(
        record="Note",
        done="Remark recorded",
        begin="Write",
        paper="The remark on paper",
        amendment=AmendmentTexts("You write it anew. Both versions stay.", "Write it anew"),
        summary=lambda record: f"“{signed_note(record).value_string}”",
    )


def write_note(stage: DemoRun, _page: NotePage) -> DemoSteps:
    """Write a remark and record it."""
    yield
    stage.driver.type("note.text", "Came by bus")
    stage.driver.picture("remark")
    stage.driver.press("note.record")
    yield


NOTE = StageEntry(
    type=NOTE_TYPE,
    service=NoteService,
    make_pdf=a_paper,
    page=NotePage,
    texts=note_texts,
    demo=write_note,
)
"""The one entry of the stage type."""

STAGES_WITH_NOTE = (*STAGES, NOTE)


# --- program ----------------------------------------------------------------------------------


def note_program(change: Callable[[dict[str, Any]], object] = bool) -> ProgramVersion:
    """The practice program, version 2026.20: its first visit is identity, a remark, finish.

    `change` changes its manifest.
    """
    files = dict(program_files())
    manifest = json.loads(files["manifest.json"])
    remark = {
        "key": STAGE,
        "type": NOTE_TYPE.code,
        "content": "bus",
        "needs": ["identity"],
        "title": {"en": "A remark", "es": "Una observación"},
        "subtitle": {"en": "On the way here", "es": "Sobre el viaje"},
    }
    first_visit = manifest["visitTypes"][0] | {
        "stages": ["identity", STAGE, "finish"],
        "offered": {},
    }
    manifest |= {
        "version": "2026.20",
        "inForceFrom": "2026-01-01",
        "stages": [*manifest["stages"], remark],
        "visitTypes": [first_visit],
    }
    change(manifest)
    files["manifest.json"] = json.dumps(manifest).encode()
    files["notes/bus.json"] = json.dumps(
        {"question": {"en": "How did you come here?", "es": "¿Cómo vino aquí?"}}
    ).encode()
    return load_program(files, StageTypes(stage.type for stage in STAGES_WITH_NOTE))
