"""One site, wired: its store, its keys, its verbs, and its way to central."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from ptc_app.config import CentralToJoin
from ptc_app.domain.central import KnownCentral
from ptc_app.domain.errors import StoreLocked
from ptc_app.domain.outbox import SyncReport, WaitReason
from ptc_app.domain.practitioner import Author
from ptc_app.domain.program import Program, program
from ptc_app.paths import DataDir, resources
from ptc_app.services.attendance import Attendance
from ptc_app.services.clinic import Clinic
from ptc_app.services.consent import Consenting
from ptc_app.services.consent import Printer as ConsentPrinter
from ptc_app.services.desk import Working
from ptc_app.services.intake import Intake
from ptc_app.services.kiosk import Kiosk
from ptc_app.services.measurements import Measuring
from ptc_app.services.measurements import Printer as ResultsPrinter
from ptc_app.services.session import Door
from ptc_app.services.site import Keys as SiteKeys
from ptc_app.services.site import Site
from ptc_app.services.survey import Surveying
from ptc_app.services.sync import Sending
from ptc_app.services.visit import VisitCare
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.documents import Documents
from ptc_app.storage.drafts import Drafts
from ptc_app.storage.keyrings import MachineKeyring
from ptc_app.storage.keys import Keys
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.participants import Participants
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from ptc_app.storage.vault import Vault
from ptc_app.storage.visits import Visits
from ptc_app.sync.engine import Engine
from ptc_app.sync.transport import Central, CentralAddress, Credentials, register
from ptc_app.sync.watch import Watch
from ptc_app.ui.papers import consent_paper, results_paper


def now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A new identity, made without asking anyone."""
    return str(uuid4())


def practice_program() -> Program:
    """The program that ships: files under resources/program."""
    folder = resources() / "program"
    paths = [path for path in sorted(folder.rglob("*.json")) if path.is_file()]
    return program({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


class House:
    """What is there before anyone signs in, and how the rest is opened.

    `open` belongs to the store's thread, `carry` to the sync thread.
    """

    def __init__(self, data: DataDir) -> None:
        self.data = data
        self.program = practice_program()
        self.vault = Vault(data, Keys(data.keys, MachineKeyring()))
        self.door = Door(self.vault, now, new_id)
        self._store_key = b""
        self._database: Database | None = None
        self._watch: Watch | None = None

    def open(self, store_key: bytes, sign_in_name: str, *, refused: int = 0) -> Clinic:
        """The verbs of the store for this practitioner, after so many refused tries at its door."""
        self.close()
        self._database = store = Database(self.data.store, store_key)
        working = Working(_author(store, sign_in_name), now, new_id)
        self._store_key = store_key
        keys = self.vault.opened_by(store_key)
        opened = clinic(store, working, self.program, consent_paper, results_paper, keys)
        opened.attendance.came(refused=refused)
        return opened

    def close(self) -> None:
        """Let go of the store; on the store's thread."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def carry(self) -> SyncReport:
        """Send what may be sent; nothing before a central is known and someone has signed in."""
        if self._watch is None and self._store_key:
            self._watch = open_watch(self.data, self._store_key)
        if self._watch is None:
            return SyncReport(away=WaitReason.NOT_CONNECTED)
        return self._watch.look()

    def stop_carrying(self) -> None:
        """Let go of central; on the sync thread."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None


def clinic(
    store: Database,
    working: Working,
    the: Program,
    print_consent: ConsentPrinter,
    print_results: ResultsPrinter,
    keys: SiteKeys,
) -> Clinic:
    """All verbs over one open store."""
    participants, visits, records = Participants(store), Visits(store), Records(store)
    drafts, practitioners, outbox = Drafts(store), Practitioners(store), Outbox(store)
    return Clinic(
        author=working.author,
        program=the,
        attendance=Attendance(AuditTrail(store), working),
        intake=Intake(participants, visits, records, the, working),
        visits=VisitCare(visits, participants, practitioners, outbox, records, working),
        consenting=Consenting(
            visits, participants, drafts, Documents(store), records, the, print_consent, working
        ),
        surveying=Surveying(visits, participants, drafts, records, the, working),
        measuring=Measuring(visits, participants, drafts, records, the, print_results, working),
        sending=Sending(outbox, working),
        kiosk=Kiosk(practitioners, AuditTrail(store), working),
        site=Site(practitioners, Settings(store), keys, the.manifest.version, working),
    )


def _author(store: Database, sign_in_name: str) -> Author:
    practitioner = Practitioners(store).by_sign_in_name(sign_in_name)
    if practitioner is None:
        raise StoreLocked("passphrase")
    return Author(practitioner, Settings(store).desk())


def reached(known: KnownCentral) -> Central:
    """The way to a central this site knows."""
    return Central(
        CentralAddress(known.url, known.ca_pem), Credentials(known.client_id, known.client_secret)
    )


def open_watch(data: DataDir, store_key: bytes) -> Watch | None:
    """The way to central, with a connection of its own to the store; none before it is known."""
    database = Database(data.store, store_key)
    known = Settings(database).central()
    if known is None:
        database.close()
        return None
    outbox, central = Outbox(database), reached(known)
    return Watch(outbox, central, Engine(outbox, central, now), now, database.close)


def join_central(data: DataDir, store_key: bytes, asked: CentralToJoin) -> None:
    """Connect this site to a central: register this device there once, keep what it gave.

    A central that moved to another address keeps its certificate authority and its devices.
    """
    address = CentralAddress(asked.url, asked.ca.read_text(encoding="utf-8"))
    with closing(Database(data.store, store_key)) as database:
        settings = Settings(database)
        known = settings.central()
        if known is not None and known.ca_pem == address.ca_pem:
            settings.connect(replace(known, url=address.url))
            return
        desk = settings.desk()
        given = register(
            address,
            registration_code=asked.registration_code,
            site=desk.site,
            device=desk.device_id,
        )
        settings.connect(
            KnownCentral(address.url, address.ca_pem, given.client_id, given.client_secret)
        )
