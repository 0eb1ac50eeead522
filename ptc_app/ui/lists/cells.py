"""The cells of a list: lines of text, a status, or an action; and the columns that make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from ptc_app.ui.widgets.labels import Tone

RowT = TypeVar("RowT")


class TextStyle(Enum):
    """Size, weight and colour of a line of text."""

    BODY = "body"
    STRONG = "strong"
    LEAD = "lead"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph of a cell; it wraps where the column is narrower."""

    text: str
    style: TextStyle = TextStyle.BODY


@dataclass(frozen=True, slots=True)
class TextCell:
    """Lines of text below each other."""

    lines: tuple[TextLine, ...]

    @property
    def name(self) -> str:
        """What a screen reader says of the cell."""
        return ", ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A state as a coloured chip, with a caption beside it."""

    chip: str
    tone: Tone
    note: str = ""

    @property
    def name(self) -> str:
        """What a screen reader says of the cell."""
        return ", ".join(filter(None, (self.chip, self.note)))


@dataclass(frozen=True, slots=True)
class ActionCell:
    """A button; `name` is what a screen reader says of it, with the row it belongs to."""

    key: str
    text: str
    name: str
    is_primary: bool = False


Cell = TextCell | StatusCell | ActionCell


def text_cell(text: str, style: TextStyle = TextStyle.BODY) -> TextCell:
    """A cell of one line."""
    return TextCell((TextLine(text, style),))


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[RowT]):
    """A column: its header, and the function that makes its cell from a row and its number.

    `stretch` is its share of the width that the columns of stretch 0 leave; those are as wide as
    their widest cell. A column that `may_hide` is left out where the words of all columns do not
    fit beside each other. `spoken_header` is for screen readers where `header` is empty.
    """

    header: str
    make_cell: Callable[[RowT, int], Cell]
    stretch: int = 0
    may_hide: bool = False
    spoken_header: str = ""
