"""Each page as a screen reader meets it, and as the keyboard does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.consent import Decision
from ptc_app.domain.outbox import Rejected
from ptc_app.domain.visit import SkipReason, Visit
from ptc_app.ui.i18n import Language, Words
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
from tests.support.room import Place, a_door, a_paper, a_place, settle

Role = QAccessible.Role
INTERACTIVE = frozenset(
    {
        Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton,
        Role.EditableText, Role.ComboBox, Role.SpinBox, Role.Slider, Role.Dial, Role.List,
        Role.Link, Role.Table, Role.Tree, Role.PageTab,
    }
)  # fmt: skip

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


@pytest.fixture(params=[Language.ENGLISH, Language.SPANISH])
def desk(request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    opened = a_place(tmp_path, words=Words(request.param))
    yield Desk(opened, tmp_path)
    opened.close()


@pytest.fixture(params=SCENES)
def page(request: pytest.FixtureRequest, desk: Desk, qtbot: QtBot) -> QWidget:
    shown = SCENES[request.param](desk)
    qtbot.addWidget(shown)
    shown.resize(1158, 728)
    shown.show()
    qtbot.waitExposed(shown)
    settle(desk.place)
    return shown


def test_every_page_of_the_program_is_here(desk: Desk, qtbot: QtBot) -> None:
    pages = {
        STAGE_PAGES[kind].__name__ for kind in STAGE_PAGES  # type: ignore[attr-defined]
    } | {
        kind.__name__
        for kind in (
            KioskReturnPage, PaperPage, ParticipantsPage, RegisterPage, SetupPage, SignInPage,
            SitePage, SyncPage, TodayPage, VisitPage,
        )
    }  # fmt: skip
    folder = Path(__file__).parents[2] / "ptc_app" / "ui" / "pages"
    files = {path.stem for path in folder.glob("*_page.py")}
    assert {_snake(name) for name in pages} == files


def test_everything_that_can_be_used_has_a_name(page: QWidget) -> None:
    nameless = [
        f"{one.role().name} {one.object().objectName()}"
        for one in interfaces(page)
        if one.role() in INTERACTIVE and not one.text(QAccessible.Text.Name).strip()
    ]
    assert not nameless


def test_no_two_buttons_have_one_name(page: QWidget) -> None:
    names = Counter(
        one.text(QAccessible.Text.Name)
        for one in interfaces(page)
        if one.role() in {Role.Button, Role.Link}
    )
    assert not [name for name, count in names.items() if count > 1]


def test_every_mnemonic_is_there_once(page: QWidget) -> None:
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    keys = Counter(one.shortcut().toString() for one in buttons)
    keys.pop("", None)
    assert not [key for key, count in keys.items() if count > 1]


@pytest.mark.parametrize("scene", SCENES)
def test_no_page_opens_a_window_of_its_own(scene: str, desk: Desk, qtbot: QtBot) -> None:
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    page = SCENES[scene](desk)
    settle(desk.place)
    QApplication.instance().removeEventFilter(windows)
    qtbot.addWidget(page)
    assert not windows.opened


class Windows(QObject):
    """What was shown as a window while nobody showed anything."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            if watched.isWindow():
                self.opened.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def interfaces(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """All that a screen reader can reach from here and that can be seen."""
    root = QAccessible.queryAccessibleInterface(widget)
    ahead = [root] if root is not None else []
    while ahead:
        one = ahead.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        ahead += [one.child(index) for index in range(one.childCount())]


def line(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    assert shiboken6.isValid(button)
    button.click()


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")
