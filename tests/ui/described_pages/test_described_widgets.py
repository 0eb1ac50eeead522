"""Each widget, in each of its states, is and paints what its file says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ptc_app.ui import theme as look
from ptc_app.ui.theme import ThemeName
from tests.ui.described_pages.files import FOLDER, check
from tests.ui.described_pages.painting import painted
from tests.ui.described_pages.widget_states import WIDGETS
from tests.ui.described_pages.widget_tree import described, places_of

IN_HIGH_CONTRAST = (
    "list, selected", "options, one of many", "stages", "status line", "kiosk frame",
)  # fmt: skip


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_as_described(name: str, qtbot: QtBot, qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    check(f"widgets/{name}", shown(name, qtbot))


@pytest.mark.parametrize("name", IN_HIGH_CONTRAST)
def test_a_widget_in_high_contrast_and_large_type_is_as_described(
    name: str, qtbot: QtBot, qapp: QApplication
) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.HIGH_CONTRAST), 1.5)
    check(f"widgets/{name}, high contrast", shown(name, qtbot))
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def test_no_file_is_left_of_a_widget_that_is_gone() -> None:
    files = {path.stem for path in (FOLDER / "widgets").iterdir()}
    assert files == {*WIDGETS, *(f"{name}, high contrast" for name in IN_HIGH_CONTRAST)}


def shown(name: str, qtbot: QtBot) -> str:
    """What the widget is, where its parts lie, and what it paints."""
    make, width, height = WIDGETS[name]
    widget = make()
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)
    for _ in range(3):
        QApplication.processEvents()
    text = "\n".join([described(widget), places_of(widget), painted(widget)])
    # It is gone before the next test: a kiosk page gives the staff their type size again.
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
    return text
