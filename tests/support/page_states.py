"""Every page of the program in its main states, ready to be opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.outbox import Rejected
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.visit import CancelReason, SkipReason, Visit
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryKey
from ptc_app.stages import STAGES
from ptc_app.ui.kiosk.kiosk_lock_page import KioskLockPage
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.kiosk.kiosk_staff_page import KioskStaffPage
from ptc_app.ui.kiosk.kiosk_unlocked_page import KioskUnlockedPage
from ptc_app.ui.participants.participant_overview_page import ParticipantOverviewPage
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.registration.correct_participant_page import CorrectParticipantPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.sign_in.setup_page import SetupPage
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.site.site_page import SitePage
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.visit_page import VisitPage
from tests.support.page_contexts import PageFixture, a_paper, settle
from tests.support.site_runtimes import sign_in_service_over
from tests.support.widgets import find_child

PAGES = {stage.type.code: stage.page for stage in STAGES}
Scene = Callable[["Desk"], QWidget]


class Desk:
    """A place with people in every state, and what a page is opened with."""

    def __init__(self, place: PageFixture, folder: Path) -> None:
        self.place = place
        self.folder = folder
        self.tr = place.context.tr

    def arrived(self) -> Visit:
        return self.place.arrive()

    def consented(self, decision: ConsentDecision = ConsentDecision.YES) -> Visit:
        return self.place.decided(
            self.place.identified(self.arrived()), "primary-consent", decision
        )

    def begun(self, stage: str) -> QWidget:
        """The page of a stage that has just been begun."""
        visit = self.arrived()
        if stage != "identity":
            self.place.identified(visit)
        if stage not in {"identity", "primary-consent"}:
            self.place.decided(visit, "primary-consent")
        self.place.services.visits.begin(visit.id, stage)
        return self.stage(visit, stage)

    def stage(self, visit: Visit, stage: str) -> QWidget:
        plan = visit.stage(stage).plan
        return PAGES[plan.stage_type](self.place.context, visit.id, plan)


def today(workstation: Desk) -> QWidget:
    for _ in range(3):
        workstation.arrived()
    return TodayPage(workstation.place.context)


def found(workstation: Desk) -> QWidget:
    workstation.place.register("Ana", "Ruiz")
    workstation.place.register("Berta", "Soto")
    return ParticipantsPage(workstation.place.context)


def refused_form(workstation: Desk) -> QWidget:
    page = RegistrationPage(workstation.place.context)
    press(page, "register.save")
    return page


def choose_answers(page: RegistrationPage) -> None:
    for box in (page.form.sex, page.form.language, page.form.residence, page.form.contact):
        box.setCurrentIndex(1)


def asked_day(workstation: Desk) -> QWidget:
    """A birth date that can mean two days, in the form of a person who speaks Spanish."""
    page = RegistrationPage(workstation.place.context)
    settle(workstation.place)
    line(page, "register.given").setText("Lucía")
    page.form.language.setCurrentIndex(2)
    QTest.keyClicks(line(page, "register.birth"), "5/4/2011")
    page.form.birth_date.focus()
    return page


def us_units(workstation: Desk) -> QWidget:
    """The step of height and weight, with a height typed in feet and inches."""
    key = EntryKey(DraftedPage.MEASUREMENT_UNITS)
    workstation.place.services.entry_drafts.save(key, {"units": "us"})
    page = workstation.begun("measurements")
    settle(workstation.place)
    for reading in (1, 2, 3):
        for code in ("blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate"):
            values = {"blood-pressure-systolic": "126", "blood-pressure-diastolic": "82"}
            QTest.keyClicks(line(page, f"measure.{code}:{reading}"), values.get(code, "70"))
    press(page, "measure.next")
    QTest.keyClicks(line(page, "measure.height:1"), "5'8")
    QTest.keyClicks(line(page, "measure.weight:1"), "180.4")
    settle(workstation.place)
    return page


def minor_form(workstation: Desk) -> QWidget:
    page = RegistrationPage(workstation.place.context)
    settle(workstation.place)
    line(page, "register.given").setText("Lucía")
    QTest.keyClicks(line(page, "register.birth"), "4 May 2011")
    return page


def one_name_form(workstation: Desk) -> QWidget:
    page = RegistrationPage(workstation.place.context)
    press(page, "register.one-name")
    press(page, "register.save")
    return page


def minor_person(workstation: Desk) -> QWidget:
    minor = workstation.place.register("Lucía", "Campos", birth_date=date(2011, 5, 4))
    return ParticipantOverviewPage(workstation.place.context, minor.id)


def minor_visit(workstation: Desk) -> QWidget:
    place = workstation.place
    minor = place.register("Lucía", "Campos", birth_date=date(2011, 5, 4))
    return VisitPage(place.context, place.services.visit_starts.start_visit(minor.id, "").id)


def typed_before(workstation: Desk) -> QWidget:
    values = {"register.given": "Ana", "register.family": "Ruiz"}
    workstation.place.services.entry_drafts.save(EntryKey(DraftedPage.REGISTRATION), values)
    return RegistrationPage(workstation.place.context)


def alike(workstation: Desk) -> QWidget:
    for _ in range(2):
        workstation.place.register("Ana", "Ruiz")
    page = RegistrationPage(workstation.place.context)
    for key, text in {"given": "Ana", "family": "Ruiz", "phone": "2105550142"}.items():
        line(page, f"register.{key}").setText(text)
    page.form.birth_date.set_date(workstation.place.services.participants.search("")[0].birth_date)
    choose_answers(page)
    press(page, "register.save")
    return page


def skipping(workstation: Desk) -> QWidget:
    page = VisitPage(workstation.place.context, workstation.consented().id)
    settle(workstation.place)
    press(page, "visit.skip:basics")
    press(page, "skip.confirm")
    return page


def cancelling(workstation: Desk) -> QWidget:
    page = VisitPage(workstation.place.context, workstation.arrived().id)
    settle(workstation.place)
    press(page, "visit.cancel")
    press(page, "cancel.confirm")
    return page


def cancelled(workstation: Desk) -> QWidget:
    place, visit = workstation.place, workstation.arrived()
    place.services.visits.cancel(visit.id, CancelReason.OPENED_BY_MISTAKE)
    return VisitPage(place.context, visit.id)


def record(workstation: Desk, *, void: bool = False) -> RecordPage:
    """A consent that was amended, and perhaps voided after that."""
    place, visit, stage = workstation.place, workstation.consented(), "primary-consent"
    corrections = place.services.corrections
    corrections.begin_correction(visit.id, stage, CorrectionReason.WRONG_NAME)
    place.read_and_signed(visit, stage)
    if void:
        corrections.void(visit.id, stage, CorrectionReason.OTHER, "The twin sister was here.")
    return RecordPage(place.context, visit.id, visit.stage(stage).plan)


def voiding(workstation: Desk) -> QWidget:
    page = record(workstation)
    settle(workstation.place)
    press(page, "record.void")
    press(page, "record.confirm")
    return page


def correcting(workstation: Desk) -> QWidget:
    page = record(workstation)
    settle(workstation.place)
    press(page, "record.correct")
    return page


def corrected(workstation: Desk) -> QWidget:
    """A visit with an amended consent, and another that was voided."""
    place, visit = workstation.place, workstation.consented()
    corrections = place.services.corrections
    corrections.begin_correction(visit.id, "primary-consent", CorrectionReason.WRONG_NAME)
    place.read_and_signed(visit, "primary-consent")
    place.decided(visit, "ehr-consent")
    corrections.void(visit.id, "ehr-consent", CorrectionReason.WRONG_PARTICIPANT)
    return VisitPage(place.context, visit.id)


def survey_with_keys(workstation: Desk) -> QWidget:
    """A question to be answered in words, with the keys on the screen."""
    page = workstation.begun("basics")
    settle(workstation.place)
    to_the_city = "kiosk.next", "kiosk.skip", "answer:about-born-in-us:true", "kiosk.next"
    for name in (*to_the_city, "keys.show"):
        press(page, name)
        settle(workstation.place)
    return page


def finishing(workstation: Desk) -> QWidget:
    visit = workstation.consented()
    workstation.place.decided(visit, "ehr-consent")
    for stage in ("basics", "measurements"):
        visit = workstation.place.skipped(visit, stage, SkipReason.NO_TIME)
    return workstation.stage(visit, "finish")


def returned(workstation: Desk) -> ParticipantId:
    """Someone who was here before is to have another visit."""
    visit = workstation.consented()
    for stage in ("ehr-consent", "basics", "measurements"):
        visit = workstation.place.skipped(visit, stage, SkipReason.NO_TIME)
    workstation.place.services.visits.finish(visit.id)
    return visit.participant_id


def standing(workstation: Desk) -> QWidget:
    person = returned(workstation)
    visit = workstation.place.services.visit_starts.start_visit(person, "follow-up")
    return VisitPage(workstation.place.context, workstation.place.identified(visit).id)


def sync_with_needs_attention(workstation: Desk) -> QWidget:
    for given in ("Ana", "Berta", "Carla"):
        workstation.place.identified(workstation.place.arrive(given))
    workstation.place.settle(lambda _: Rejected("422", "no"), 2)
    return SyncPage(workstation.place.context)


def set_up(workstation: Desk) -> SetupPage:
    return SetupPage(
        sign_in_service_over(workstation.folder / "fresh"), workstation.tr, workstation.place.store
    )


def recovery_key(workstation: Desk) -> QWidget:
    page = set_up(workstation)
    for key in ("site", "machine", "name", "sign-in-name"):
        line(page, f"setup.{key}").setText("something")
    line(page, "setup.support-name").setText("something")
    line(page, "setup.support-phone").setText("210 555 0100")
    for key in ("passphrase", "again"):
        line(page, f"setup.{key}").setText("four words of nonsense")
    line(page, "setup.code").setText("246810")
    press(page, "setup.keys")
    return page


def sign_in(workstation: Desk) -> SignInPage:
    return SignInPage(
        sign_in_service_over(workstation.folder / "site"), workstation.tr, workstation.place.store
    )


def recovering(workstation: Desk) -> QWidget:
    page = sign_in(workstation)
    press(page, "sign-in.forgotten")
    press(page, "sign-in.enter")
    return page


def staff_asked(workstation: Desk) -> QWidget:
    context = workstation.place.context
    return KioskStaffPage(context, workstation.arrived().id, context.tr)


def help_asked(workstation: Desk) -> QWidget:
    page = staff_asked(workstation)
    press(page, "kiosk.help")
    return page


def locked_kiosk(workstation: Desk) -> QWidget:
    keys = sign_in_service_over(workstation.folder / "site")
    return KioskLockPage(keys, workstation.tr, workstation.place.store)


def refused_at_the_lock(workstation: Desk) -> QWidget:
    page = locked_kiosk(workstation)
    press(page, "kiosk-lock.enter")
    return page


SCENES: dict[str, Scene] = {
    "today": today,
    "today, empty": lambda workstation: TodayPage(workstation.place.context),
    "participants": found,
    "participants, none": lambda workstation: ParticipantsPage(workstation.place.context, "nobody"),
    "register": lambda workstation: RegistrationPage(workstation.place.context),
    "register, missing": refused_form,
    "register, alike": alike,
    "register, asked which day": asked_day,
    "register, under 18": minor_form,
    "register, one name": one_name_form,
    "person, under 18": minor_person,
    "visit, under 18": minor_visit,
    "register, typed before": typed_before,
    "visit, new": lambda workstation: VisitPage(
        workstation.place.context, workstation.arrived().id
    ),
    "visit, agreed": lambda workstation: VisitPage(
        workstation.place.context, workstation.consented().id
    ),
    "visit, refused": lambda workstation: VisitPage(
        workstation.place.context, workstation.consented(ConsentDecision.NO).id
    ),
    "visit, skipping": skipping,
    "visit, corrected": corrected,
    "record": record,
    "record, correcting": correcting,
    "record, voiding": voiding,
    "record, voided": lambda workstation: record(workstation, void=True),
    "visit, standing consent": standing,
    "person": lambda workstation: ParticipantOverviewPage(
        workstation.place.context, returned(workstation)
    ),
    "person, new": lambda workstation: ParticipantOverviewPage(
        workstation.place.context, workstation.place.register().id
    ),
    "person, visit open": lambda workstation: ParticipantOverviewPage(
        workstation.place.context, workstation.consented().participant_id
    ),
    "person, correcting": lambda workstation: CorrectParticipantPage(
        workstation.place.context, workstation.place.register().id
    ),
    "visit, cancelling": cancelling,
    "visit, cancelled": cancelled,
    "identity": lambda workstation: workstation.begun("identity"),
    "consent": lambda workstation: workstation.begun("primary-consent"),
    "survey": lambda workstation: workstation.begun("basics"),
    "measurements, US units": us_units,
    "survey, keys": survey_with_keys,
    "measurements": lambda workstation: workstation.begun("measurements"),
    "finish": finishing,
    "paper": lambda workstation: DocumentPage(
        workstation.place.context, workstation.arrived().id, "Consent", a_paper()
    ),
    "sync": sync_with_needs_attention,
    "sync, empty": lambda workstation: SyncPage(workstation.place.context),
    "site": lambda workstation: SitePage(workstation.place.context),
    "sign-in": sign_in,
    "sign-in, recovery": recovering,
    "setup": set_up,
    "setup, recovery key": recovery_key,
    "kiosk return": lambda workstation: KioskReturnPage(
        workstation.place.context, workstation.arrived().id, workstation.place.context.tr
    ),
    "kiosk code": lambda workstation: KioskReturnPage(
        workstation.place.context,
        workstation.arrived().id,
        workstation.place.context.tr,
        may_resume=True,
    ),
    "kiosk staff": staff_asked,
    "kiosk help": help_asked,
    "kiosk locked": locked_kiosk,
    "kiosk locked, refused": refused_at_the_lock,
    "kiosk unlocked": lambda workstation: KioskUnlockedPage(workstation.place.context),
}


def line(page: QWidget, name: str) -> QLineEdit:
    return find_child(page, QLineEdit, name)


def press(page: QWidget, name: str) -> None:
    button = find_child(page, QAbstractButton, name)
    assert shiboken6.isValid(button)
    button.click()


def is_alone(page: QWidget) -> bool:
    """Whether the window shows this page without the staff frame: sign-in, set-up and the kiosk."""
    parts = [page, *page.findChildren(QWidget)]
    return any(part.property("look") in {"page", "page-kiosk"} for part in parts)
