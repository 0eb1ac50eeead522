"""A site as a clinic has it: a real encrypted store, all services wired, and what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ptc_app.domain.consent import Decision, Point, Signature, Signing
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.reading import entered
from ptc_app.domain.outbox import Acknowledged, Outcome, Receipt
from ptc_app.domain.participant import Contact, Language, Participant, SexAtBirth
from ptc_app.domain.practitioner import Author
from ptc_app.domain.program import Program, program
from ptc_app.domain.record import Record
from ptc_app.domain.survey.form import Form
from ptc_app.domain.survey.response import answer
from ptc_app.domain.survey.values import Coding
from ptc_app.domain.visit import Visit
from ptc_app.house import clinic
from ptc_app.paths import DataDir, resources
from ptc_app.services.clinic import Clinic
from ptc_app.services.consent import Reading
from ptc_app.services.desk import Working
from ptc_app.services.intake import Registration
from ptc_app.services.measurements import Measurement
from ptc_app.services.session import Door, Setup
from ptc_app.services.site import Keys as SiteKeys
from ptc_app.services.survey import Survey
from ptc_app.services.visit import Identifier
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.keyrings import MachineKeyring
from ptc_app.storage.keys import Keys
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from ptc_app.storage.vault import Vault
from ptc_app.storage.wraps import Argon2Costs
from tests.support.builders import MARK, MORNING

FAST = Argon2Costs(time_cost=1, memory_kib=8, parallelism=1)
SETUP = Setup(
    site="Springfield",
    machine="desk 1",
    name=f"Ana {MARK}",
    sign_in_name="ana.o",
    passphrase="four words of nonsense",
    kiosk_code="246810",
)
TABLES = (
    "audit",
    "document",
    "draft",
    "envelope",
    "participant",
    "practitioner",
    "receipt",
    "record",
    "setting",
    "visit",
)

Rows = dict[str, set[tuple[Any, ...]]]


class NoKeyring:
    """A machine that has nothing to keep secrets in."""

    backends = ()


class Clock:
    """Stands still until the test moves it."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


class Counted:
    """Identities one after the other, the same in each run."""

    def __init__(self) -> None:
        self.given = 0

    def __call__(self) -> str:
        self.given += 1
        return f"00000000-0000-4000-8000-{self.given:012}"


class HeldKeys:
    """Keys in memory: who was admitted with which passphrase."""

    def __init__(self, *, keyring: bool = False) -> None:
        self.keyring = keyring
        self.admitted: dict[str, str] = {}

    def uses_keyring(self) -> bool:
        return self.keyring

    def admit(self, sign_in_name: str, passphrase: str) -> None:
        self.admitted[sign_in_name] = passphrase


class Printer:
    """Prints papers that say only whose record they belong to, or fails as told."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Participant]] = []
        self.error: Exception | None = None

    def __call__(self, what: Any, participant: Participant, stamp: Any) -> bytes:
        if self.error:
            raise self.error
        self.asked.append((what, participant))
        return f"%PDF-1.7 of {stamp.record_id}".encode()


@dataclass(frozen=True)
class House:
    """One site with its store open, and all that a test may look at."""

    door: Door
    database: Database
    clinic: Clinic
    clock: Clock
    printer: Printer
    outbox: Outbox = field(init=False)
    records: Records = field(init=False)
    trail: AuditTrail = field(init=False)

    def __post_init__(self) -> None:
        for name, kept in (("outbox", Outbox), ("records", Records), ("trail", AuditTrail)):
            object.__setattr__(self, name, kept(self.database))

    # --- what was written -------------------------------------------------------------------

    def rows(self) -> Rows:
        """All that is in the store, table by table."""
        return {
            table: {tuple(row) for row in self.database.read(f"SELECT * FROM {table}")}  # noqa: S608
            for table in TABLES
        }

    @contextmanager
    def writes(self, **new: int) -> Iterator[None]:
        """What is done inside adds so many rows to these tables, and none to any other."""
        before = self.rows()
        yield
        after = self.rows()
        grown = {table: len(after[table]) - len(before[table]) for table in TABLES}
        assert {table: count for table, count in grown.items() if count} == new

    def writes_one_record(self, **more: int) -> Any:
        """One record, its envelope and its line in the trail."""
        return self.writes(record=1, envelope=1, audit=1, **more)

    @contextmanager
    def writes_nothing(self) -> Iterator[None]:
        """What is done inside leaves every row as it was."""
        before = self.rows()
        yield
        assert self.rows() == before

    def last_record(self) -> Record:
        """What was signed last."""
        row = self.database.one("SELECT id FROM record ORDER BY hybrid_time DESC LIMIT 1")
        assert row is not None
        record = self.records.get(row["id"])
        assert record is not None
        return record

    def answer(self, outcome: Outcome | None = None) -> None:
        """Central answers all that is due: it has it, if nothing else is said."""
        now = self.clock()
        for envelope in self.outbox.due(now, 100):
            receipt = Receipt(envelope.id, now, (f"Bundle/{envelope.id}",))
            self.outbox.settle_all([(envelope, outcome or Acknowledged(receipt))], now)

    # --- the way of a visit -----------------------------------------------------------------

    def open_visit(self, **said: Any) -> Visit:
        """Someone new, with their visit open."""
        participant = self.clinic.intake.register(a_registration(**said))
        return self.clinic.intake.open_visit(participant.id)

    def identified(self, **said: Any) -> VisitId:
        """And known by two identifiers."""
        visit = self.open_visit(**said)
        self.clinic.visits.begin(visit.id, "identity")
        self.clinic.visits.confirm_identity(
            visit.id, "identity", [Identifier.NAME, Identifier.BIRTH_DATE]
        )
        return visit.id

    def consented(self, decision: Decision = Decision.YES, **said: Any) -> VisitId:
        """And decided on the primary consent."""
        visit_id = self.identified(**said)
        self.decide(visit_id, "primary-consent", decision)
        return visit_id

    def decide(self, visit_id: VisitId, stage: str, decision: Decision) -> None:
        """Begin a consent, read all of it, decide."""
        self.clinic.visits.begin(visit_id, stage)
        reading = self.read(visit_id, stage)
        self.clinic.consenting.sign(visit_id, stage, reading, a_signing(decision))

    def survey(self, visit_id: VisitId) -> None:
        """Begin the Basics, answer what it insists on, sign."""
        self.clinic.visits.begin(visit_id, "basics")
        survey = answered(self.clinic.surveying.open(visit_id, "basics"))
        self.clinic.surveying.sign(visit_id, "basics", survey)

    def measure(self, visit_id: VisitId) -> None:
        """Begin the measurements, take all of them, sign."""
        self.clinic.visits.begin(visit_id, "measurements")
        measurement = measured(self.clinic.measuring.open(visit_id, "measurements"))
        self.clinic.measuring.sign(visit_id, "measurements", measurement)

    def whole_visit(self, **said: Any) -> VisitId:
        """Someone new, and their visit from its first stage to its last."""
        visit_id = self.consented(**said)
        self.decide(visit_id, "ehr-consent", Decision.NO)
        self.survey(visit_id)
        self.measure(visit_id)
        self.clinic.visits.finish(visit_id)
        return visit_id

    def read(self, visit_id: VisitId, stage: str, language: Language | None = None) -> Reading:
        """All pages of a form, turned one by one."""
        reading = self.clinic.consenting.open(visit_id, stage, language)
        progress = reading.progress
        for page in range(len(reading.form.pages)):
            self.clock.pass_by(seconds=30)
            progress = self.clinic.consenting.turn(visit_id, stage, progress, page)
        return Reading(reading.participant, reading.form, progress)


@contextmanager
def a_house(folder: Path, the: Program | None = None) -> Iterator[House]:
    """A site set up in this folder by its first administrator, who is signed in."""
    clock, new_id = Clock(), Counted()
    door = a_door(folder, clock, new_id)
    keys = door.new_keys(SETUP)
    door.set_up(SETUP, keys, keys.recovery_key)
    database = Database(DataDir(folder).store, door.unlock(SETUP.sign_in_name, SETUP.passphrase))
    printer = Printer()
    try:
        clinic = a_clinic(database, Working(_author(database), clock, new_id), printer, the)
        yield House(door, database, clinic, clock, printer)
    finally:
        database.close()


def a_door(folder: Path, clock: Clock | None = None, new_id: Counted | None = None) -> Door:
    """The door of the site in this folder, with keys that cost next to nothing."""
    data = DataDir(folder)
    keys = Keys(data.keys, MachineKeyring(NoKeyring()), FAST)  # type: ignore[arg-type]
    return Door(Vault(data, keys), clock or Clock(), new_id or Counted())


def a_clinic(
    store: Database,
    working: Working,
    printer: Printer,
    the: Program | None = None,
    keys: SiteKeys | None = None,
) -> Clinic:
    """All services over one store, with a printer of the test."""
    return clinic(store, working, the or the_program(), printer, printer, keys or HeldKeys())


def _author(store: Database) -> Author:
    practitioner = Practitioners(store).by_sign_in_name(SETUP.sign_in_name)
    assert practitioner is not None
    return Author(practitioner, Settings(store).desk())


@cache
def program_files() -> dict[str, bytes]:
    """The files of the program that ships."""
    folder = resources() / "program"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")
    }


@cache
def the_program() -> Program:
    """The program that ships."""
    return program(program_files())


def a_registration(**said: Any) -> Registration:
    """Maria, as typed at the desk; what is named is said otherwise."""
    maria: dict[str, Any] = {
        "given_name": f"María {MARK}",
        "family_name": f"García-{MARK}",
        "birth_date": date(1961, 3, 12),
        "sex_at_birth": SexAtBirth.FEMALE,
        "language": Language.SPANISH,
        "preferred_contact": Contact.PHONE,
        "lives_in_us": True,
        "phone": "(312) 555-0114",
    }
    return Registration(**(maria | said))


def a_signing(decision: Decision = Decision.YES, **said: Any) -> Signing:
    """Maria's decision, with her name and her signature."""
    strokes = ((Point(1, 1, 0, 0.5), Point(90, 40, 120, 0.6)),)
    given: dict[str, Any] = {
        "decision": decision,
        "printed_name": f"María García-{MARK}",
        "signature": Signature(strokes, 300, 90, b"PNG"),
        "signed_on": date(2026, 3, 12),
    }
    return Signing(**(given | said))


BASICS = "https://ptc.example/fhir/CodeSystem/basics"


def answered(survey: Survey) -> Survey:
    """The Basics with what it insists on."""
    response = survey.response
    for link_id, value in (
        ("about-education", Coding(BASICS, _first_code(survey.form, "about-education"))),
        ("home-people", 4),
        ("health-overall", Coding(BASICS, _first_code(survey.form, "health-overall"))),
        ("day-anything-else", f"{MARK}: nothing else"),
    ):
        response, _ = answer(survey.form, response, link_id, (value,))
    return Survey(survey.form, response)


def _first_code(form: Form, link_id: str) -> str:
    first = form.items[link_id].options[0].value
    assert isinstance(first, Coding)
    return first.code


_BLOOD_PRESSURE = ("blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate")


def measured(measurement: Measurement) -> Measurement:
    """All that the protocol asks for, with nothing to watch for."""
    protocol, readings = measurement.protocol, measurement.readings
    for replicate, values in enumerate(((131, 84, 70), (128, 80, 71), (125, 81, 74)), start=1):
        for code, value in zip(_BLOOD_PRESSURE, values, strict=True):
            readings = entered(protocol, readings, code, replicate, Decimal(value))
    for code, text in (("height", "171.5"), ("weight", "80.2")):
        readings = entered(protocol, readings, code, 1, Decimal(text))
    return Measurement(protocol, readings)
