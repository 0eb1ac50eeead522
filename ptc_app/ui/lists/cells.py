"""The cells of a list: lines of text, a status, or an action; and the columns that make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

from ptc_app.ui.widgets.labels import Tone

RowT = TypeVar("RowT")


class TextStyle(Enum):
    """Size, weight and colour of a line of text.

    BODY: usual. STRONG: bold. LEAD: body size, muted. CAPTION: small, muted.
    """

    BODY = "body"
    STRONG = "strong"
    LEAD = "lead"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph of a text cell, translated; it wraps where the column is narrower."""

    text: str = field(repr=False)
    style: TextStyle = TextStyle.BODY


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell with lines of text below one another."""

    lines: tuple[TextLine, ...]

    @property
    def name(self) -> str:
        """The accessible name of the cell: its lines that are not empty, joined by commas."""
        return ", ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A cell with a state: a chip in the colour of `tone`, and a caption `note`, empty for none."""

    chip: str
    tone: Tone
    note: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The accessible name of the cell: state and note, joined by a comma."""
        return ", ".join(filter(None, (self.chip, self.note)))


@dataclass(frozen=True, slots=True)
class ActionCell:
    """A cell with a button.

    - key: which action it is; emitted when it is pressed
    - text: translated text of the button
    - name: its accessible name, which also names the row
    - is_primary: drawn filled, for the one row that stands out
    """

    key: str
    text: str
    name: str = field(repr=False)
    is_primary: bool = False


Cell = TextCell | StatusCell | ActionCell


def text_cell(text: str, style: TextStyle = TextStyle.BODY) -> TextCell:
    """Return a cell with this translated text as its one line."""
    return TextCell((TextLine(text, style),))


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[RowT]):
    """A column of a list: its header, and how a cell is made from a row.

    - header: translated, may be empty; spoken_header: read by a screen reader where it is empty
    - make_cell: returns the cell for a row value and its number, counted from 0
    - stretch: share of the width left by columns of stretch 0, which are as wide as their content
    - may_hide: left out where the columns do not fit side by side
    """

    header: str
    make_cell: Callable[[RowT, int], Cell]
    stretch: int = 0
    may_hide: bool = False
    spoken_header: str = ""
