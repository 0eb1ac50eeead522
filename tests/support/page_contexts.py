"""A room to show pages in: a clinic over a real store, work done at once, a log of the ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from keyring.backend import KeyringBackend
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ptc_app.domain.consent import ConsentDecision, ConsentSigning
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.outbox import Acknowledged, DeliveryOutcome, Envelope, Receipt
from ptc_app.domain.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.practitioner import Author, InitialSiteData
from ptc_app.domain.program import Program, newest_program
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.i18n.translator import Translator
from ptc_app.importing.program_folder import programs_below
from ptc_app.paths import DataDir, resources
from ptc_app.services.act_context import ActContext
from ptc_app.services.consent import ConsentPdfMaker
from ptc_app.services.measurements import ResultsPdfMaker
from ptc_app.services.participants import RegistrationRequest, VisitStart
from ptc_app.services.session_services import SessionServices, session_services
from ptc_app.services.sign_in import SignInService
from ptc_app.services.visit import IdentityEvidence
from ptc_app.stages import STAGES
from ptc_app.storage.database import Database
from ptc_app.storage.keys.key_file import KeyFile
from ptc_app.storage.keys.key_wrapping import Argon2Costs
from ptc_app.storage.keys.os_keyring import OsKeyring
from ptc_app.storage.keys.site_keys import SiteKeyStore
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.site_setup import create_store
from ptc_app.storage.store import Store
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.stage_entry import shown_stages
from ptc_app.ui.tasks import SessionUpdates, Tasks
from tests.support.builders import MARK, MORNING, a_desk, a_practitioner
from tests.support.keyrings import KeyringChain
from tests.support.site_runtimes import HeldKeys
from tests.support.stages import STAGE_TYPES, stages_that_print

PASSPHRASE = "four words of nonsense"
KIOSK_CODE = "246810"
MARIA = f"Maria {MARK}"
FAST = Argon2Costs(time_cost=1, memory_kib=8, parallelism=1)

_T = TypeVar("_T")


class InlineExecutor(Executor):
    """Does the work before `submit` returns: threads never decide whether a test passes."""

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future: Future[_T] = Future()
        try:
            result = fn(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        else:
            future.set_result(result)
        return future


class ManualExecutor(Executor):
    """Does the work when the test says so; `waiting` is what was asked for and not yet done."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        future: Future[_T] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def do(self, index: int = 0) -> None:
        """Do the work asked for at this place of the line."""
        future, work = self.waiting.pop(index)
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        else:
            future.set_result(result)


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


class Clock:
    """Stands still until the test moves it."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


class RecordedRoutes:
    """Routes that lead nowhere and remember what they were asked."""

    def __init__(self) -> None:
        self.taken: list[tuple[object, ...]] = []

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

    def choose_visit_type(self, start: VisitStart) -> None:
        self.taken.append(("choose_visit_type", start.participant.id))

    def stage(self, visit_id: VisitId, plan: StagePlan) -> None:
        self.taken.append(("stage", visit_id, plan.key))

    def record(self, visit_id: VisitId, plan: StagePlan) -> None:
        self.taken.append(("record", visit_id, plan.key))

    def hand_back(self, visit_id: VisitId) -> None:
        self.taken.append(("hand_back", visit_id))

    def lock(self) -> None:
        self.taken.append(("lock",))

    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None:
        self.taken.append(("paper", visit_id, title, pdf))


@dataclass(slots=True)
class PageFixture:
    """An open clinic, its store, and the room its pages are given."""

    database: Database
    clock: Clock
    services: SessionServices
    ways: RecordedRoutes
    store: Tasks
    context: PageContext
    executor: Executor
    told: list[StaleViews]
    """What the services published so far."""

    def register(self, given: str = MARIA, family: str = "Delgado", **asked: Any) -> Participant:
        """Someone new, by the front desk's own verb."""
        return self.services.participants.register(a_registration(given, family, **asked))

    def arrive(self, given: str = MARIA, family: str = "Delgado", **asked: Any) -> Visit:
        """Someone new, with an open visit."""
        return self.services.participants.open_visit(self.register(given, family, **asked).id)

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
            progress = self.services.consents.turn(visit.id, stage, progress, page)
        signing = ConsentSigning(decision, "As written", a_signature(), self.clock().date())
        seen = replace(reading, progress=progress)
        self.services.consents.sign(visit.id, stage, seen, signing)
        return self.now(visit)

    def skipped(self, visit: Visit, stage: str, reason: Any, note: str = "") -> Visit:
        return self.services.visits.skip(visit.id, stage, reason, note)

    def now(self, visit: Visit) -> Visit:
        """The visit as it is on disk."""
        return self.services.visits.view(visit.id).visit

    def settle(self, answer: Callable[[Envelope], DeliveryOutcome], limit: int = 1) -> int:
        """Central answers so to as many of the envelopes that are due; how many those were."""
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
    tr: Translator | None = None,
    executor: Executor | None = None,
    clock: Clock | None = None,
    author: Author | None = None,
    **papers: Any,
) -> PageFixture:
    """A site on its first day; `consent` and `results` print the papers a test wants real."""
    clock = clock or Clock()
    author = author or Author(a_practitioner(name=f"Ana {MARK}"), a_desk())
    keys, data = fast_key_file(folder), DataDir(folder / "site")
    made = keys.new(author.practitioner.sign_in_name, PASSPHRASE)
    create_store(
        data, made, InitialSiteData(author.practitioner, KIOSK_CODE, author.workstation, clock())
    )
    database = Database(data.store, made.store_key)
    services = services_over(database, author, clock, **papers)
    at_once = executor or InlineExecutor()
    ways, store, updates = RecordedRoutes(), Tasks(at_once), SessionUpdates()
    told: list[StaleViews] = []
    services.changes.subscribe(told.append)
    services.changes.subscribe(updates.publish)
    tr = tr or Translator(Language("en"))
    context = PageContext(services, tr, store, ways, updates, shown_stages(STAGES, tr))
    return PageFixture(database, clock, services, ways, store, context, at_once, told)


def fast_key_file(folder: Path, backends: Iterable[KeyringBackend] = ()) -> KeyFile:
    """Keys that cost next to nothing, on a machine with these key rings."""
    return KeyFile(DataDir(folder / "site").keys, OsKeyring(KeyringChain(*backends)), FAST)


def sign_in_service_over(
    folder: Path, clock: Clock | None = None, backends: Iterable[KeyringBackend] = ()
) -> SignInService:
    """The door of a site in this folder, set up or not."""
    data = DataDir(folder / "site")
    return SignInService(
        SiteKeyStore(data, fast_key_file(folder, backends)), clock or Clock(), Numbered()
    )


def services_over(
    store: Database,
    author: Author,
    clock: Clock,
    *,
    consent: ConsentPdfMaker | None = None,
    results: ResultsPdfMaker | None = None,
    uses_keyring: bool = True,
    programs: tuple[Program, ...] = (),
) -> SessionServices:
    """All services over one store, wired as the site wires them."""
    act_context, shipped = ActContext(author, clock, Numbered()), programs or (the_program(),)
    return session_services(
        Store(store),
        act_context,
        shipped,
        stages_that_print(consent=consent or a_paper, measurements=results or a_paper),
        HeldKeys(keyring=uses_keyring),
    )


def the_program() -> Program:
    """The practice program that ships."""
    return newest_program(programs_below(resources() / "program", STAGE_TYPES))


def a_registration(
    given: str = MARIA, family: str = "Delgado", **asked: Any
) -> RegistrationRequest:
    """What someone says at the desk."""
    said: dict[str, Any] = {
        "birth_date": date(1961, 3, 12),
        "sex_at_birth": SexAtBirth.FEMALE,
        "language": Language("en"),
        "preferred_contact": ContactChannel.PHONE,
        "lives_in_us": True,
        "phone": "(210) 555-0142",
        "address": Address("410 Cypress Street", "San Antonio", "TX", "78205"),
        **asked,
    }
    return RegistrationRequest(given_name=given, family_name=family, **said)


def a_signature() -> DrawnSignature:
    """A stroke of three points."""
    stroke = tuple(SignaturePoint(10.0 * step, 20.0, 16 * step, 0.5) for step in range(3))
    return DrawnSignature((stroke,), 480, 240, b"\x89PNG")


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


class Numbered:
    """New identities that are valid UUIDs and come in order."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self) -> str:
        self._count += 1
        return f"00000000-0000-4000-8000-{self._count:012d}"
