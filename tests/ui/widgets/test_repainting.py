"""A widget that paints itself paints anew when what it shows has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui import theme as look
from ptc_app.ui.staff_status_line import StatusLine
from ptc_app.ui.theme import Audience, ThemeName, set_style_properties
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.signature_pad import SignaturePad
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


def pad() -> SignaturePad:
    made = SignaturePad(name="Signature", hint="Sign here", clear_text="Clear", most_points=1000)
    made.resize(480, 260)
    return made


def signed_pad() -> SignaturePad:
    made = pad()
    QTest.mousePress(made, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.mouseRelease(made, Qt.MouseButton.LeftButton, pos=QPoint(90, 90))
    return made


CHANGES: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {
    "a stroke begins": (
        pad, lambda made: QTest.mousePress(made, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    ),
    "a signature is cleared": (signed_pad, lambda made: made.clear()),
    "another icon": (
        lambda: ThemedIcon("info", "info", name="", scale=Audience.STAFF),
        lambda icon: icon.show_icon("check", "good"),
    ),
    "another look": (lambda: QLabel("Words"), lambda one: set_style_properties(one, look="title")),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_painted(change: str, qtbot: QtBot, qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    make, act = CHANGES[change]
    widget = make()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    for _ in range(3):
        QApplication.processEvents()
    paints = Paints(widget)
    act(widget)
    qtbot.waitUntil(lambda: paints.count > 0)


def test_the_dot_of_the_status_line_is_painted_in_its_new_colour(
    qtbot: QtBot, qapp: QApplication
) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    line = StatusLine(name="Status")
    qtbot.addWidget(line)
    line.show_network("The central system answers", Tone.GOOD)
    line.show()
    qtbot.waitExposed(line)
    for _ in range(3):
        QApplication.processEvents()
    dots = [one for one in line.findChildren(QWidget) if type(one).__name__ == "_Dot"]
    paints = Paints(dots[-1])
    line.show_network("The central system answers", Tone.WARN)
    qtbot.waitUntil(lambda: paints.count > 0)
