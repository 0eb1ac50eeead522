"""A search field that searches while typing."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import key_label
from ptc_app.ui.widgets.themed_icon import ThemedIcon

_PAUSE = timedelta(milliseconds=10)


class SearchBox(QLineEdit):
    """A search field with an icon, and the keyboard shortcut `key` shown while it is empty.

    `name` is its accessible name, `placeholder` the translated text shown while it is empty. After
    a pause in typing, and on Enter, `searched` is emitted with the text.
    """

    searched = Signal(str)
    """Emitted with the text, without space around it, 10 ms after the last edit and at once on
    Enter, which a barcode scanner sends; a text set by code is not searched.
    """

    def __init__(self, *, name: str, placeholder: str, key: str) -> None:
        super().__init__()
        self.setProperty("look", "search")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._mark = ThemedIcon("search", "quiet", name="", scale=Audience.STAFF)
        self._mark.setParent(self)
        self._key = key_label(key)
        self._key.setParent(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE // timedelta(milliseconds=1))
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._show_key)
        self.textEdited.connect(self._pause.start)
        self.returnPressed.connect(self._search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        mark, key = self._mark.sizeHint(), self._key.sizeHint()
        self._mark.resize(mark)
        self._mark.move(grid_space(1.5), (self.height() - mark.height()) // 2)
        self._key.resize(key)
        self._key.move(
            self.width() - key.width() - grid_space(1.5), (self.height() - key.height()) // 2
        )
        self.setTextMargins(mark.width() + grid_space(), 0, key.width() + grid_space(), 0)

    def _show_key(self, text: str) -> None:
        self._key.setVisible(not text)

    def _search(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())
