"""The strokes of a signature while it is drawn, on a canvas that never gets smaller."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPainterPath, QPen, Qt

from ptc_app.ui.theme import ThemeName, design_tokens, load_theme

_IMAGE_RATIO = 2
_QUICK_PNG = 80
"""Qt's number for little compression: the window waits for the image, and its lines are few."""
_LEAST_POINTS_OF_A_LINE = 2


PadPoint = tuple[float, float, int, float]
"""x and y in pixels of the canvas, milliseconds since the stroke began, pressure from 0 to 1."""

PadStroke = tuple[PadPoint, ...]
"""The points of one stroke, in the order drawn."""


class SignatureStrokes:
    """The strokes drawn on a pad, as points of a canvas at least as large as any pad size used.

    The canvas grows with the pad and never shrinks while it has strokes. On a pad that became
    smaller since, the whole canvas is shown at a smaller scale. `pad` in all methods is the size of
    the pad at that moment, in pixels.

    There are never more than `most_points` points: beyond them every second one of all strokes is
    left out, and of those to come as many; the first and last of a stroke are kept. Where that
    leaves no room, nothing is added.
    """

    def __init__(self, most_points: int) -> None:
        self._most_points = most_points
        self._every = 1
        self._left_out: list[PadPoint] = []
        self._ended: list[PadStroke] = []
        self._current: list[PadPoint] | None = None
        self._began_ms = 0
        self._canvas = QSize()

    @property
    def ended(self) -> tuple[PadStroke, ...]:
        """The strokes that have ended, in the order drawn."""
        return tuple(self._ended)

    def canvas_size(self, pad: QSize) -> QSize:
        """Return the size of the canvas in pixels; `pad` where nothing is drawn yet."""
        return self._canvas if self._canvas.isValid() else pad

    def begin(self, at: QPointF, pad: QSize, time_ms: int, pressure: float) -> None:
        """Begin a stroke at `at`, a point in pixels of the pad; one not ended is dropped.

        `time_ms` is of any clock that later points of the stroke use too; `pressure` is 0 to 1.
        """
        seen = QSizeF(pad) / self.scale(pad)
        self._canvas = self._canvas.expandedTo(QSize(round(seen.width()), round(seen.height())))
        self._began_ms = time_ms
        self._current, self._left_out = [], []
        self.extend(at, pad, time_ms, pressure)

    def extend(self, at: QPointF, pad: QSize, time_ms: int, pressure: float) -> None:
        """Add a point to the stroke begun; one beyond the canvas is moved to its edge.

        `at` is in pixels of the pad, `pressure` 0 to 1. Does nothing where no stroke was begun.
        """
        if self._current is None:
            return
        point = at / self.scale(pad)
        x = min(max(point.x(), 0.0), float(self._canvas.width()))
        y = min(max(point.y(), 0.0), float(self._canvas.height()))
        self._left_out.append((x, y, time_ms - self._began_ms, pressure))
        if not self._current or len(self._left_out) >= self._every:
            self._add_latest()

    def end(self) -> bool:
        """End the stroke begun, which `ended` then has; return whether one had been begun."""
        self._add_latest()
        if not self._current:
            self._current = None
            return False
        self._ended.append(tuple(self._current))
        self._current = None
        return True

    def _add_latest(self) -> None:
        """Add the latest point left out of the stroke begun, if any and if there is room for it."""
        if self._points() >= self._most_points:
            self._thin_out()
        if self._left_out and self._current is not None and self._points() < self._most_points:
            self._current.append(self._left_out[-1])
        self._left_out = []

    def _thin_out(self) -> None:
        self._every *= 2
        self._ended = [_thinned(stroke) for stroke in self._ended]
        self._current = list(_thinned(tuple(self._current or ())))

    def _points(self) -> int:
        return sum(map(len, self._ended)) + len(self._current or ())

    def clear(self) -> None:
        """Remove all strokes, also one not ended; the canvas takes the size of the pad again."""
        self._ended = []
        self._current = None
        self._left_out = []
        self._every = 1
        self._canvas = QSize()

    def scale(self, pad: QSize) -> float:
        """Return how many pixels of this pad one pixel of the canvas takes, at most 1."""
        canvas = self.canvas_size(pad)
        return min(1.0, pad.width() / canvas.width(), pad.height() / canvas.height())

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Draw all strokes in this colour, also one not ended, at canvas coordinates."""
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
        """Return a PNG of the canvas at twice its size, dark on white in any theme."""
        image = QImage(self.canvas_size(pad) * _IMAGE_RATIO, QImage.Format.Format_RGB32)
        light = load_theme(ThemeName.LIGHT).colours
        image.fill(QColor(light["paper"]))
        painter = QPainter(image)
        painter.scale(_IMAGE_RATIO, _IMAGE_RATIO)
        self.paint(painter, QColor(light["ink"]))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(b"png"))
        writer.setQuality(_QUICK_PNG)
        writer.write(image.convertToFormat(QImage.Format.Format_Indexed8))
        return bytes(buffer.data().data())


def _thinned(stroke: PadStroke) -> PadStroke:
    """The stroke without every second point; its first and last are kept."""
    return stroke[:-1:2] + stroke[-1:]


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
