"""A scroll area that arranges its content once each time, and only while it is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui.layouts.steady_scroll_area import SteadyScrollArea


class Resizes(QObject):
    """Counts how often a widget is resized."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Resize
        return False


def add_lines(content: QWidget, rows: QVBoxLayout, count: int) -> None:
    """Add labels to the content, each in a turn of the event loop of its own."""
    for number in range(count):
        rows.addWidget(QLabel(f"Line {number}"))
        QApplication.sendPostedEvents()


def test_content_that_grows_is_arranged_when_the_area_is_shown(qtbot: QtBot) -> None:
    area, content = SteadyScrollArea(), QWidget()
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.setWidgetResizable(True)
    area.setWidget(content)
    rows = QVBoxLayout(content)
    resizes = Resizes(content)
    add_lines(content, rows, 30)
    assert resizes.count == 0
    area.show()
    assert content.width() == area.viewport().width()
    assert content.height() == rows.minimumSize().height() > area.viewport().height()
    add_lines(content, rows, 1)
    qtbot.waitUntil(lambda: content.height() == rows.minimumSize().height())
    assert area.verticalScrollBar().maximum() == content.height() - area.viewport().height()
