"""Radio buttons or check boxes as large cards that can be pressed anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import Audience, ThemeLook, current_look, grid_space

_MANY_ENOUGH_FOR_TWO_COLUMNS = 4
_TALL = 10_000
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}


class SelectionMode(Enum):
    """Whether at most ONE option may be selected (radio buttons) or MANY (check boxes)."""

    ONE = "one"
    MANY = "many"


class OptionGroup(QWidget):
    """Options (key, text) as cards; keys in `exclusive` and all other keys deselect each other.

    `chosen` is emitted with the tuple of selected keys when a person selects or deselects one. The
    options that an exclusive key deselected are selected again when it is deselected itself.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str,
        multiple: SelectionMode = SelectionMode.ONE,
        exclusive: frozenset[str] = frozenset(),
        scale: Audience = Audience.KIOSK,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._exclusive = exclusive
        self._displaced: tuple[str, ...] = ()
        kind = _KINDS[multiple]
        self._buttons: dict[str, QAbstractButton] = {
            key: kind(text, scale, role="quiet" if key in exclusive else "ink")
            for key, text in options
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(grid_space(2))
        for key, button in self._buttons.items():
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
        self._columns = 0
        self._lay_out(1)

    def select(self, keys: Iterable[str]) -> None:
        """Select the options with these keys and no others; `chosen` is not emitted."""
        wanted = frozenset(keys)
        self._displaced = ()
        for key, button in self._buttons.items():
            _check(button, on=key in wanted)

    def selected(self) -> tuple[str, ...]:
        """Return the keys of the selected options, in the order of the options."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    def button(self, key: str) -> QAbstractButton:
        """Return the button of the option with this key; KeyError for an unknown key."""
        return self._buttons[key]

    def columns(self) -> int:
        """Return in how many columns the options are laid out now, 1 or 2."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._fitting_columns())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the focus to the next option, round the ends, without selecting it."""
        step = _STEPS.get(event.key(), 0)
        buttons = list(self._buttons.values())
        here = next((at for at, button in enumerate(buttons) if button.hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._lay_out(self._fitting_columns())

    def _choose(self, key: str) -> None:
        if self._buttons[key].isChecked():
            self._displace(key)
        else:
            for other in self._displaced:
                _check(self._buttons[other], on=True)
            self._displaced = ()
        self.chosen.emit(self.selected())

    def _displace(self, key: str) -> None:
        """Deselect what cannot be selected beside this key."""
        others = self._buttons.keys() - {key}
        rivals = others if key in self._exclusive else others & self._exclusive
        selected = tuple(rival for rival in self.selected() if rival in rivals)
        self._displaced = selected if key in self._exclusive else ()
        for rival in selected:
            _check(self._buttons[rival], on=False)

    def _fitting_columns(self) -> int:
        window = self.window()
        portrait = window.height() > window.width()
        if portrait or len(self._buttons) < _MANY_ENOUGH_FOR_TWO_COLUMNS:
            return 1
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        return 2 if widest * 2 + self._grid.spacing() <= self.width() else 1

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        high = -(-len(self._buttons) // columns)
        for at, button in enumerate(self._buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, at % high, at // high)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setHorizontalSpacing(grid_space(2) if columns > 1 else 0)
        self.updateGeometry()


class _Radio(QRadioButton):
    """A radio button drawn as a card; its accessible role stays radio button."""

    def __init__(self, text: str, scale: Audience, *, role: str) -> None:
        super().__init__(text)
        self._face = _Face(self, scale, role)

    def sizeHint(self) -> QSize:
        return self._face.size_hint()

    def minimumSizeHint(self) -> QSize:
        return self._face.minimum()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._face.height_for(width)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = current_look()
        _paint_dot(painter, look, self._face.paint(painter, look), on=self.isChecked())


class _Check(QCheckBox):
    """A check box drawn as a card; its accessible role stays check box."""

    def __init__(self, text: str, scale: Audience, *, role: str) -> None:
        super().__init__(text)
        self._face = _Face(self, scale, role)

    def sizeHint(self) -> QSize:
        return self._face.size_hint()

    def minimumSizeHint(self) -> QSize:
        return self._face.minimum()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._face.height_for(width)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = current_look()
        _paint_tick(painter, look, self._face.paint(painter, look), on=self.isChecked())


_KINDS: dict[SelectionMode, type[_Radio | _Check]] = {
    SelectionMode.ONE: _Radio,
    SelectionMode.MANY: _Check,
}


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


def _check(button: QAbstractButton, *, on: bool) -> None:
    """Set a radio button's state even where its exclusive group would refuse."""
    held = button.autoExclusive()
    button.setAutoExclusive(False)
    button.setChecked(on)
    button.setAutoExclusive(held)
