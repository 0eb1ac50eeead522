"""A site as a clinic has it: a real encrypted store, all services wired, and what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from keyring.backend import KeyringBackend

from ptc_app.domain.author import Author
from ptc_app.domain.consent import ConsentDecision, ConsentSigning
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import OpenedMeasurement, with_value
from ptc_app.domain.outbox import Acknowledged, DeliveryOutcome, Receipt
from ptc_app.domain.participants.participant import ContactChannel, Participant, SexAtBirth
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.survey.answer_values import Coding
from ptc_app.domain.survey.answering import answer_item
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.visit import Visit
from ptc_app.paths import DataDir, resources
from ptc_app.services.consent import OpenedConsent
from ptc_app.services.participants import RegistrationRequest
from ptc_app.services.session_context import SessionContext
from ptc_app.services.session_services import SessionServices, session_services
from ptc_app.services.site import Keys as SiteKeys
from ptc_app.services.site_setup_and_unlock import SignInService, SiteSetupRequest
from ptc_app.services.survey import OpenedSurvey
from ptc_app.services.visit import IdentityEvidence
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.keys.key_file import KeyFile
from ptc_app.storage.keys.key_wrapping import Argon2Costs
from ptc_app.storage.keys.os_keyring import OsKeyring
from ptc_app.storage.keys.site_keys import SiteKeyStore
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from ptc_app.storage.store import Store
from ptc_app.ui.stage_entry import StageEntry
from tests.support.builders import MARK, MORNING, SUPPORT
from tests.support.keyrings import NoKeyring
from tests.support.stages import STAGE_TYPES, stages_that_print

FAST = Argon2Costs(time_cost=1, memory_kib=8, parallelism=1)
SETUP = SiteSetupRequest(
    site="Springfield",
    machine="desk 1",
    support=SUPPORT,
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
    "program",
    "program_file",
    "receipt",
    "record",
    "setting",
    "signed_draft",
    "visit",
)

Rows = dict[str, set[tuple[Any, ...]]]


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
        self.asked: list[tuple[SignedConsent | OpenedMeasurement, Participant]] = []
        self.error: Exception | None = None

    def __call__(
        self,
        what: SignedConsent | OpenedMeasurement,
        participant: Participant,
        authorship: RecordAuthorship,
    ) -> bytes:
        if self.error:
            raise self.error
        self.asked.append((what, participant))
        return f"%PDF-1.7 of {authorship.record_id}".encode()


SHOWN_TABLES = ("participant", "visit", "envelope")
"""The tables whose rows pages show."""


@dataclass(frozen=True)
class SiteFixture:
    """One site with its store open, and all that a test may look at."""

    sign_in: SignInService
    database: Database
    services: SessionServices
    clock: Clock
    printer: Printer
    outbox: Outbox = field(init=False)
    records: Records = field(init=False)
    trail: AuditTrail = field(init=False)
    published: list[StoreChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.services.changes.subscribe(self.published.append)
        for name, kept in (("outbox", Outbox), ("records", Records), ("trail", AuditTrail)):
            object.__setattr__(self, name, kept(self.database))

    # --- what was written -------------------------------------------------------------------

    def rows(self) -> Rows:
        """All that is in the store, table by table."""
        return {
            table: {tuple(row) for row in self.database.read(f"SELECT * FROM {table}")}  # noqa: S608
            for table in TABLES
        }

    def change(self, visit_id: VisitId) -> StoreChange:
        """What a change of this visit publishes."""
        visit = self.services.visits.view(visit_id).visit
        return StoreChange(frozenset({visit.participant_id}), frozenset({visit_id}))

    @contextmanager
    def publishes(self, *stale: StoreChange) -> Iterator[None]:
        """What is done inside publishes these changes."""
        before = len(self.published)
        yield
        assert self.published[before:] == list(stale)

    @contextmanager
    def writes(self, **new: int) -> Iterator[None]:
        """What is done inside adds so many rows to these tables, and none to any other.

        Whatever changes a participant, a visit or an envelope is published.
        """
        before, published = self.rows(), len(self.published)
        yield
        after = self.rows()
        is_shown = any(before[table] != after[table] for table in SHOWN_TABLES)
        assert not is_shown or len(self.published) > published
        grown = {table: len(after[table]) - len(before[table]) for table in TABLES}
        assert {table: count for table, count in grown.items() if count} == new

    def writes_one_record(self, **more: int) -> AbstractContextManager[None]:
        """One record, its envelope and its line in the trail."""
        return self.writes(record=1, envelope=1, audit=1, **more)

    @contextmanager
    def writes_nothing(self) -> Iterator[None]:
        """What is done inside leaves every row as it was."""
        before = self.rows()
        yield
        assert self.rows() == before

    def last_record(self) -> SignedRecord:
        """What was signed last."""
        row = self.database.one("SELECT id FROM record ORDER BY hybrid_time DESC LIMIT 1")
        assert row is not None
        record = self.records.get(row["id"])
        assert record is not None
        return record

    def answer(self, outcome: DeliveryOutcome | None = None) -> None:
        "The central system answers all that is due: it has it, if nothing else is said."
        now = self.clock()
        for envelope in self.outbox.due(now, 100):
            receipt = Receipt(envelope.id, now, (f"Bundle/{envelope.id}",))
            self.outbox.settle_all([(envelope, outcome or Acknowledged(receipt))], now)

    # --- the way of a visit -----------------------------------------------------------------

    def open_visit(self, **said: Any) -> Visit:
        """Someone new, with their visit open."""
        participant = self.services.participants.register(a_registration(**said))
        return self.services.visit_starts.start_visit(participant.id)

    def identified(self, **said: Any) -> VisitId:
        """And known by two identifiers."""
        visit = self.open_visit(**said)
        self.services.visits.begin(visit.id, "identity")
        self.services.visits.confirm_identity(
            visit.id, "identity", [IdentityEvidence.NAME, IdentityEvidence.BIRTH_DATE]
        )
        return visit.id

    def consented(self, decision: ConsentDecision = ConsentDecision.YES, **said: Any) -> VisitId:
        """And decided on the primary consent."""
        visit_id = self.identified(**said)
        self.decide(visit_id, "primary-consent", decision)
        return visit_id

    def decide(self, visit_id: VisitId, stage: str, decision: ConsentDecision) -> None:
        """Begin a consent, read all of it, decide."""
        self.services.visits.begin(visit_id, stage)
        self.sign_consent(visit_id, stage, decision)

    def sign_consent(self, visit_id: VisitId, stage: str, decision: ConsentDecision) -> None:
        """Read all of a consent that was begun, decide."""
        reading = self.read(visit_id, stage)
        self.services.consents.sign(visit_id, stage, reading, a_signing(decision))

    def survey(self, visit_id: VisitId) -> None:
        """Begin the Basics, answer what it insists on, sign."""
        self.services.visits.begin(visit_id, "basics")
        survey = answered(self.services.surveys.open(visit_id, "basics"))
        self.services.surveys.sign(visit_id, "basics", survey)

    def measure(self, visit_id: VisitId) -> None:
        """Begin the measurements, take all of them, sign."""
        self.services.visits.begin(visit_id, "measurements")
        measurement = measured(self.services.measurements.open(visit_id, "measurements"))
        self.services.measurements.sign(visit_id, "measurements", measurement)

    def whole_visit(self, **said: Any) -> VisitId:
        """Someone new, and their visit from its first stage to its last."""
        visit_id = self.consented(**said)
        self.decide(visit_id, "ehr-consent", ConsentDecision.NO)
        self.survey(visit_id)
        self.measure(visit_id)
        self.services.visits.finish(visit_id)
        return visit_id

    def read(
        self, visit_id: VisitId, stage: str, language: Language | None = None
    ) -> OpenedConsent:
        """All pages of a form, turned one by one."""
        reading = self.services.consents.open(visit_id, stage, language)
        progress = reading.progress
        for page in range(len(reading.form.pages)):
            self.clock.pass_by(seconds=30)
            progress = self.services.consents.store_displayed_page(visit_id, stage, progress, page)
        return replace(reading, progress=progress)


@contextmanager
def site_fixture(folder: Path, the: ProgramVersion | None = None) -> Iterator[SiteFixture]:
    """A site set up in this folder by its first administrator, who is signed in."""
    clock, new_id = Clock(), Counted()
    sign_in = sign_in_service_over(folder, clock, new_id)
    keys = sign_in.new_keys(SETUP)
    sign_in.set_up(SETUP, keys, keys.recovery_key)
    database = Database(DataDir(folder).store, sign_in.unlock(SETUP.sign_in_name, SETUP.passphrase))
    printer = Printer()
    try:
        services = services_over(
            database, SessionContext(_author(database), clock, new_id), printer, the
        )
        yield SiteFixture(sign_in, database, services, clock, printer)
    finally:
        database.close()


def sign_in_service_over(
    folder: Path,
    clock: Clock | None = None,
    new_id: Counted | None = None,
    backend: KeyringBackend | None = None,
) -> SignInService:
    """The sign-in service of the site in this folder, set up or not; see `fast_key_file`."""
    data = DataDir(folder)
    keys = SiteKeyStore(data, fast_key_file(data, backend))
    return SignInService(keys, clock or Clock(), new_id or Counted())


def fast_key_file(data: DataDir, backend: KeyringBackend | None = None) -> KeyFile:
    """Keys that cost next to nothing to derive, on a machine with this keyring or none."""
    return KeyFile(data.keys, OsKeyring(backend or NoKeyring()), FAST)


def services_over(
    store: Database,
    session_context: SessionContext,
    printer: Printer,
    the: ProgramVersion | None = None,
    keys: SiteKeys | None = None,
    stages: tuple[StageEntry, ...] = (),
) -> SessionServices:
    """All services over one store, with a printer of the test, or stage types of the test."""
    return session_services(
        Store(store),
        session_context,
        (the or the_program(),),
        stages or stages_that_print(consent=printer, measurements=printer),
        keys or HeldKeys(),
    )


def _author(store: Database) -> Author:
    practitioner = Practitioners(store).by_sign_in_name(SETUP.sign_in_name)
    assert practitioner is not None
    return Author(practitioner, Settings(store).workstation())


def program_files() -> dict[str, bytes]:
    """The files of the program that ships."""
    return _files_below(_program_folder())


def the_program() -> ProgramVersion:
    """The program that ships."""
    return _program_in(_program_folder())


def _program_folder() -> Path:
    return resources() / "program" / "practice" / "2026.1"


@cache
def _files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")
    }


@cache
def _program_in(folder: Path) -> ProgramVersion:
    return load_program(_files_below(folder), STAGE_TYPES)


def a_registration(**said: Any) -> RegistrationRequest:
    """Maria, as typed at the desk; what is named is said otherwise."""
    maria: dict[str, Any] = {
        "given_name": f"María {MARK}",
        "family_name": f"García-{MARK}",
        "birth_date": date(1961, 3, 12),
        "sex_at_birth": SexAtBirth.FEMALE,
        "language": Language("es"),
        "preferred_contact": ContactChannel.PHONE,
        "lives_in_us": True,
        "phone": "(312) 555-0114",
    }
    return RegistrationRequest(**(maria | said))


def a_signing(decision: ConsentDecision = ConsentDecision.YES, **said: Any) -> ConsentSigning:
    """Maria's decision, with her name and her signature."""
    strokes = ((SignaturePoint(1, 1, 0, 0.5), SignaturePoint(90, 40, 120, 0.6)),)
    given: dict[str, Any] = {
        "decision": decision,
        "printed_name": f"María García-{MARK}",
        "signature": DrawnSignature(strokes, 300, 90, b"PNG"),
        "signed_on": date(2026, 3, 12),
    }
    return ConsentSigning(**(given | said))


BASICS = "https://ptc.example/fhir/CodeSystem/basics"


def answered(survey: OpenedSurvey) -> OpenedSurvey:
    """The Basics with what it insists on."""
    response = survey.response
    for link_id, value in (
        ("about-education", Coding(BASICS, _first_code(survey.form, "about-education"))),
        ("home-people", 4),
        ("health-overall", Coding(BASICS, _first_code(survey.form, "health-overall"))),
        ("day-anything-else", f"{MARK}: nothing else"),
    ):
        response, _ = answer_item(survey.form, response, link_id, (value,))
    return OpenedSurvey(survey.form, response)


def _first_code(form: CompiledForm, link_id: str) -> str:
    first = form.items[link_id].options[0].value
    assert isinstance(first, Coding)
    return first.code


_BLOOD_PRESSURE = ("blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate")


def measured(measurement: OpenedMeasurement) -> OpenedMeasurement:
    """All that the protocol asks for, with nothing to watch for."""
    protocol, readings = measurement.protocol, measurement.readings
    for replicate, values in enumerate(((131, 84, 70), (128, 80, 71), (125, 81, 74)), start=1):
        for code, value in zip(_BLOOD_PRESSURE, values, strict=True):
            readings = with_value(protocol, readings, code, replicate, Decimal(value))
    for code, text in (("height", "171.5"), ("weight", "80.2")):
        readings = with_value(protocol, readings, code, 1, Decimal(text))
    return OpenedMeasurement(protocol, readings)
