"""A key of the on-screen keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.kiosk.keyboard.key_layouts import Key, KeyAction
from ptc_app.ui.theme import Audience, ThemeLook, current_look, design_tokens, grid_space

_EDGE_BELOW = 3
"""Pixels of the darker edge below a key."""
_SMALLEST, _SMALLEST_BESIDE_ICON = 14, 18
"""Pixels of the smallest type, alone and beside an icon, which narrower keys go without."""
_OF_KEY_HEIGHT = 0.5
"""The part of a key's height that its type has at most."""
_ICONS = {
    KeyAction.ERASE: "delete",
    KeyAction.HIDE: "chevron-down",
    KeyAction.SHIFT: "arrow-big-up",
}


class _Colours(NamedTuple):
    ground: str
    ink: str
    edge: str


_LETTER = _Colours("paper", "ink", "edge")
_FUNCTION = _Colours("track", "ink", "edge")
_TURNED = _Colours("info_ground", "ink", "primary")
_ON = _Colours("primary", "on_primary", "primary_dark")


class KeyButton(QPushButton):
    """A button for one key; it never takes the focus, so that the field keeps it.

    Its text is fitted to its size at any text scale. `hides_presses`: its colour stays while it is
    down, as must be where a secret is typed.
    """

    def __init__(self, key: Key, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.hides_presses = False
        self._is_turned = False
        self._is_on = False
        self.setProperty("look", "keycap")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoDefault(False)
        self.setAutoRepeat(key.action is KeyAction.ERASE)
        self.setAutoRepeatDelay(600)

    def show_key(
        self, text: str, name: str, *, is_turned: bool = False, is_on: bool = False
    ) -> None:
        """Show this text, with the accessible name `name`.

        `is_turned`: it types something else than usual. `is_on`: what it turns is on.
        """
        self._is_turned, self._is_on = is_turned, is_on
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, colours = current_look(), self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = look.border() / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(look.colour(colours.edge), look.border()))
        painter.setBrush(look.colour(colours.edge))
        painter.drawRoundedRect(body, look.radius, look.radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(colours.ground))
        face = body.adjusted(half, half, -half, -_EDGE_BELOW + half)
        painter.drawRoundedRect(face, look.radius - 1, look.radius - 1)
        self._paint_text(painter, look, colours)

    def _colours(self) -> _Colours:
        if self.isDown() and not self.hides_presses:
            return _TURNED
        if self._is_on:
            return _ON
        if self._is_turned:
            return _TURNED
        return _LETTER if self.key.action is KeyAction.TYPE else _FUNCTION

    def _paint_text(self, painter: QPainter, look: ThemeLook, colours: _Colours) -> None:
        text = self.text().replace("&&", "&")
        icon = _ICONS.get(self.key.action, "")
        font, icon_side = self._fitted(look, text, icon)
        painter.setFont(font)
        painter.setPen(look.colour(colours.ink))
        room = self.rect().adjusted(0, 0, 0, -_EDGE_BELOW)
        if not icon_side:
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
            return
        width = QFontMetrics(font).horizontalAdvance(text) + icon_side + grid_space()
        left = room.left() + (room.width() - width) // 2
        at = QRect(left, room.top() + (room.height() - icon_side) // 2, icon_side, icon_side)
        themed_icon(icon, colours.ink, icon_side).paint(painter, at)
        after = room.adjusted(left - room.left() + icon_side + grid_space(), 0, 0, 0)
        painter.drawText(after, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _fitted(self, look: ThemeLook, text: str, icon: str) -> tuple[QFont, int]:
        """The largest font in which the text fits, and the side of the icon; 0 for no icon."""
        largest = look.text("small" if len(text) > 1 else "body", Audience.KIOSK)
        largest = min(largest, round(self.height() * _OF_KEY_HEIGHT / self.key.height))
        side = min(look.icon(Audience.KIOSK), largest) if icon else 0
        room = self.width() - grid_space(1.5)
        if side:
            font = _widest(
                text, range(largest, _SMALLEST_BESIDE_ICON - 1, -1), room - side - grid_space()
            )
            if font is not None:
                return font, side
        return _widest(text, range(largest, _SMALLEST, -1), room) or _font(_SMALLEST), 0

    def sizeHint(self) -> QSize:
        return QSize(design_tokens().target[Audience.KIOSK], design_tokens().target[Audience.KIOSK])

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _widest(text: str, sizes: Iterable[int], room: int) -> QFont | None:
    """The first of these sizes, in pixels, in which the text fits."""
    fonts = map(_font, sizes)
    fits = (font for font in fonts if QFontMetrics(font).horizontalAdvance(text) <= room)
    return next(fits, None)


def _font(pixels: int) -> QFont:
    font = QFont(design_tokens().family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    return font
