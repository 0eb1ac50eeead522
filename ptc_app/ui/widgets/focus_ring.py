"""The ring around whatever has the keyboard: outside the control, always visible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
        QEvent.Type.LayoutRequest,
    }
)


class RingLook(Protocol):
    """The measures and colours of the current look, in pixels."""

    @property
    def ring(self) -> int: ...
    @property
    def ring_reach(self) -> int: ...
    @property
    def radius(self) -> int: ...
    def colour(self, role: str) -> QColor: ...


PAINTS_FOCUS = "paints-focus"
"""The property, true on a widget that itself shows where inside it the keyboard is."""


class FocusRing(QObject):
    """Follows the keyboard focus of the whole program."""

    def __init__(self, app: QApplication, look: Callable[[], RingLook]) -> None:
        super().__init__(app)
        self._look = look
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._follow)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self._ring is not None and isValid(self._ring):
            self._ring.fit()
        return False

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or new.isWindow() or not new.focusPolicy() or new.property(PAINTS_FOCUS):
            return
        host = _host(new)
        self._ring = _Ring(host, new, self._look)
        self._watched = _chain(new, host)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._ring.fit()

    def _leave(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None


class _Ring(QWidget):
    def __init__(self, host: QWidget, target: QWidget, look: Callable[[], RingLook]) -> None:
        super().__init__(host)
        self._target = target
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def fit(self) -> None:
        if not isValid(self._target):
            return
        host = self.parentWidget()
        if host is None or not host.isAncestorOf(self._target):
            return
        corner = self._target.mapTo(host, QPoint(0, 0))
        out = self._look().ring_reach
        self.setGeometry(QRect(corner, self._target.size()).adjusted(-out, -out, out, out))
        self.setVisible(self._target.isVisible())
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("focus"), look.ring))
        half = look.ring / 2
        radius = look.radius + look.ring_reach - half
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )


def _host(widget: QWidget) -> QWidget:
    """The nearest scrolled area, so that the ring is clipped with its control, or the window."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        outer = above.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is above:
            return above
        above = outer
    return widget.window()


def _chain(widget: QWidget, host: QWidget) -> list[QWidget]:
    chain = [widget]
    while chain[-1] is not host and (above := chain[-1].parentWidget()) is not None:
        chain.append(above)
    return chain
