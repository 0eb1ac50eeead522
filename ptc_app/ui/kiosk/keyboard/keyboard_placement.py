"""Keeps the field that is typed into visible above the on-screen keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ptc_app.ui.kiosk.keyboard.touch_keyboard import TouchKeyboard
from ptc_app.ui.layouts.scroll_into_view import show_whole
from ptc_app.ui.theme import current_look, grid_space

_NARROW = 1100
"""Pixels of a page so narrow that keys need the room of its margins."""
_RESIZES = frozenset({QEvent.Type.Resize, QEvent.Type.StyleChange})


class KeyboardPlacement(QObject):
    """Fits a TouchKeyboard into a page whose middle scrolls, between a head and a foot.

    The keys take the room of the middle only, so that the foot stays where it is. In a low window,
    where too little of the middle would be left for the field, the head is hidden meanwhile.
    """

    def __init__(
        self, page: QWidget, keys: TouchKeyboard, area: QScrollArea, head: QWidget, foot: QWidget
    ) -> None:
        """`page` shows head, area, keys and foot below one another."""
        super().__init__(page)
        self._page = page
        self._keys, self._area = keys, area
        self._head, self._foot = head, foot
        area.setMinimumHeight(1)  # its scroll bar's would be more than keys leave in a low window
        settled = Qt.ConnectionType.QueuedConnection  # the field has its new place by then
        area.verticalScrollBar().rangeChanged.connect(self._show_field, settled)
        keys.watched.connect(self._fit_after_layout)
        keys.opening.connect(self._make_room)
        keys.closed.connect(head.show)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _RESIZES:
            self._fit()
            self._fit_after_layout()
        return False

    def _fit_after_layout(self) -> None:
        """Fit once the page has its heights for the width it is given."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        page, content = self._page, self._area.widget()
        if content is None:
            return
        side = 2 if page.width() < _NARROW or current_look().is_text_large else 6
        spare = self._room() - _height(content, page.width())
        self._keys.fit(page.height(), spare, grid_space(side))
        if self._keys.field is not None:
            self._make_room(self._keys.field, self._keys.sizeHint().height())

    def _make_room(self, field: QWidget, keys_height: int) -> None:
        least = field.sizeHint().height() + grid_space(4)
        self._head.setVisible(self._room() - keys_height >= least)
        QTimer.singleShot(0, self, self._show_field)

    def _show_field(self) -> None:
        """Scroll to the field again when keys, head or an error changed the room of the page."""
        if self._keys.field is not None:
            show_whole(self._area, self._keys.field)

    def _room(self) -> int:
        """The pixels between head and foot."""
        beside = (_height(part, self._page.width()) for part in (self._head, self._foot))
        return self._page.height() - sum(beside)


def _height(part: QWidget, width: int) -> int:
    wrapped = part.heightForWidth(width) if part.hasHeightForWidth() else 0
    return max(wrapped, part.minimumSizeHint().height())
