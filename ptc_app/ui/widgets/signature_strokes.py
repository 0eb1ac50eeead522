"""The strokes of a signature while it is drawn, whatever happens to the size of the pad."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath, QPen, Qt

from ptc_app.ui.theme import ThemeName, design_tokens, load_theme

_IMAGE_RATIO = 2
_LEAST_POINTS_OF_A_LINE = 2


PadPoint = tuple[float, float, int, float]
"""x and y in pixels of the canvas, milliseconds since the stroke began, pressure from 0 to 1."""

PadStroke = tuple[PadPoint, ...]


class SignatureStrokes:
    """Strokes on a canvas that is at least as large as every pad size they were drawn at.

    The canvas never shrinks while it has strokes. A pad that became smaller since, by a narrower
    window or another text size, shows the whole canvas at a smaller scale.
    """

    def __init__(self) -> None:
        self._ended: list[PadStroke] = []
        self._current: list[PadPoint] | None = None
        self._began_ms = 0
        self._canvas = QSize()

    @property
    def ended(self) -> tuple[PadStroke, ...]:
        """The strokes that have ended, in their order."""
        return tuple(self._ended)

    def canvas_size(self, pad: QSize) -> QSize:
        """Pixels of the canvas; those of `pad` where nothing is drawn yet."""
        return self._canvas if self._canvas.isValid() else pad

    def begin(self, at: QPointF, pad: QSize, time_ms: int, pressure: float) -> None:
        """Begin a stroke at a point of the pad, at `time_ms` of any one clock."""
        seen = QSizeF(pad) / self.scale(pad)
        self._canvas = self._canvas.expandedTo(QSize(round(seen.width()), round(seen.height())))
        self._began_ms = time_ms
        self._current = []
        self.extend(at, pad, time_ms, pressure)

    def extend(self, at: QPointF, pad: QSize, time_ms: int, pressure: float) -> None:
        """Add a point to the stroke; one beyond the canvas is moved to its edge.

        Does nothing where no stroke was begun.
        """
        if self._current is None:
            return
        point = at / self.scale(pad)
        x = min(max(point.x(), 0.0), float(self._canvas.width()))
        y = min(max(point.y(), 0.0), float(self._canvas.height()))
        self._current.append((x, y, time_ms - self._began_ms, pressure))

    def end(self) -> bool:
        """End the stroke; False where none was begun."""
        if self._current is None:
            return False
        self._ended.append(tuple(self._current))
        self._current = None
        return True

    def clear(self) -> None:
        """Take all strokes away, and the canvas with them."""
        self._ended = []
        self._current = None
        self._canvas = QSize()

    def scale(self, pad: QSize) -> float:
        """Pixels of a pad of this size per pixel of the canvas, at most 1."""
        canvas = self.canvas_size(pad)
        return min(1.0, pad.width() / canvas.width(), pad.height() / canvas.height())

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Draw all strokes, in pixels of the canvas."""
        pen = QPen(colour, design_tokens().pen)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in (*self._ended, tuple(self._current or ())):
            if stroke:
                painter.drawPath(_smooth(stroke))

    def png(self, pad: QSize) -> bytes:
        """A PNG of the canvas, dark on white in any theme, two pixels for each of the canvas."""
        image = QImage(self.canvas_size(pad) * _IMAGE_RATIO, QImage.Format.Format_RGB32)
        light = load_theme(ThemeName.LIGHT).colours
        image.fill(QColor(light["paper"]))
        painter = QPainter(image)
        painter.scale(_IMAGE_RATIO, _IMAGE_RATIO)
        self.paint(painter, QColor(light["ink"]))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())


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
