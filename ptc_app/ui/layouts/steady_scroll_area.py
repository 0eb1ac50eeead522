"""A scroll area whose scroll bar may change the height of its content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget

_BAR = {
    True: Qt.ScrollBarPolicy.ScrollBarAlwaysOn,
    False: Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
}

_RELAYOUTS = (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange)
"""The events at which a QScrollArea asks how large its content is."""


class SteadyScrollArea(QScrollArea):
    """A scroll area with a vertical bar where its content is too high for the width without it.

    QScrollArea asks again once the bar is there: content whose height follows from its width may
    then fit, so it hides and shows the bar, and resizes its content from within the event of that
    resizing, without an end. Here each event arranges the content once. An area that is not shown
    arranges nothing until it is: a page that is being built asks dozens of times.
    """

    _is_arranging = True
    """Also of an area that is being taken apart: Qt still sends events to it."""

    def __init__(self) -> None:
        super().__init__()
        # What `viewport` returns from now on. Asked for it first, PySide loads all classes that a
        # widget can be of, which takes 7 ms; found by its name, it tells its class itself.
        self._viewport = self.findChild(QWidget, "qt_scrollarea_viewport")
        self._is_arranging = False

    def event(self, event: QEvent) -> bool:
        if event.type() not in _RELAYOUTS or self._is_arranging:
            return super().event(event)
        if not self.isVisible():
            return QAbstractScrollArea.event(self, event)  # what QScrollArea does besides measuring
        with self._arranging():
            return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_arranging:
            return False
        if event.type() != QEvent.Type.Resize:  # no other concerns the content's size
            return super().eventFilter(watched, event)
        with self._arranging():
            return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._is_arranging:
            super().resizeEvent(event)
            return
        with self._arranging():
            super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        with self._arranging():
            super().showEvent(event)

    @contextmanager
    def _arranging(self) -> Iterator[None]:
        """Choose the bar before what is done in the block, and reach to the end after it."""
        self._is_arranging = True
        try:
            self._choose_bar()
            yield
            self._reach_to_the_end()
        finally:
            self._is_arranging = False

    def _choose_bar(self) -> None:
        content, room = self.widget(), self.contentsRect()
        if content is not None:
            self.setVerticalScrollBarPolicy(_BAR[_height(content, room.width()) > room.height()])

    def _reach_to_the_end(self) -> None:
        """Make the content as high as it needs, and the bar as long."""
        content, room = self.widget(), self.viewport().height()
        if content is None:
            return
        height = max(room, _height(content, content.width()))
        if content.height() < height:
            content.resize(content.width(), height)
            self.verticalScrollBar().setRange(0, height - room)


def _height(content: QWidget, width: int) -> int:
    """The least height of the content at this width."""
    least = content.minimumSizeHint().height()
    return max(least, content.heightForWidth(width)) if content.hasHeightForWidth() else least
