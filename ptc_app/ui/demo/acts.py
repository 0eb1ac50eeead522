"""What is done on each page; an act yields where it waits until what was asked for has happened."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from ptc_app.config import Person
from ptc_app.domain.outbox import Counts
from ptc_app.services.session import Setup
from ptc_app.ui.demo.hands import Hands
from ptc_app.ui.pages.consent_page import ConsentPage
from ptc_app.ui.pages.finish_page import FinishPage
from ptc_app.ui.pages.identity_page import IdentityPage
from ptc_app.ui.pages.kiosk_return_page import KioskReturnPage
from ptc_app.ui.pages.measurements_page import MeasurementsPage
from ptc_app.ui.pages.paper_page import PaperPage
from ptc_app.ui.pages.participants_page import ParticipantsPage
from ptc_app.ui.pages.register_page import RegisterPage
from ptc_app.ui.pages.setup_page import SetupPage
from ptc_app.ui.pages.sign_in_page import SignInPage
from ptc_app.ui.pages.site_page import SitePage
from ptc_app.ui.pages.survey_page import SurveyPage
from ptc_app.ui.pages.sync_page import SyncPage
from ptc_app.ui.pages.today_page import TodayPage
from ptc_app.ui.pages.visit_page import VisitPage

Act = Generator[None, None, None]

READINGS = {
    "blood-pressure-systolic": ("128", "124", "122"),
    "blood-pressure-diastolic": ("82", "80", "78"),
    "heart-rate": ("74", "72", "71"),
}
TYPED = {"home-zip": "78205", "day-sleep": "7.5"}
"""What is typed where the usual answer would not do."""

_NUMBERS = Qt.InputMethodHint.ImhFormattedNumbersOnly | Qt.InputMethodHint.ImhDigitsOnly

BODY = {"height": "165.5", "weight": "70.2"}


@dataclass(slots=True)
class Stage:
    """Who plays, with what, and what was already shown; `reached` hears of each step done."""

    hands: Hands
    person: Person
    setup: Setup
    reached: Callable[[str], None]
    shown: set[str] = field(default_factory=set)
    is_over: bool = False

    def once(self, what: str) -> bool:
        """Whether this is the first time."""
        is_first = what not in self.shown
        self.shown.add(what)
        return is_first


def set_up(stage: Stage, page: SetupPage) -> Act:
    hands, setup = stage.hands, stage.setup
    hands.picture("first-day")
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
        hands.type(f"setup.{key}", text)
    hands.press("setup.keys")
    yield
    hands.picture("recovery-key")
    hands.type("setup.recovery-key", page.recovery_key)
    hands.press("setup.finish")
    yield


def sign_in(stage: Stage, _page: SignInPage) -> Act:
    hands = stage.hands
    hands.type("sign-in.name", stage.setup.sign_in_name)
    hands.picture("sign-in")
    hands.type("sign-in.passphrase", stage.setup.passphrase)
    hands.press("sign-in.enter")
    yield


def today(stage: Stage, _page: TodayPage) -> Act:
    stage.reached("sign-in")
    yield
    stage.hands.picture("today")
    if stage.once("site"):
        stage.hands.press("rail.site")
        yield
    visits = stage.hands.named("today.open:")
    stage.hands.press(visits[0] if visits else "rail.participants")
    yield


def site(stage: Stage, _page: SitePage) -> Act:
    yield
    stage.hands.picture("site")
    stage.hands.press("rail.today")
    yield


def participants(stage: Stage, _page: ParticipantsPage) -> Act:
    hands = stage.hands
    hands.type("participants.search", stage.person.family_name)
    hands.enter("participants.search")
    yield
    hands.picture("participants")
    found = hands.named("participants.open:")
    hands.press(found[0] if found else "participants.register")
    yield


def register(stage: Stage, _page: RegisterPage) -> Act:
    hands, person = stage.hands, stage.person
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
        hands.type(f"register.{key}", text)
    hands.type("register.birth.day", "12")
    hands.choose("register.birth.month", 3)
    hands.type("register.birth.year", "1961")
    hands.choose("register.sex", 1)
    hands.choose("register.language", 1 if person.language == "es" else 0)
    hands.picture("register")
    hands.press("register.save")
    yield


def visit(stage: Stage, page: VisitPage) -> Act:
    yield
    hands = stage.hands
    if page.visit is None:
        return
    stage.reached("register")
    for done in (s for s in page.visit.stages if s.is_settled):
        stage.reached(done.plan.key)
    next_stage = page.visit.next_stage
    hands.picture(f"visit-{next_stage.plan.key if next_stage else 'finished'}")
    if hands.has("visit.view:primary-consent") and stage.once("consent-paper"):
        hands.press("visit.view:primary-consent")
    elif next_stage is not None:
        hands.press(f"visit.begin:{next_stage.plan.key}")
    else:
        hands.press("rail.sync")
    yield


def paper(stage: Stage, _page: PaperPage) -> Act:
    yield
    stage.hands.picture(f"paper-{'results' if 'results-paper' in stage.shown else 'consent'}")
    stage.hands.press("paper.back")
    yield


def identity(stage: Stage, _page: IdentityPage) -> Act:
    yield
    stage.hands.tick("identity.photo-id")
    stage.hands.tick("identity.birth-date")
    stage.hands.picture("identity")
    stage.hands.press("identity.confirm")
    yield


def consent(stage: Stage, page: ConsentPage) -> Act:
    hands = stage.hands
    yield
    while True:
        step = page.step
        hands.picture(f"{page.key}-{step}")
        if step == "sign":
            hands.type("consent.name", f"{stage.person.given_name} {stage.person.family_name}")
            hands.draw("consent.pad")
            hands.picture(f"{page.key}-signed")
            hands.press("consent.yes")
        elif hands.has("consent.confirm"):
            hands.press("consent.confirm")
        else:
            hands.press("kiosk.next")
        yield


def survey(stage: Stage, page: SurveyPage) -> Act:
    hands = stage.hands
    yield
    while True:
        if hands.has("kiosk.finish"):
            hands.picture("survey-done")
            hands.press("kiosk.finish")
            yield
            continue
        link_id = page.link_id
        given = _answer(hands, link_id)
        yield
        if given:
            hands.note_tick(link_id, given)
        hands.picture(f"survey-{link_id}")
        hands.press("kiosk.next")
        yield


def take_back(stage: Stage, _page: KioskReturnPage) -> Act:
    stage.hands.picture("kiosk-return")
    stage.hands.type("kiosk.code", stage.setup.kiosk_code)
    stage.hands.press("kiosk.take-back")
    yield


def measure(stage: Stage, _page: MeasurementsPage) -> Act:
    hands = stage.hands
    yield
    for replicate in range(3):
        for code, values in READINGS.items():
            hands.type(f"measure.{code}:{replicate + 1}", values[replicate])
            yield
    hands.picture("measurements")
    hands.press("measure.next")
    yield
    for code, value in BODY.items():
        hands.type(f"measure.{code}:1", value)
        yield
    hands.picture("height-and-weight")
    hands.press("measure.record")
    yield


def finish(stage: Stage, _page: FinishPage) -> Act:
    yield
    if stage.hands.has("finish.paper:measurements") and stage.once("results-paper"):
        stage.hands.press("finish.paper:measurements")
        yield
        return
    stage.hands.picture("finish")
    stage.hands.press("finish.finish")
    yield


def sync(stage: Stage, page: SyncPage) -> Act:
    stage.reached("finish")
    yield
    stage.hands.picture("sync-waiting")
    stage.hands.press("sync.send")
    while not _is_settled(page.counts):
        yield
    stage.hands.picture("sync")
    stage.is_over = True


def _is_settled(counts: Counts | None) -> bool:
    return counts is not None and counts.captured > 0 and counts.waiting == 0


def _answer(hands: Hands, link_id: str) -> str:
    """Answer the question in front, whatever kind it is; what was given, or nothing."""
    controls = hands.named(f"answer:{link_id}")
    options = [c for c in controls if isinstance(c, QAbstractButton) and not _declines(c)]
    if any(option.isChecked() for option in options):
        return ""
    if options:
        hands.press(options[0])
        return options[0].objectName().rpartition(":")[2]
    if hands.has(f"answer:{link_id}:year"):
        hands.type(f"answer:{link_id}:day", "9")
        hands.choose(f"answer:{link_id}:month", 6)
        hands.type(f"answer:{link_id}:year", "2025")
        return "2025-06-09"
    return _typed(hands, link_id, controls)


def _typed(hands: Hands, link_id: str, controls: list[QWidget]) -> str:
    for control in controls:
        if isinstance(control, QLineEdit | QPlainTextEdit):
            usual = "3" if control.inputMethodHints() & _NUMBERS else "San Antonio"
            hands.type(control.objectName(), TYPED.get(link_id, usual))
            return TYPED.get(link_id, usual)
    return ""


def _declines(control: QWidget) -> bool:
    return control.objectName().endswith(":declined")
