"""A field to sign in with pen, finger or mouse.

A page that uses it offers a field for the typed name too: not everybody can draw.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointerEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import Audience, current_look, design_tokens, grid_space
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, caption_label
from ptc_app.ui.widgets.signature_strokes import PadStroke, SignatureStrokes

_FULL_PRESSURE = 1.0

_DRAWING = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)
_DRAWING_BUTTONS = frozenset({Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton})  # none: a move


class SignaturePad(QWidget):
    """Shows and holds the strokes drawn on it with pen, finger or mouse; a button clears them.

    Strokes are plain tuples (`PadStroke`), as widgets know no type of the domain. `name` and `hint`
    are the accessible name and description; the hint and `clear_text`, of the button, are shown.
    `most_points` is how many points all strokes have at most, see SignatureStrokes.
    `changed` is emitted when a stroke has ended and when all were cleared.
    """

    changed = Signal()
    """Emitted when a stroke has ended, and when all were cleared."""

    def __init__(
        self,
        *,
        name: str,
        hint: str,
        clear_text: str,
        most_points: int,
        scale: Audience = Audience.KIOSK,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._scale = scale
        self._strokes = SignatureStrokes(most_points)
        self._clear = _small(clear_text, scale)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the pad would shrink when a stroke ends
        self._clear.setSizePolicy(policy)
        self._hint: WrappingLabel = caption_label(hint, scale=scale)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid_space(5), grid_space(2), grid_space(2), grid_space(2))
        column.addLayout(top)
        # At least half of the height is free to write, however many lines the hint has.
        column.addSpacing(design_tokens().signature[1] // 2)
        column.addStretch(1)
        column.addWidget(self._hint)

    def strokes(self) -> tuple[PadStroke, ...]:
        """Return the strokes that have ended, in the order drawn."""
        return self._strokes.ended

    def canvas_size(self) -> QSize:
        """Return the size in pixels of the canvas that the points of the strokes refer to.

        It is the largest size the pad had while strokes were drawn; the pad's own while it is
        empty.
        """
        return self._strokes.canvas_size(self.size())

    def is_empty(self) -> bool:
        """Whether no stroke has ended since the start or the last `clear`."""
        return not self._strokes.ended

    def clear(self) -> None:
        """Remove all strokes, hide the button to clear them, and emit `changed`."""
        self._strokes.clear()
        self._clear.hide()
        self.update()
        self.changed.emit()

    def image_png(self) -> bytes:
        """Return the strokes as a PNG, dark on white in any theme, at twice the canvas size."""
        return self._strokes.png(self.size())

    def sizeHint(self) -> QSize:
        return QSize(*design_tokens().signature)

    def minimumSizeHint(self) -> QSize:
        width, height = design_tokens().signature
        return super().minimumSizeHint().expandedTo(QSize(width, height))

    def event(self, event: QEvent) -> bool:
        """Draw with the first finger, the pen or the left button; leave all other events to Qt."""
        if not isinstance(event, QPointerEvent) or event.type() not in _DRAWING:
            return super().event(event)
        if isinstance(event, QMouseEvent) and event.button() not in _DRAWING_BUTTONS:
            return super().event(event)
        self._draw(event)
        event.accept()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = current_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        border = look.border(self._scale)
        painter.setPen(QPen(look.colour("edge"), border))
        painter.setBrush(look.colour("paper"))
        half = border / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), look.radius, look.radius
        )
        baseline = self._hint.y() - grid_space(0.5)
        painter.drawLine(grid_space(5), baseline, self.width() - grid_space(5), baseline)
        scale = self._strokes.scale(self.size())
        painter.scale(scale, scale)
        self._strokes.paint(painter, look.colour("ink"))

    def _draw(self, event: QPointerEvent) -> None:
        point = event.points()[0]
        ends = point.state() is QEventPoint.State.Released
        if ends or event.type() is QEvent.Type.TouchCancel:
            self._finish()
            return
        begins = point.state() is QEventPoint.State.Pressed
        record = self._strokes.begin if begins else self._strokes.extend
        pressure = _FULL_PRESSURE if isinstance(event, QMouseEvent) else point.pressure()
        record(point.position(), self.size(), event.timestamp(), pressure)
        self.update()

    def _finish(self) -> None:
        if self._strokes.end():
            self._clear.show()
            self.update()
            self.changed.emit()


def _small(text: str, scale: Audience) -> Button:
    button = Button(text, "plain", scale=scale)
    button.setProperty("compact", "true")
    button.setCursor(Qt.CursorShape.ArrowCursor)
    return button
