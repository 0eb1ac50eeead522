"""Every page of the program in its main states, ready to be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ptc_app.domain.consent import Decision
from ptc_app.domain.outbox import Rejected
from ptc_app.domain.visit import SkipReason, Visit
from ptc_app.ui.navigator import STAGE_PAGES
from ptc_app.ui.pages.kiosk_return_page import KioskReturnPage
from ptc_app.ui.pages.paper_page import PaperPage
from ptc_app.ui.pages.participants_page import ParticipantsPage
from ptc_app.ui.pages.register_page import RegisterPage
from ptc_app.ui.pages.setup_page import SetupPage
from ptc_app.ui.pages.sign_in_page import SignInPage
from ptc_app.ui.pages.site_page import SitePage
from ptc_app.ui.pages.sync_page import SyncPage
from ptc_app.ui.pages.today_page import TodayPage
from ptc_app.ui.pages.visit_page import VisitPage
from tests.support.room import Place, a_door, a_paper, settle

Scene = Callable[["Desk"], QWidget]


class Desk:
    """A place with people in every state, and what a page is opened with."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.place = place
        self.folder = folder
        self.words = place.room.words

    def arrived(self) -> Visit:
        return self.place.arrive()

    def consented(self, decision: Decision = Decision.YES) -> Visit:
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
        self.place.clinic.visits.begin(visit.id, stage)
        return self.stage(visit, stage)

    def stage(self, visit: Visit, stage: str) -> QWidget:
        plan = visit.stage(stage).plan
        return STAGE_PAGES[plan.kind](self.place.room, visit.id, plan)


def today(desk: Desk) -> QWidget:
    for _ in range(3):
        desk.arrived()
    return TodayPage(desk.place.room)


def found(desk: Desk) -> QWidget:
    desk.place.register("Ana", "Ruiz")
    desk.place.register("Berta", "Soto")
    return ParticipantsPage(desk.place.room)


def refused_form(desk: Desk) -> QWidget:
    page = RegisterPage(desk.place.room)
    press(page, "register.save")
    return page


def alike(desk: Desk) -> QWidget:
    for _ in range(2):
        desk.place.register("Ana", "Ruiz")
    page = RegisterPage(desk.place.room)
    for key, text in {"given": "Ana", "family": "Ruiz", "phone": "2105550142"}.items():
        line(page, f"register.{key}").setText(text)
    page.form.birth_date.set_date(desk.place.clinic.intake.search("")[0].birth_date)
    page.form.sex.setCurrentIndex(1)
    press(page, "register.save")
    return page


def skipping(desk: Desk) -> QWidget:
    page = VisitPage(desk.place.room, desk.consented().id)
    settle(desk.place)
    press(page, "visit.skip:basics")
    press(page, "skip.confirm")
    return page


def finishing(desk: Desk) -> QWidget:
    visit = desk.consented()
    desk.place.decided(visit, "ehr-consent")
    for stage in ("basics", "measurements"):
        visit = desk.place.skipped(visit, stage, SkipReason.NO_TIME)
    return desk.stage(visit, "finish")


def parked(desk: Desk) -> QWidget:
    for given in ("Ana", "Berta", "Carla"):
        desk.place.identified(desk.place.arrive(given))
    desk.place.settle(lambda _: Rejected("422", "no"), 2)
    return SyncPage(desk.place.room)


def set_up(desk: Desk) -> SetupPage:
    return SetupPage(a_door(desk.folder / "fresh"), desk.words, desk.place.store)


def recovery_key(desk: Desk) -> QWidget:
    page = set_up(desk)
    for key in ("site", "machine", "name", "sign-in-name"):
        line(page, f"setup.{key}").setText("something")
    for key in ("passphrase", "again"):
        line(page, f"setup.{key}").setText("four words of nonsense")
    line(page, "setup.code").setText("246810")
    press(page, "setup.keys")
    return page


def sign_in(desk: Desk) -> SignInPage:
    return SignInPage(a_door(desk.folder), desk.words, desk.place.store)


def recovering(desk: Desk) -> QWidget:
    page = sign_in(desk)
    press(page, "sign-in.forgotten")
    press(page, "sign-in.enter")
    return page


SCENES: dict[str, Scene] = {
    "today": today,
    "today, empty": lambda desk: TodayPage(desk.place.room),
    "participants": found,
    "participants, none": lambda desk: ParticipantsPage(desk.place.room, "nobody"),
    "register": lambda desk: RegisterPage(desk.place.room),
    "register, missing": refused_form,
    "register, alike": alike,
    "visit, new": lambda desk: VisitPage(desk.place.room, desk.arrived().id),
    "visit, agreed": lambda desk: VisitPage(desk.place.room, desk.consented().id),
    "visit, refused": lambda desk: VisitPage(desk.place.room, desk.consented(Decision.NO).id),
    "visit, skipping": skipping,
    "identity": lambda desk: desk.begun("identity"),
    "consent": lambda desk: desk.begun("primary-consent"),
    "survey": lambda desk: desk.begun("basics"),
    "measurements": lambda desk: desk.begun("measurements"),
    "finish": finishing,
    "paper": lambda desk: PaperPage(desk.place.room, desk.arrived().id, "Consent", a_paper()),
    "sync": parked,
    "sync, empty": lambda desk: SyncPage(desk.place.room),
    "site": lambda desk: SitePage(desk.place.room),
    "sign-in": sign_in,
    "sign-in, recovery": recovering,
    "setup": set_up,
    "setup, recovery key": recovery_key,
    "kiosk return": lambda desk: KioskReturnPage(desk.place.room, desk.arrived().id),
}


def line(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    assert shiboken6.isValid(button)
    button.click()
