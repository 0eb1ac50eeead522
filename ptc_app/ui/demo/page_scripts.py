"""The script of each page in the demo: a generator that yields to wait for the next state."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from ptc_app.domain.measurement.protocol import MeasurementStep
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.services.site_setup_and_unlock import SiteSetupRequest
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.demo.demo_participant import DemoParticipant
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.measurement.measurement_page import MeasurementPage
from ptc_app.ui.measurement.measurement_texts import ReadingKey
from ptc_app.ui.participants.participant_overview_page import ParticipantOverviewPage
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.sign_in.setup_page import SetupPage
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.site.site_page import SitePage
from ptc_app.ui.survey.question_presentations import PRESENTATIONS
from ptc_app.ui.survey.survey_page import SurveyPage
from ptc_app.ui.survey.survey_position import open_question
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.identity_page import IdentityPage
from ptc_app.ui.visit.visit_page import VisitPage

DemoSteps = Generator[None, None, None]
"""Acts on a page; each yield waits until the store thread is idle again."""


@dataclass(slots=True)
class DemoRun:
    """What all scripts of a demo share. `person`: who is registered. `setup`: entries of the
    set-up. `reached`: called with each step reached (`sign-in`, `register`, keys of settled stages,
    `finish`), perhaps again. `shown`: what `once` was given. `is_over`: True at the end."""

    driver: WindowDriver
    person: DemoParticipant
    setup: SiteSetupRequest
    reached: Callable[[str], None]
    shown: set[str] = field(default_factory=set)
    is_over: bool = False

    def once(self, what: str) -> bool:
        """Return whether this is the first call with this name in the demo, and note it."""
        is_first = what not in self.shown
        self.shown.add(what)
        return is_first


def set_up_site(demo: DemoRun, page: SetupPage) -> DemoSteps:
    """Demo script: set the site up with the entries of the demo; type its recovery key back."""
    driver, setup = demo.driver, demo.setup
    driver.picture("first-day")
    asked = {
        "site": setup.site, "machine": setup.machine,
        "support-name": setup.support.name, "support-phone": setup.support.phone,
        "name": setup.name, "sign-in-name": setup.sign_in_name,
        "passphrase": setup.passphrase, "again": setup.passphrase, "code": setup.kiosk_code,
    }  # fmt: skip
    for key, text in asked.items():
        driver.type(f"setup.{key}", text)
    driver.press("setup.keys")
    yield
    driver.picture("recovery-key")
    driver.type("setup.recovery-key", page.recovery_key)
    driver.press("setup.finish")
    yield


def sign_in_staff(demo: DemoRun, _page: SignInPage) -> DemoSteps:
    """Demo script: sign in as the administrator that the set-up made."""
    driver = demo.driver
    driver.type("sign-in.name", demo.setup.sign_in_name)
    driver.picture("sign-in")
    driver.type("sign-in.passphrase", demo.setup.passphrase)
    driver.press("sign-in.enter")
    yield


def leave_today_page(demo: DemoRun, _page: TodayPage) -> DemoSteps:
    """Demo script: open the Site page once, then the first visit; without any, Participants."""
    demo.reached("sign-in")
    yield
    demo.driver.picture("today")
    if demo.once("site"):
        demo.driver.press("rail.site")
        yield
    if demo.driver.rows("today.visits"):
        demo.driver.press_row("today.visits", 0)
    else:
        demo.driver.press("rail.participants")
    yield


def leave_site_page(demo: DemoRun, _page: SitePage) -> DemoSteps:
    """Demo script: save a picture of the Site page and go back to today's visits."""
    yield
    demo.driver.picture("site")
    demo.driver.press("rail.today")
    yield


def leave_participants_page(demo: DemoRun, _page: ParticipantsPage) -> DemoSteps:
    """Demo script: search for the participant; open the first one found, else the registration."""
    driver = demo.driver
    driver.type("participants.search", demo.person.family_name)
    driver.enter("participants.search")
    yield
    driver.picture("participants")
    if driver.rows("participants.found"):
        driver.press_row("participants.found", 0)
    else:
        driver.press("participants.register")
    yield


def register_participant(demo: DemoRun, page: RegistrationPage) -> DemoSteps:
    """Demo script: fill in the registration form with the demo's participant, and register."""
    driver, person = demo.driver, demo.person
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
    driver.type("register.birth", "12 mar 1961")
    driver.choose("register.sex", 1)
    driver.choose("register.language", page.form.language.findData(person.language))
    driver.choose("register.us", 1)
    driver.choose("register.contact", 1)
    driver.picture("register")
    driver.press("register.save")
    yield


def start_visit(demo: DemoRun, _page: ParticipantOverviewPage) -> DemoSteps:
    """Demo script: start the visit that is offered, or go on with the one that is open."""
    yield
    demo.driver.picture("person")
    demo.driver.press("person.start")
    yield


def open_next_stage(demo: DemoRun, page: VisitPage) -> DemoSteps:
    """Demo script: open the primary consent's record once, then each next stage, at last Sync."""
    yield
    driver = demo.driver
    if page.visit is None:
        return
    demo.reached("register")
    for done in (s for s in page.visit.stages if s.is_settled):
        demo.reached(done.plan.key)
    next_stage = page.visit.next_stage
    driver.picture(f"visit-{next_stage.plan.key if next_stage else 'finished'}")
    if driver.has("visit.view:primary-consent") and demo.once("consent-paper"):
        driver.press("visit.view:primary-consent")
    elif next_stage is not None:
        driver.press(f"visit.begin:{next_stage.plan.key}")
    else:
        driver.press("rail.sync")
    yield


def show_first_document(demo: DemoRun, _page: RecordPage) -> DemoSteps:
    """Demo script: open the PDF of the first version listed, which is the newest."""
    yield
    demo.driver.picture("record")
    demo.driver.press_row("record.versions", 0)
    yield


def close_document_page(demo: DemoRun, _page: DocumentPage) -> DemoSteps:
    """Demo script: save a picture of a signed PDF and go back to the visit."""
    yield
    demo.driver.picture(f"paper-{'results' if 'results-paper' in demo.shown else 'consent'}")
    demo.driver.press("paper.back")
    yield


def confirm_identity(demo: DemoRun, _page: IdentityPage) -> DemoSteps:
    """Demo script: tick photo ID and birth date, and confirm."""
    yield
    demo.driver.tick("identity.photo-id")
    demo.driver.tick("identity.birth-date")
    demo.driver.picture("identity")
    demo.driver.press("identity.confirm")
    yield


def give_consent(demo: DemoRun, page: ConsentPage) -> DemoSteps:
    """Demo script: page through the form, type the name, draw a signature, agree, and finish."""
    driver = demo.driver
    yield
    while True:
        step = page.step
        driver.picture(f"{page.key}-{step}")
        if step == "sign":
            driver.type("consent.name", f"{demo.person.given_name} {demo.person.family_name}")
            driver.draw("consent.pad")
            driver.picture(f"{page.key}-signed")
            driver.press("consent.yes")
        elif driver.has("consent.confirm"):
            driver.press("consent.confirm")
        else:
            driver.press("kiosk.next")
        yield


def answer_survey(demo: DemoRun, page: SurveyPage) -> DemoSteps:
    """Demo script: answer each open question, note the answers that were saved, and finish."""
    driver = demo.driver
    yield
    while True:
        if driver.has("kiosk.finish"):
            driver.picture("survey-done")
            driver.press("kiosk.finish")
            yield
            continue
        link_id = page.link_id
        item = open_question(page.survey, link_id) if page.survey else None
        given = PRESENTATIONS[item.type].enter_demo_answer(driver, item) if item else ""
        yield
        if given:
            driver.note_tick(link_id, given)
        driver.picture(f"survey-{link_id}")
        driver.press("kiosk.next")
        yield


def take_kiosk_back(demo: DemoRun, _page: KioskReturnPage) -> DemoSteps:
    """Demo script: type the administrator's kiosk code, which leads back to the visit."""
    demo.driver.picture("kiosk-return")
    demo.driver.type("kiosk.code", demo.setup.kiosk_code)
    demo.driver.press("kiosk.take-back")
    yield


def take_measurements(demo: DemoRun, page: MeasurementPage) -> DemoSteps:
    """Demo script: type the protocol's example values, step by step, and record them."""
    driver = demo.driver
    yield
    steps = page.protocol.steps if page.protocol else ()
    for number, step in enumerate(steps, start=1):
        for key, text in _example_texts(step):
            driver.type(f"measure.{key.code}:{key.replicate}", text)
            yield
        driver.picture(f"measurements-{number}")
        driver.press("measure.record" if number == len(steps) else "measure.next")
        yield


def _example_texts(step: MeasurementStep) -> Iterator[tuple[ReadingKey, str]]:
    for group in step.groups:
        for n in group.readings:
            for quantity in group.quantities:
                yield ReadingKey(quantity.code, n), f"{quantity.examples[n - 1]:f}"


def finish_visit(demo: DemoRun, _page: FinishPage) -> DemoSteps:
    """Demo script: show the measurements' PDF once, if there is one; then finish the visit."""
    yield
    if demo.driver.has("finish.paper:measurements") and demo.once("results-paper"):
        demo.driver.press("finish.paper:measurements")
        yield
        return
    demo.driver.picture("finish")
    demo.driver.press("finish.finish")
    yield


def wait_for_sync(demo: DemoRun, page: SyncPage) -> DemoSteps:
    """Demo script: press Send, wait until no record waits to be sent, and end the demo."""
    demo.reached("finish")
    yield
    demo.driver.picture("sync-waiting")
    demo.driver.press("sync.send")
    while not _is_settled(page.counts):
        yield
    demo.driver.picture("sync")
    demo.is_over = True


def _is_settled(counts: DeliveryCounts | None) -> bool:
    return counts is not None and counts.captured > 0 and counts.waiting == 0
