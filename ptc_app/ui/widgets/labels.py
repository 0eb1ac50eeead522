"""Labels of every text style that wrap instead of being cut, and chips."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ptc_app.ui.theme import Audience, set_style_properties, use_tabular_figures

_WIDEST = 72  # characters a line of running text may have before it wraps by itself
_TALL = 10_000


class Tone(StrEnum):
    """The meaning of a colour; the text beside it always says the same."""

    GOOD = "good"
    WARN = "warn"
    STOP = "stop"
    INFO = "info"
    NEUTRAL = "neutral"


class WrappingLabel(QLabel):
    """A plain-text label that wraps at words and never elides."""

    def __init__(self, text: str, look: str, *, scale: Audience = Audience.STAFF) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setIndent(0)
        self.setProperty("look", look)
        self.setProperty("scale", scale.value)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        if not self.wordWrap():
            return super().sizeHint()
        metrics = self.fontMetrics()
        widest = metrics.averageCharWidth() * _WIDEST
        bounds = metrics.boundingRect(
            QRect(0, 0, widest, _TALL), Qt.TextFlag.TextWordWrap, self.text()
        )
        width = bounds.width() + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        if not self.wordWrap():
            return super().minimumSizeHint()
        metrics = self.fontMetrics()
        word = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(word + 1, metrics.height())

    def set_tone(self, tone: Tone) -> None:
        """Colour the text by its meaning."""
        set_style_properties(self, tone=tone.value)


def title_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """The title of a page."""
    return WrappingLabel(text, "title", scale=scale)


def heading_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """The heading of a part of a page."""
    return WrappingLabel(text, "heading", scale=scale)


def body_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Running text."""
    return WrappingLabel(text, "body", scale=scale)


def bold_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Running text in bold."""
    return WrappingLabel(text, "strong", scale=scale)


def muted_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Body size in muted colour: the sentence below a title."""
    return WrappingLabel(text, "lead", scale=scale)


def caption_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Small and muted, with tabular figures."""
    label = WrappingLabel(text, "quiet", scale=scale)
    use_tabular_figures(label)
    return label


def figure_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """A measured number, large, with tabular figures."""
    label = WrappingLabel(text, "number", scale=scale)
    use_tabular_figures(label)
    return label


def tabular_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Times and identifiers at body size, with tabular figures."""
    label = WrappingLabel(text, "body", scale=scale)
    use_tabular_figures(label)
    return label


def key_label(text: str) -> WrappingLabel:
    """A keyboard key, such as "Enter"."""
    label = WrappingLabel(text, "key")
    _keep_in_one_line(label)
    return label


def chip_label(text: str, tone: Tone, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """A short state in a coloured box."""
    label = WrappingLabel(text, f"chip-{tone}", scale=scale)
    _keep_in_one_line(label)
    return label


def _keep_in_one_line(label: WrappingLabel) -> None:
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
