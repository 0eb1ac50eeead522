"""Radio buttons and check boxes drawn as large cards that can be pressed anywhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import Audience, ThemeLook, current_look, grid_space

_TALL = 10_000
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _CardSize:
    """The size of a card by its face, and where it can be pressed; stands before the Qt class."""

    _face: _Face

    def sizeHint(self) -> QSize:
        return self._face.size_hint()

    def minimumSizeHint(self) -> QSize:
        return self._face.minimum()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._face.height_for(width)

    def hitButton(self, pos: QPoint) -> bool:
        return self._face.holds(pos)


class RadioCard(_CardSize, QRadioButton):
    """A radio button drawn as a card; its accessible role stays radio button."""

    def __init__(self, text: str, scale: Audience, *, role: str) -> None:
        super().__init__(text)
        self._face = _Face(self, scale, role)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = current_look()
        _paint_dot(painter, look, self._face.paint(painter, look), on=self.isChecked())


class CheckCard(_CardSize, QCheckBox):
    """A check box drawn as a card; its accessible role stays check box."""

    def __init__(self, text: str, scale: Audience, *, role: str) -> None:
        super().__init__(text)
        self._face = _Face(self, scale, role)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = current_look()
        _paint_tick(painter, look, self._face.paint(painter, look), on=self.isChecked())


class _Face:
    """Measures and draws the card, the text and the mark for both kinds of button."""

    def __init__(self, button: QAbstractButton, scale: Audience, role: str) -> None:
        self._button = button
        self._scale = scale
        self._role = role
        button.setProperty("scale", scale.value)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)

    def holds(self, pos: QPoint) -> bool:
        """Whether a press there is on the card."""
        return self._button.rect().contains(pos)

    def size_hint(self) -> QSize:
        width = self._metrics().horizontalAdvance(self._button.text()) + self._beside() + 1
        return QSize(width, self.height_for(width))

    def minimum(self) -> QSize:
        words = self._button.text().split()
        widest = max((self._metrics().horizontalAdvance(word) for word in words), default=0)
        return QSize(widest + self._beside() + 1, self._least_height())

    def height_for(self, width: int) -> int:
        available = QRect(0, 0, width - self._beside(), _TALL)
        text = self._metrics().boundingRect(available, _WRAP, self._button.text()).height()
        return max(text + grid_space(3), self._least_height())

    def paint(self, painter: QPainter, look: ThemeLook) -> QRectF:
        """Draw card and text; returns the rectangle of the mark."""
        on = self._button.isChecked()
        lit = on or self._button.isDown() or self._button.underMouse()
        border = look.border(self._scale)
        painter.setPen(QPen(look.colour("primary" if lit else "edge"), border))
        painter.setBrush(look.colour("info_ground" if on else "paper"))
        half = border / 2
        card = QRectF(self._button.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(card, look.radius, look.radius)
        side = look.icon(self._scale)
        mark = QRectF(grid_space(3), (self._button.height() - side) / 2, side, side)
        painter.setFont(self._font(QFont.Weight.DemiBold if on else QFont.Weight.Normal))
        painter.setPen(look.colour("ink" if on else self._role))
        text_rect = self._button.rect().adjusted(
            self._beside() - grid_space(3), 0, -grid_space(3) + 1, 0
        )
        painter.drawText(text_rect, int(_WRAP), self._button.text())
        return mark

    def _beside(self) -> int:
        return current_look().icon(self._scale) + grid_space(2.5) + 2 * grid_space(3)

    def _least_height(self) -> int:
        return current_look().target(self._scale) + grid_space()

    def _font(self, weight: QFont.Weight) -> QFont:
        font = QFont(self._button.font())
        font.setPixelSize(current_look().text("body", self._scale))
        font.setWeight(weight)
        return font

    def _metrics(self) -> QFontMetrics:
        """Metrics of the bold face, so that selecting never changes the layout."""
        return QFontMetrics(self._font(QFont.Weight.DemiBold))


def _paint_dot(painter: QPainter, look: ThemeLook, mark: QRectF, *, on: bool) -> None:
    painter.setPen(QPen(look.colour("primary" if on else "edge"), look.border(Audience.KIOSK)))
    painter.setBrush(look.colour("primary" if on else "paper"))
    painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("on_primary"))
        radius = mark.width() / 6
        painter.drawEllipse(mark.center(), radius, radius)


def _paint_tick(painter: QPainter, look: ThemeLook, mark: QRectF, *, on: bool) -> None:
    painter.setPen(QPen(look.colour("primary" if on else "edge"), look.border(Audience.KIOSK)))
    painter.setBrush(look.colour("primary" if on else "paper"))
    corner = look.radius / 2
    painter.drawRoundedRect(mark.adjusted(1, 1, -1, -1), corner, corner)
    if on:
        side = round(mark.width())
        inset = side // 8
        where = mark.toRect().adjusted(inset, inset, -inset, -inset)
        themed_icon("check", "on_primary", where.width()).paint(painter, where)
