"""Each page as a screen reader meets it, and as the keyboard does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from tests.support.page_contexts import page_fixture, settle
from tests.support.page_states import SCENES, Desk

Role = QAccessible.Role
INTERACTIVE = frozenset(
    {
        Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton,
        Role.EditableText, Role.ComboBox, Role.SpinBox, Role.Slider, Role.Dial, Role.List,
        Role.Link, Role.Table, Role.Tree, Role.PageTab,
    }
)  # fmt: skip


@pytest.fixture(params=[Language("en"), Language("es")])
def workstation(
    request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication
) -> Iterator[Desk]:
    opened = page_fixture(tmp_path, tr=Localizer(request.param))
    yield Desk(opened, tmp_path)
    opened.close()


@pytest.fixture(params=SCENES)
def page(request: pytest.FixtureRequest, workstation: Desk, qtbot: QtBot) -> QWidget:
    shown = SCENES[request.param](workstation)
    qtbot.addWidget(shown)
    shown.resize(1158, 728)
    shown.show()
    qtbot.waitExposed(shown)
    settle(workstation.place)
    return shown


def test_every_page_of_the_program_is_here(workstation: Desk, qtbot: QtBot) -> None:
    pages = set()
    for scene in SCENES.values():
        page = scene(Desk(workstation.place, workstation.folder))
        qtbot.addWidget(page)
        pages.add(type(page).__name__)
    folder = Path(__file__).parents[2] / "ptc_app" / "ui"
    files = {path.stem for path in folder.rglob("*_page.py")}
    assert {_snake(name) for name in pages} == files - {"staff_page"}


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
def test_no_page_opens_a_window_of_its_own(
    scene: str, workstation: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    page = SCENES[scene](workstation)
    settle(workstation.place)
    qapp.removeEventFilter(windows)
    qtbot.addWidget(page)
    assert not windows.opened


class Windows(QObject):
    """What was shown as a window while nobody showed anything."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_shown = event.type() is QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def interfaces(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """All that a screen reader can reach from here and that can be seen."""
    ahead: list[QAccessibleInterface | None] = [QAccessible.queryAccessibleInterface(widget)]
    while ahead:
        one = ahead.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        ahead += [one.child(index) for index in range(one.childCount())]


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")
