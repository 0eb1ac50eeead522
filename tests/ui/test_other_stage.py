"""A stage type of test data alone, walked through the real window and sent to central."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.demo_step_names import demo_steps
from ptc_app.commands.practice import PRACTICE_SITE, practice_store_key, set_up_practice_site
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.stages.stage_type import StageTypeUnknown
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import DataDir
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.stage_entry import shown_stages
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.visit_page import VisitPage
from ptc_central.server import ServerAddress, serve
from tests.support.note_stage import (
    STAGE,
    STAGES_WITH_NOTE,
    NotePage,
    note_program,
    signed_note,
)
from tests.support.site_runtimes import the_program
from tests.support.visitor import Visitor, window


def is_next(page: VisitPage) -> bool:
    """Whether the note is the next stage of the visit."""
    visit = page.visit
    return visit is not None and visit.next_stage is not None and visit.next_stage.plan.key == STAGE


def is_recorded(page: VisitPage) -> bool:
    return page.visit is not None and page.visit.stage(STAGE).is_settled


def all_received(page: SyncPage) -> bool:
    return page.counts is not None and page.counts.captured == page.counts.received > 0


def notes(data: DataDir) -> list[SignedRecord]:
    """The signed notes, in their order."""
    site = SiteRuntime(data)
    with closing(site.open_store(practice_store_key(site))) as store:
        return [record for record in store.records.each() if record.kind == "note"]


def joined(data: DataDir, central: ServerAddress) -> SiteRuntime:
    """The practice site, set up and connected to this central."""
    site = SiteRuntime(data)
    invitation = CentralInvitation(
        central.url, central.ca_path.read_text(), central.registration_code
    )
    site.join_central(set_up_practice_site(site), PRACTICE_SITE.sign_in_name, invitation)
    return site


def write(visitor: Visitor, text: str) -> None:
    visitor.driver.type("note.text", text)
    visitor.press("note.record")


def test_it_is_done_corrected_printed_and_sent_like_every_other(
    qtbot: QtBot, tmp_path: Path
) -> None:
    data = DataDir(tmp_path / "site")
    program, out = note_program(), tmp_path / "out"
    with serve(tmp_path / "central") as central:
        site = joined(data, central)
        with window(qtbot, data, out, program, stages=STAGES_WITH_NOTE) as visitor:
            visitor.play_until(VisitPage, is_next)
            visitor.wait_for(VisitPage, "A remark", "On the way here")
            visitor.press(f"visit.begin:{STAGE}")
            visitor.wait_for(NotePage, "How did you come here?")
            write(visitor, "By car")
            visitor.wait_for(VisitPage, "Remark recorded")

            visitor.press(f"visit.view:{STAGE}")
            visitor.wait_for(RecordPage, "“By car”", "In force")
            visitor.press("record.correct")
            visitor.wait_for(RecordPage, "You write it anew. Both versions stay.")
            visitor.press("record.reason:wrong-entry")
            visitor.press("record.confirm")
            visitor.wait_for(NotePage, "How did you come here?")
            write(visitor, "By bus")
            visitor.wait_for(VisitPage, "Remark recorded · amended")
            visitor.press(f"visit.view:{STAGE}")
            visitor.wait_for(RecordPage, "“By car”", "Replaced", "“By bus”", "In force")
            visitor.press_row("record.versions")
            visitor.wait_for(DocumentPage)

            visitor.play_until(FinishPage)
            visitor.wait_for(FinishPage, "A remark", "Papers for the participant")
            assert visitor.driver.has(f"finish.paper:{STAGE}")
            visitor.play_until(SyncPage, all_received)
        with closing(site.open_store(practice_store_key(site))) as store:
            check = site.check_delivery(store)
    assert check is not None
    assert check.all_once
    first, second = notes(data)
    assert [signed_note(one).value_string for one in (first, second)] == ["By car", "By bus"]
    assert signed_note(first).identity == signed_note(second).identity


def test_the_demo_does_it_too(qtbot: QtBot, tmp_path: Path) -> None:
    program, data = note_program(), DataDir(tmp_path / "site")
    assert demo_steps((program,)) == (
        *("start", "sign-in", "register"),
        *("identity", STAGE, "finish"),
    )
    with window(qtbot, data, tmp_path / "out", program, stages=STAGES_WITH_NOTE) as visitor:
        visitor.play_until(VisitPage, is_recorded)
    (note,) = notes(data)
    assert signed_note(note).value_string == "Came by bus"


def test_a_release_without_it_says_so_and_lists_the_visit(qtbot: QtBot, tmp_path: Path) -> None:
    data, out = DataDir(tmp_path / "site"), tmp_path / "out"
    with window(qtbot, data, out, note_program(), stages=STAGES_WITH_NOTE) as visitor:
        page = visitor.play_until(VisitPage, is_recorded)
        assert page.visit is not None
        visit_id = page.visit.id
    older = SiteRuntime(data)
    older.shipped_programs = (the_program(),)
    services = older.open(practice_store_key(older), PRACTICE_SITE.sign_in_name)
    for read in (services.visits.view, lambda one: services.corrections.history(one, STAGE)):
        assert refusal(read, visit_id) == "stage-type.unknown.note"
    (listed,) = services.visits.today()
    assert (listed.visit.id, listed.program) == (visit_id, None)
    assert [record.kind for record in notes(data)] == ["note"]
    older.close_store()


def test_its_record_has_a_name_on_the_sync_page() -> None:
    tr = Localizer(Language("en"))
    assert shown_stages(STAGES_WITH_NOTE, tr).record_names()["note"] == "Note"


def test_its_content_is_checked_with_the_program() -> None:
    with pytest.raises(ProgramInvalid, match=r"^program\.invalid\.language$"):
        note_program(lambda manifest: manifest.update(languages=["en"]))
    with pytest.raises(ProgramInvalid, match=r"^program\.invalid\.notes/car\.json$"):
        note_program(lambda manifest: manifest["stages"][-1].update(content="car"))
    with pytest.raises(StageTypeUnknown, match=r"^stage-type\.unknown\.dance$"):
        note_program(lambda manifest: manifest["stages"][-1].update(type="dance"))


def refusal(read: object, visit_id: VisitId) -> str:
    """The code of the error that reading the visit raises."""
    assert callable(read)
    with pytest.raises(PtcError) as refused:
        read(visit_id)
    return refused.value.full_code
