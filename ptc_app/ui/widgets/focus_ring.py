"""The focus ring: drawn outside the focused control, always visible."""

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
    """What the focus ring needs of the current look; provided by ThemeLook. Sizes are in pixels."""

    @property
    def ring(self) -> int:
        """Width in pixels of the line of the ring."""

    @property
    def ring_reach(self) -> int:
        """Pixels from the edge of a control to the outside of its ring."""

    @property
    def radius(self) -> int:
        """Radius in pixels of the rounded corners of controls."""

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of the theme, such as `focus`.

        KeyError for an unknown role.
        """


PAINTS_FOCUS = "paints-focus"
"""The property, true on a widget that itself shows where inside it the keyboard is."""


class FocusRing(QObject):
    """Draws one ring around the widget that has keyboard focus, in the whole application.

    It follows the widget when it moves or is hidden. Windows, widgets that take no focus and those
    with a true property PAINTS_FOCUS get none. `look` returns the current look at each call.
    """

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
    """The widget the ring is a child of: the nearest scroll area's content, or the window."""
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
