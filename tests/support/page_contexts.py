"""A room to show pages in: a clinic over a real store, work done at once, a log of the ways."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ptc_app.domain.author import Author
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.domain.language import Language
from ptc_app.domain.outbox import Acknowledged, DeliveryOutcome, Envelope, Receipt
from ptc_app.domain.participants.participant import Address, Participant
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import PlannedStage, SkipReason, Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import DataDir
from ptc_app.services.consent import ConsentPdfMaker
from ptc_app.services.measurements import ResultsPdfMaker
from ptc_app.services.session_context import SessionContext
from ptc_app.services.session_services import SessionServices, session_services
from ptc_app.services.visit import IdentityEvidence
from ptc_app.stages import STAGES
from ptc_app.storage.database import Database
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.site_setup import create_store
from ptc_app.storage.store import Store
from ptc_app.ui.messages.support_contact import SupportContact
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.stage_entry import shown_stages
from ptc_app.ui.tasks import SessionUpdates, TaskQueue
from tests.support.builders import MARK, MORNING, SUPPORT, a_desk, a_practitioner
from tests.support.site_runtimes import (
    Clock,
    Counted,
    HeldKeys,
    a_registration,
    a_signing,
    fast_key_file,
    the_program,
)
from tests.support.stages import stages_that_print

PASSPHRASE = "four words of nonsense"
KIOSK_CODE = "246810"
MARIA = f"Maria {MARK}"
_SAID: dict[str, Any] = {
    "language": Language("en"),
    "phone": "(210) 555-0142",
    "address": Address("410 Cypress Street", "San Antonio", "TX", "78205"),
}
"""What participants of the pages say at the desk, where a test does not say otherwise."""

_T = TypeVar("_T")


class InlineExecutor(Executor):
    """Does the work before `submit` returns: threads never decide whether a test passes."""

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future: Future[_T] = Future()
        _do(future, lambda: fn(*args, **kwargs))
        return future


class ManualExecutor(Executor):
    """Does the work when the test says so; `waiting` is what was asked for and not yet done."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], object]]] = []

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future: Future[_T] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def do(self, index: int = 0) -> None:
        """Do the work asked for at this place of the line."""
        _do(*self.waiting.pop(index))


class SwitchableExecutor(ManualExecutor):
    """Does the work at once until the test holds it back."""

    is_held = False

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future = super().submit(fn, *args, **kwargs)
        if not self.is_held:
            self.do()
        return future

    def release(self) -> None:
        """Do all that was held back."""
        self.is_held = False
        while self.waiting:
            self.do()


def _do(future: Future[_T], work: Callable[[], _T]) -> None:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - as an executor does
        future.set_exception(error)
    else:
        future.set_result(result)


class RecordedRoutes:
    """Routes that lead nowhere and remember what they were asked."""

    def __init__(self) -> None:
        self.taken: list[tuple[object, ...]] = []
        self.handed_back_in: Language | None = None
        """The language of the last page that asks for a staff code."""

    def today(self) -> None:
        self.taken.append(("today",))

    def participants(self, text: str = "") -> None:
        self.taken.append(("participants", text))

    def register(self) -> None:
        self.taken.append(("register",))

    def sync(self) -> None:
        self.taken.append(("sync",))

    def site(self) -> None:
        self.taken.append(("site",))

    def visit(self, visit_id: VisitId) -> None:
        self.taken.append(("visit", visit_id))

    def participant(self, participant_id: ParticipantId) -> None:
        self.taken.append(("participant", participant_id))

    def correct_participant(self, participant_id: ParticipantId) -> None:
        self.taken.append(("correct_participant", participant_id))

    def stage(self, visit_id: VisitId, plan: PlannedStage) -> None:
        self.taken.append(("stage", visit_id, plan.key))

    def record(self, visit_id: VisitId, plan: PlannedStage) -> None:
        self.taken.append(("record", visit_id, plan.key))

    def hand_back(self, visit_id: VisitId, tr: Localizer) -> None:
        self.taken.append(("hand_back", visit_id))
        self.handed_back_in = tr.language

    @property
    def kiosk(self) -> RecordedRoutes:
        return self

    def ask_staff(self, visit_id: VisitId, tr: Localizer) -> None:
        self.taken.append(("ask_staff", visit_id))
        self.handed_back_in = tr.language

    def ask_code(self, visit_id: VisitId, tr: Localizer) -> None:
        self.taken.append(("ask_code", visit_id))
        self.handed_back_in = tr.language

    def resume(self) -> None:
        self.taken.append(("resume",))

    def call_staff(self, _page: QWidget, told: Callable[[datetime], None]) -> None:
        self.taken.append(("call_staff",))
        told(MORNING)

    def note_wrong_code(self) -> None:
        self.taken.append(("note_wrong_code",))

    def take_back(self) -> None:
        self.taken.append(("take_back",))

    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None:
        self.taken.append(("paper", visit_id, title, pdf))


@dataclass(slots=True)
class PageFixture:
    """An open clinic, its store, and the room its pages are given."""

    database: Database
    clock: Clock
    services: SessionServices
    ways: RecordedRoutes
    store: TaskQueue
    context: PageContext
    executor: Executor
    told: list[StoreChange]
    """What the services published so far."""

    def register(self, given: str = MARIA, family: str = "Delgado", **asked: Any) -> Participant:
        """Someone new, by the front desk's own verb."""
        said = {**_SAID, "given_name": given, "family_name": family, **asked}
        return self.services.participants.register(a_registration(**said))

    def arrive(self, given: str = MARIA, family: str = "Delgado", **asked: Any) -> Visit:
        """Someone new, with an open visit."""
        return self.services.visit_starts.start_visit(self.register(given, family, **asked).id)

    def identified(self, visit: Visit) -> Visit:
        """The first stage is done."""
        self.services.visits.begin(visit.id, "identity")
        return self.services.visits.confirm_identity(
            visit.id, "identity", [IdentityEvidence.PHOTO_ID, IdentityEvidence.BIRTH_DATE]
        )

    def decided(
        self, visit: Visit, stage: str, decision: ConsentDecision = ConsentDecision.YES
    ) -> Visit:
        """A consent read to its end, decided and signed."""
        self.services.visits.begin(visit.id, stage)
        return self.read_and_signed(visit, stage, decision)

    def read_and_signed(
        self, visit: Visit, stage: str, decision: ConsentDecision = ConsentDecision.YES
    ) -> Visit:
        """A consent that was begun, or its amendment, read to its end and signed."""
        reading = self.services.consents.open(visit.id, stage)
        progress = reading.progress
        for page in range(len(reading.form.pages)):
            progress = self.services.consents.store_displayed_page(visit.id, stage, progress, page)
        today = self.clock().date()
        signing = a_signing(decision, printed_name="As written", signed_on=today)
        seen = replace(reading, progress=progress)
        self.services.consents.sign(visit.id, stage, seen, signing)
        return self.now(visit)

    def skipped(self, visit: Visit, stage: str, reason: SkipReason, note: str = "") -> Visit:
        return self.services.visits.skip(visit.id, stage, reason, note)

    def now(self, visit: Visit) -> Visit:
        """The visit as it is on disk."""
        return self.services.visits.view(visit.id).visit

    def settle(self, answer: Callable[[Envelope], DeliveryOutcome], limit: int = 1) -> int:
        "The central system answers so to as many of the envelopes that are due; how"
        " many those were."
        outbox = Outbox(self.database)
        due = outbox.due(self.clock(), limit)
        outbox.settle_all([(envelope, answer(envelope)) for envelope in due], self.clock())
        return len(due)

    def received(self) -> None:
        """Central takes all that waits."""
        while self.settle(self.receipt, 50):
            pass

    def delivered(self) -> None:
        """A sync run has ended that delivered something."""
        self.context.updates.delivered.emit()
        settle(self)

    def receipt(self, envelope: Envelope) -> Acknowledged:
        return Acknowledged(Receipt(envelope.id, self.clock(), (f"Bundle/{envelope.id}",)))

    def close(self) -> None:
        """Pages that were let go of are gone first: nothing of theirs asks a closed store."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.database.close()


def page_fixture(
    folder: Path,
    *,
    tr: Localizer | None = None,
    executor: Executor | None = None,
    clock: Clock | None = None,
    author: Author | None = None,
    consent: ConsentPdfMaker | None = None,
    results: ResultsPdfMaker | None = None,
    programs: tuple[ProgramVersion, ...] = (),
) -> PageFixture:
    """A site on its first day, or the one that an earlier fixture left in this folder.

    It has the program that ships unless others are given.

    `consent` and `results` make the PDFs a test wants real.
    """
    clock = clock or Clock()
    author = author or Author(a_practitioner(name=f"Ana {MARK}"), a_desk())
    database = _first_day(DataDir(folder / "site"), author, clock())
    services = session_services(
        Store(database),
        SessionContext(author, clock, Counted()),
        programs or (the_program(),),
        stages_that_print(consent=consent or a_paper, measurements=results or a_paper),
        HeldKeys(keyring=True),
    )
    at_once = executor or InlineExecutor()
    ways, store, updates = RecordedRoutes(), TaskQueue(at_once), SessionUpdates()
    told: list[StoreChange] = []
    services.changes.subscribe(told.append)
    services.changes.subscribe(updates.publish)
    tr = tr or Localizer(Language("en"))
    shown, support = shown_stages(STAGES, tr), SupportContact()
    context = PageContext(services, tr, store, ways, updates, shown, support)
    return PageFixture(database, clock, services, ways, store, context, at_once, told)


def _first_day(data: DataDir, author: Author, at: datetime) -> Database:
    """The store of a site that was set up by its author, just now or earlier."""
    if data.store.exists():
        keys = fast_key_file(data)
        return Database(data.store, keys.unlock(author.practitioner.sign_in_name, PASSPHRASE))
    made = fast_key_file(data).new(author.practitioner.sign_in_name, PASSPHRASE)
    setup = InitialSiteData(author.practitioner, KIOSK_CODE, author.workstation, SUPPORT, at)
    create_store(data, made, setup)
    return Database(data.store, made.store_key)


def a_paper(*_of: object) -> bytes:
    """The smallest PDF that has a page."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
    )
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def settle(place: PageFixture) -> None:
    """Everything asked for is done and shown."""
    QApplication.processEvents()  # what was published may ask for more
    while not place.store.is_idle:
        QApplication.processEvents()
    QApplication.processEvents()
