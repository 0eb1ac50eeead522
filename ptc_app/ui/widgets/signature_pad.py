"""A field to sign in with pen, finger or mouse.

A page that uses it offers a field for the typed name too: not everybody can draw.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QImage,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointerEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import Audience, ThemeName, current_look, grid_space, load_theme, theme_tokens
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, caption_label

_FULL_PRESSURE = 1.0
_IMAGE_RATIO = 2
_LEAST_POINTS_OF_A_LINE = 2


PadPoint = tuple[float, float, int, float]
"""x and y in pixels of the pad, milliseconds since the stroke began, pressure from 0 to 1."""

PadStroke = tuple[PadPoint, ...]


class SignaturePad(QWidget):
    """Shows and holds the strokes that are drawn on it, with a button to clear them.

    Strokes are plain tuples, as widgets know no type of the domain.
    """

    changed = Signal()
    """A stroke has ended, or all were cleared."""

    def __init__(
        self, *, name: str, hint: str, clear_text: str, scale: Audience = Audience.KIOSK
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._scale = scale
        self._strokes: list[PadStroke] = []
        self._open: list[PadPoint] | None = None
        self._began_ms = 0
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
        column.addSpacing(theme_tokens().signature[1] // 2)
        column.addStretch(1)
        column.addWidget(self._hint)

    def strokes(self) -> tuple[PadStroke, ...]:
        """The strokes that have ended, in their order."""
        return tuple(self._strokes)

    def is_empty(self) -> bool:
        return not self._strokes

    def clear(self) -> None:
        self._strokes = []
        self._open = None
        self._clear.hide()
        self.update()
        self.changed.emit()

    def image_png(self) -> bytes:
        """The strokes alone as a PNG, dark on white in any theme, at twice the pad's size."""
        image = QImage(self.size() * _IMAGE_RATIO, QImage.Format.Format_RGB32)
        light = load_theme(ThemeName.LIGHT).colours
        image.fill(QColor(light["paper"]))
        painter = QPainter(image)
        painter.scale(_IMAGE_RATIO, _IMAGE_RATIO)
        self._draw_strokes(painter, QColor(light["ink"]))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    def sizeHint(self) -> QSize:
        return QSize(*theme_tokens().signature)

    def minimumSizeHint(self) -> QSize:
        width, height = theme_tokens().signature
        return super().minimumSizeHint().expandedTo(QSize(width, height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._start(event.position(), event, _FULL_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position(), event, _FULL_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._finish()

    def tabletEvent(self, event: QTabletEvent) -> None:
        step = {
            QEvent.Type.TabletPress: self._start,
            QEvent.Type.TabletMove: self._go_on,
        }.get(event.type())
        if step is not None:
            step(event.position(), event, event.pressure())
        elif event.type() is QEvent.Type.TabletRelease:
            self._finish()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

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
        self._draw_strokes(painter, look.colour("ink"))

    def _touch(self, event: QTouchEvent) -> None:
        if event.type() is QEvent.Type.TouchCancel:
            self._finish()
            return
        point = event.points()[0]
        state = QEventPoint.State
        if point.state() == state.Pressed:
            self._start(point.position(), event, point.pressure())
        elif point.state() == state.Released:
            self._finish()
        else:
            self._go_on(point.position(), event, point.pressure())

    def _start(self, at: QPointF, event: QPointerEvent, pressure: float) -> None:
        self._began_ms = event.timestamp()
        self._open = []
        self._go_on(at, event, pressure)

    def _go_on(self, at: QPointF, event: QPointerEvent, pressure: float) -> None:
        if self._open is None:
            return
        x = min(max(at.x(), 0.0), float(self.width()))
        y = min(max(at.y(), 0.0), float(self.height()))
        self._open.append((x, y, event.timestamp() - self._began_ms, pressure))
        self.update()

    def _finish(self) -> None:
        if self._open is None:
            return
        self._strokes.append(tuple(self._open))
        self._open = None
        self._clear.show()
        self.update()
        self.changed.emit()

    def _draw_strokes(self, painter: QPainter, colour: QColor) -> None:
        pen = QPen(colour, theme_tokens().pen)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in (*self._strokes, tuple(self._open or ())):
            if stroke:
                painter.drawPath(_smooth(stroke))


def _smooth(stroke: PadStroke) -> QPainterPath:
    """The stroke as curves through the middles between its points; one point is a dot."""
    points = [QPointF(x, y) for x, y, *_ in stroke]
    path = QPainterPath(points[0])
    if len(points) < _LEAST_POINTS_OF_A_LINE:
        path.lineTo(points[0] + QPointF(0.1, 0))
        return path
    for here, after in pairwise(points[1:]):
        path.quadTo(here, (here + after) / 2)
    path.lineTo(points[-1])
    return path


def _small(text: str, scale: Audience) -> Button:
    button = Button(text, "plain", scale=scale)
    button.setProperty("compact", "true")
    button.setCursor(Qt.CursorShape.ArrowCursor)
    return button
