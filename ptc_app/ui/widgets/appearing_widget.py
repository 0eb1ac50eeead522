"""A widget that comes and goes between others, which then are at other places."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ptc_app.ui.press_guard import announce_content


class AppearingWidget(QWidget):
    """A widget, such as the line of an error, that moves what is below it as it is shown or hidden.

    It tells the press guard so: the second press of a double click would reach what moved there.
    """

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce_content(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        announce_content(self)
