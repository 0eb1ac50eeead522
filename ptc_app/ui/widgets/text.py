"""Labels of every size, which wrap instead of being cut, and chips."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ptc_app.ui.theme import Scale, set_look, tabular

_WIDEST = 72  # characters a line of running text may have before it wraps by itself
_TALL = 10_000


class Tone(StrEnum):
    """What a colour means; the words beside it must say the same."""

    GOOD = "good"
    WARN = "warn"
    STOP = "stop"
    INFO = "info"
    NEUTRAL = "neutral"


class Text(QLabel):
    """A plain-text label: as wide as its text, narrower by wrapping, never cut inside a word."""

    def __init__(self, text: str, look: str, *, scale: Scale = Scale.STAFF) -> None:
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
        set_look(self, tone=tone.value)


def title(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    return Text(text, "title", scale=scale)


def heading(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    return Text(text, "heading", scale=scale)


def body(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    return Text(text, "body", scale=scale)


def strong(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    return Text(text, "strong", scale=scale)


def lead(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    """Body size in quiet ink: the sentence beneath a title."""
    return Text(text, "lead", scale=scale)


def quiet(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    """Small and quiet; its figures line up."""
    label = Text(text, "quiet", scale=scale)
    tabular(label)
    return label


def number(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    """A measured figure, large, its digits in columns."""
    label = Text(text, "number", scale=scale)
    tabular(label)
    return label


def figures(text: str, *, scale: Scale = Scale.STAFF) -> Text:
    """Times and identifiers at body size, their digits in columns."""
    label = Text(text, "body", scale=scale)
    tabular(label)
    return label


def key_hint(text: str) -> Text:
    """A key of the keyboard, such as "Enter"."""
    label = Text(text, "key")
    _keep_in_one_line(label)
    return label


def chip(text: str, tone: Tone, *, scale: Scale = Scale.STAFF) -> Text:
    """A short state in a coloured box."""
    label = Text(text, f"chip-{tone}", scale=scale)
    _keep_in_one_line(label)
    return label


def _keep_in_one_line(label: Text) -> None:
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
