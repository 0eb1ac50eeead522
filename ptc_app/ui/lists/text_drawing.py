"""Measures and paints the texts of a list, many of them each time a key is pressed in a search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
ANY_HEIGHT = 10_000
"""Pixels; the height of a rectangle in which no text is cut off."""

_WORD_JOINER = "\u2060"
_FIRST_SHAPED = "\u0250"
"""From this character on the width of a text may be another than that of its characters."""


@dataclass(frozen=True, slots=True)
class MeasuredFont:
    """A font with what measures texts in it.

    - line_height: pixels of one line of text; ascent: from its top to its base line
    - advances: width in pixels of each character that was measured before; never a text of people
    """

    font: QFont
    metrics: QFontMetrics
    line_height: int
    ascent: int
    advances: dict[str, float] = field(default_factory=dict)


def measured_font(font: QFont) -> MeasuredFont:
    """Return the font with its measures."""
    metrics = QFontMetrics(font)
    return MeasuredFont(font, metrics, _wrapped_height("x", metrics, ANY_HEIGHT), metrics.ascent())


def text_width(text: str, font: MeasuredFont) -> int:
    """Return a width in pixels that holds the text in one line.

    For Latin letters it is the sum of the characters, which Qt may set a pixel or two closer.
    """
    if not text or max(text) >= _FIRST_SHAPED:
        return font.metrics.horizontalAdvance(text) + 1
    try:
        return ceil(sum(map(font.advances.__getitem__, text))) + 1
    except KeyError:
        metrics = QFontMetricsF(font.font)
        font.advances.update({char: metrics.horizontalAdvance(char) for char in text})
        return text_width(text, font)


def word_width(text: str, font: MeasuredFont) -> int:
    """Return the width in pixels of the widest word of a text; 0 for an empty one."""
    return max((text_width(word, font) for word in text.split()), default=0)


def text_height(text: str, font: MeasuredFont, width: int) -> int:
    """Return the height in pixels of a text that wraps at this width; 0 for an empty one."""
    if not text:
        return 0
    is_one_line = _is_one_line(text, font, width)
    return font.line_height if is_one_line else _wrapped_height(text, font.metrics, width)


def paint_text(
    painter: QPainter, rect: QRect, text: str, font: MeasuredFont, colour: QColor
) -> None:
    """Paint a text from the top left of `rect`, wrapped at its width."""
    painter.setFont(font.font)
    painter.setPen(colour)
    if _is_one_line(text, font, rect.width()):
        painter.drawText(rect.left(), rect.top() + font.ascent, text)
    else:
        painter.drawText(rect, _WRAPPED.value, _unbroken(text))


@contextmanager
def smooth_edges(painter: QPainter) -> Iterator[None]:
    """A context in which the painter smooths the edges of what it draws."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    yield
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _is_one_line(text: str, font: MeasuredFont, width: int) -> bool:
    """Whether a text needs no wrapping: then it is measured and painted many times faster."""
    return "\n" not in text and text_width(text, font) <= width


def _wrapped_height(text: str, metrics: QFontMetrics, width: int) -> int:
    area = QRect(0, 0, width, ANY_HEIGHT)
    return metrics.boundingRect(area, _WRAPPED.value, _unbroken(text)).height()


def _unbroken(text: str) -> str:
    """The text with no line break behind a hyphen: participant numbers stay in one piece."""
    return text.replace("-", f"-{_WORD_JOINER}")
