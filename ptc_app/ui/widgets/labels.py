"""Labels of every text style, which wrap instead of being cut, and chips."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ptc_app.ui.theme import Audience, set_style_properties, use_tabular_figures

_WIDEST = 72  # characters a line of running text may have before it wraps by itself
_TALL = 10_000
_LONGEST_WORD = 20  # characters of a word that is kept in one line, however narrow the label is
_BREAK = "\u200b"  # zero width space: a line may end here
_JOINER = "\u200d"


class Tone(StrEnum):
    """What a colour means; the text in that colour always says the same.

    GOOD: done or in order. WARN: look at it, nothing is lost. STOP: failed, or someone has to act.
    INFO: for information. NEUTRAL: no meaning, the usual colour.
    """

    GOOD = "good"
    WARN = "warn"
    STOP = "stop"
    INFO = "info"
    NEUTRAL = "neutral"


_WORD_ENDS = re.compile("[ \\n\\t]+")
"""Where Qt ends a line; not at the no-break spaces of times and numbers."""


class WrappingLabel(QLabel):
    """A plain-text label that wraps at words and is never cut; `look` is its text style.

    A word of more than 20 characters, such as a long name, wraps at any character, so that it never
    makes the window wider than the screen. The styles are those the module `theme` lists for
    QLabel.
    """

    def __init__(self, text: str, look: str, *, scale: Audience = Audience.STAFF) -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        self.setIndent(0)
        self.setProperty("look", look)
        self.setProperty("scale", scale.value)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show this text in place of the one before; a screen reader reads it as it is here."""
        if self.accessibleName() == self.text():
            self.setAccessibleName("")
        self._text = text
        super().setText(_with_breaks(text))
        if super().text() != text and not self.accessibleName():
            self.setAccessibleName(text)

    def text(self) -> str:
        """Return the text as it was set, without the places where a long word may wrap."""
        return self._text

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        if not self.wordWrap():
            return super().sizeHint()
        metrics = self.fontMetrics()
        widest = metrics.averageCharWidth() * _WIDEST
        bounds = metrics.boundingRect(
            QRect(0, 0, widest, _TALL), Qt.TextFlag.TextWordWrap, super().text()
        )
        width = bounds.width() + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        if not self.wordWrap():
            return super().minimumSizeHint()
        metrics = self.fontMetrics()
        limit = metrics.averageCharWidth() * _LONGEST_WORD
        widths = (
            metrics.horizontalAdvance(word) if len(word) <= _LONGEST_WORD else limit
            for word in _WORD_ENDS.split(self.text())
        )
        return QSize(max(widths, default=0) + 1, metrics.height())

    def set_tone(self, tone: Tone) -> None:
        """Colour the text by this tone, in place of the tone before."""
        set_style_properties(self, tone=tone.value)


def _with_breaks(text: str) -> str:
    """The text with a place to wrap at each character of its long words."""
    if all(len(word) <= _LONGEST_WORD for word in text.split()):
        return text
    pieces = (_breakable(word) if len(word) > _LONGEST_WORD else word for word in text.split(" "))
    return " ".join(pieces)


def _breakable(word: str) -> str:
    return word[0] + "".join(_BREAK + b if _may_part(a, b) else b for a, b in pairwise(word))


def _may_part(before: str, char: str) -> bool:
    """Whether a line may end between two characters: not in front of a mark, nor at a joiner."""
    return _JOINER not in (before, char) and not unicodedata.category(char).startswith("M")


def title_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label for the title of a page: the largest type."""
    return WrappingLabel(text, "title", scale=scale)


def heading_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label for the heading of a part of a page."""
    return WrappingLabel(text, "heading", scale=scale)


def body_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label for running text."""
    return WrappingLabel(text, "body", scale=scale)


def bold_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label for running text in bold."""
    return WrappingLabel(text, "strong", scale=scale)


def muted_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label of body size in muted colour, as for the sentence below a title."""
    return WrappingLabel(text, "lead", scale=scale)


def caption_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a small label in muted colour; its digits all have the same width."""
    label = WrappingLabel(text, "quiet", scale=scale)
    use_tabular_figures(label)
    return label


def figure_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label for a measured number: large, its digits all of the same width."""
    label = WrappingLabel(text, "number", scale=scale)
    use_tabular_figures(label)
    return label


def tabular_label(text: str, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label of body size for times and identifiers; its digits have the same width."""
    label = WrappingLabel(text, "body", scale=scale)
    use_tabular_figures(label)
    return label


def key_label(text: str) -> WrappingLabel:
    """Return a label in one line for a keyboard key, such as "Enter", drawn with a border."""
    label = WrappingLabel(text, "key")
    _keep_in_one_line(label)
    return label


def chip_label(text: str, tone: Tone, *, scale: Audience = Audience.STAFF) -> WrappingLabel:
    """Return a label in one line for a short state, in a box in the colour of `tone`."""
    label = WrappingLabel(text, f"chip-{tone}", scale=scale)
    _keep_in_one_line(label)
    return label


def _keep_in_one_line(label: WrappingLabel) -> None:
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
