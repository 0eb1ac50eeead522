"""What is done on each page; an act yields where it waits until what was asked for has happened."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.services.sign_in import SiteSetupRequest
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.demo.demo_participant import DemoParticipant
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.measurement.measurement_page import MeasurementPage
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.sign_in.setup_page import SetupPage
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.site.site_page import SitePage
from ptc_app.ui.survey.survey_page import SurveyPage
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.identity_page import IdentityPage
from ptc_app.ui.visit.visit_page import VisitPage

PageScript = Generator[None, None, None]

READINGS = {
    "blood-pressure-systolic": ("128", "124", "122"),
    "blood-pressure-diastolic": ("82", "80", "78"),
    "heart-rate": ("74", "72", "71"),
}
TYPED_ANSWERS = {"home-zip": "78205", "day-sleep": "7.5"}
"""What is typed where the usual answer would not do."""

_NUMBERS = Qt.InputMethodHint.ImhFormattedNumbersOnly | Qt.InputMethodHint.ImhDigitsOnly

BODY_READINGS = {"height": "165.5", "weight": "70.2"}


@dataclass(slots=True)
class DemoContext:
    """Who plays, with what, and what was already shown; `reached` hears of each step done."""

    driver: WindowDriver
    person: DemoParticipant
    setup: SiteSetupRequest
    reached: Callable[[str], None]
    shown: set[str] = field(default_factory=set)
    is_over: bool = False

    def once(self, what: str) -> bool:
        """Whether this is the first time."""
        is_first = what not in self.shown
        self.shown.add(what)
        return is_first


def set_up_site(stage: DemoContext, page: SetupPage) -> PageScript:
    driver, setup = stage.driver, stage.setup
    driver.picture("first-day")
    asked = {
        "site": setup.site,
        "machine": setup.machine,
        "name": setup.name,
        "sign-in-name": setup.sign_in_name,
        "passphrase": setup.passphrase,
        "again": setup.passphrase,
        "code": setup.kiosk_code,
    }
    for key, text in asked.items():
        driver.type(f"setup.{key}", text)
    driver.press("setup.keys")
    yield
    driver.picture("recovery-key")
    driver.type("setup.recovery-key", page.recovery_key)
    driver.press("setup.finish")
    yield


def sign_in_staff(stage: DemoContext, _page: SignInPage) -> PageScript:
    driver = stage.driver
    driver.type("sign-in.name", stage.setup.sign_in_name)
    driver.picture("sign-in")
    driver.type("sign-in.passphrase", stage.setup.passphrase)
    driver.press("sign-in.enter")
    yield


def leave_today_page(stage: DemoContext, _page: TodayPage) -> PageScript:
    stage.reached("sign-in")
    yield
    stage.driver.picture("today")
    if stage.once("site"):
        stage.driver.press("rail.site")
        yield
    stage.driver.press_first_row("today.visits", otherwise="rail.participants")
    yield


def leave_site_page(stage: DemoContext, _page: SitePage) -> PageScript:
    yield
    stage.driver.picture("site")
    stage.driver.press("rail.today")
    yield


def leave_participants_page(stage: DemoContext, _page: ParticipantsPage) -> PageScript:
    driver = stage.driver
    driver.type("participants.search", stage.person.family_name)
    driver.enter("participants.search")
    yield
    driver.picture("participants")
    driver.press_first_row("participants.found", otherwise="participants.register")
    yield


def register_participant(stage: DemoContext, _page: RegistrationPage) -> PageScript:
    driver, person = stage.driver, stage.person
    typed = {
        "given": person.given_name,
        "family": person.family_name,
        "phone": "(210) 555-0142",
        "line": "410 Cypress Street",
        "city": "San Antonio",
        "state": "TX",
        "zip": "78205",
    }
    for key, text in typed.items():
        driver.type(f"register.{key}", text)
    driver.type("register.birth.day", "12")
    driver.choose("register.birth.month", 3)
    driver.type("register.birth.year", "1961")
    driver.choose("register.sex", 1)
    driver.choose("register.language", 1 if person.language == "es" else 0)
    driver.picture("register")
    driver.press("register.save")
    yield


def open_next_stage(stage: DemoContext, page: VisitPage) -> PageScript:
    yield
    driver = stage.driver
    if page.visit is None:
        return
    stage.reached("register")
    for done in (s for s in page.visit.stages if s.is_settled):
        stage.reached(done.plan.key)
    next_stage = page.visit.next_stage
    driver.picture(f"visit-{next_stage.plan.key if next_stage else 'finished'}")
    if driver.has("visit.view:primary-consent") and stage.once("consent-paper"):
        driver.press("visit.view:primary-consent")
    elif next_stage is not None:
        driver.press(f"visit.begin:{next_stage.plan.key}")
    else:
        driver.press("rail.sync")
    yield


def close_document_page(stage: DemoContext, _page: DocumentPage) -> PageScript:
    yield
    stage.driver.picture(f"paper-{'results' if 'results-paper' in stage.shown else 'consent'}")
    stage.driver.press("paper.back")
    yield


def confirm_identity(stage: DemoContext, _page: IdentityPage) -> PageScript:
    yield
    stage.driver.tick("identity.photo-id")
    stage.driver.tick("identity.birth-date")
    stage.driver.picture("identity")
    stage.driver.press("identity.confirm")
    yield


def give_consent(stage: DemoContext, page: ConsentPage) -> PageScript:
    driver = stage.driver
    yield
    while True:
        step = page.step
        driver.picture(f"{page.key}-{step}")
        if step == "sign":
            driver.type("consent.name", f"{stage.person.given_name} {stage.person.family_name}")
            driver.draw("consent.pad")
            driver.picture(f"{page.key}-signed")
            driver.press("consent.yes")
        elif driver.has("consent.confirm"):
            driver.press("consent.confirm")
        else:
            driver.press("kiosk.next")
        yield


def answer_survey(stage: DemoContext, page: SurveyPage) -> PageScript:
    driver = stage.driver
    yield
    while True:
        if driver.has("kiosk.finish"):
            driver.picture("survey-done")
            driver.press("kiosk.finish")
            yield
            continue
        link_id = page.link_id
        given = _answer(driver, link_id)
        yield
        if given:
            driver.note_tick(link_id, given)
        driver.picture(f"survey-{link_id}")
        driver.press("kiosk.next")
        yield


def take_kiosk_back(stage: DemoContext, _page: KioskReturnPage) -> PageScript:
    stage.driver.picture("kiosk-return")
    stage.driver.type("kiosk.code", stage.setup.kiosk_code)
    stage.driver.press("kiosk.take-back")
    yield


def take_measurements(stage: DemoContext, _page: MeasurementPage) -> PageScript:
    driver = stage.driver
    yield
    for replicate in range(3):
        for code, values in READINGS.items():
            driver.type(f"measure.{code}:{replicate + 1}", values[replicate])
            yield
    driver.picture("measurements")
    driver.press("measure.next")
    yield
    for code, value in BODY_READINGS.items():
        driver.type(f"measure.{code}:1", value)
        yield
    driver.picture("height-and-weight")
    driver.press("measure.record")
    yield


def finish_visit(stage: DemoContext, _page: FinishPage) -> PageScript:
    yield
    if stage.driver.has("finish.paper:measurements") and stage.once("results-paper"):
        stage.driver.press("finish.paper:measurements")
        yield
        return
    stage.driver.picture("finish")
    stage.driver.press("finish.finish")
    yield


def wait_for_sync(stage: DemoContext, page: SyncPage) -> PageScript:
    stage.reached("finish")
    yield
    stage.driver.picture("sync-waiting")
    stage.driver.press("sync.send")
    while not _is_settled(page.counts):
        yield
    stage.driver.picture("sync")
    stage.is_over = True


def _is_settled(counts: DeliveryCounts | None) -> bool:
    return counts is not None and counts.captured > 0 and counts.waiting == 0


def _answer(driver: WindowDriver, link_id: str) -> str:
    """Answer the question in front, whatever kind it is; what was given, or nothing."""
    controls = driver.named(f"answer:{link_id}")
    options = [c for c in controls if isinstance(c, QAbstractButton) and not _declines(c)]
    if any(option.isChecked() for option in options):
        return ""
    if options:
        driver.press(options[0])
        return options[0].objectName().rpartition(":")[2]
    if driver.has(f"answer:{link_id}:year"):
        driver.type(f"answer:{link_id}:day", "9")
        driver.choose(f"answer:{link_id}:month", 6)
        driver.type(f"answer:{link_id}:year", "2025")
        return "2025-06-09"
    return _typed(driver, link_id, controls)


def _typed(driver: WindowDriver, link_id: str, controls: list[QWidget]) -> str:
    for control in controls:
        if isinstance(control, QLineEdit | QPlainTextEdit):
            usual = "3" if control.inputMethodHints() & _NUMBERS else "San Antonio"
            driver.type(control.objectName(), TYPED_ANSWERS.get(link_id, usual))
            return TYPED_ANSWERS.get(link_id, usual)
    return ""


def _declines(control: QWidget) -> bool:
    return control.objectName().endswith(":declined")
