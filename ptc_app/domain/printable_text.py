"""Whether a text can be recorded in FHIR and read back by a person, and how long it may be.

A FHIR string has no control characters but tab, line feed and carriage return, and at most 1 MB
(https://hl7.org/fhir/R4/datatypes.html#string).
"""

from __future__ import annotations

import unicodedata

from ptc_app.domain.errors import RuleBroken

LONGEST_NAME = 120
"""Characters of a name: of a person, a site or computer, or of a line of an address."""

LONGEST_NOTE = 2000
"""Characters of a note, such as why a stage was skipped."""

_MOST_MARKS = 4
"""Combining marks on one letter: enough for Hebrew with vowel points and cantillation.

UAX #15, Stream-Safe Text Format, allows 30, which print over the lines above and below.
"""

_SPACES = frozenset("\t\n\r")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What makes text read otherwise than it is written."""
_CONTROLS = frozenset({"Cc", "Cs"})
_MARKS = frozenset({"Mn", "Me"})
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Mn", "Zl", "Zp", "Zs"})
_NOT_IN_A_LINE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\U0001d159")
"""Letters, marks and signs by their category, but there is nothing to see."""

_SELECTORS = frozenset(
    map(chr, (*range(0x180B, 0x180E), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
"""Variation selectors: unseen themselves, they choose a form of the character before."""
_JOINERS = frozenset("\u200c\u200d")
"""Zero width non-joiner and joiner: needed between letters of some scripts (UAX #31, 2.3)."""
_FIRST_JOINED = "\u0590"
"""Scripts before this character (Latin, Greek, Cyrillic) have no use for joiners or selectors."""


def is_printable_text(text: str) -> bool:
    """Whether a text of any number of lines can be recorded in FHIR and read as it was written.

    It has no control characters but tabs and line ends, no bidirectional overrides, at most four
    combining marks on a letter (after Unicode normalization form C), and at least one visible
    character where it is not blank. Empty text and text of spaces alone are printable.
    """
    return (
        all(map(_is_plain, text))
        and (not text.strip() or any(map(_is_seen, text)))
        and _marks_fit(unicodedata.normalize("NFC", text))
    )


def is_printable_line(text: str) -> bool:
    """Whether a text is printable, and is one line in which every character shows.

    There are no tabs and line ends, and none of zero width but a joiner within a word of a script
    that needs it, and a variation selector behind a character that may have one.
    """
    return is_printable_text(text) and all(_shows(text, place) for place in range(len(text)))


def ensure_recordable(*texts: str, longest: int) -> None:
    """Refuse names and notes that cannot be recorded: each is one line of `longest` characters.

    Counted after Unicode normalization form C, in which é is one character however it was typed.
    RuleBroken: `text-unprintable` where `is_printable_line` says no, `text-too-long`.
    """
    if any(len(unicodedata.normalize("NFC", text)) > longest for text in texts):
        raise RuleBroken("text-too-long")
    if not all(map(is_printable_line, texts)):
        raise RuleBroken("text-unprintable")


def _is_plain(char: str) -> bool:
    if char in _SPACES:
        return True
    return char not in _TURNING and unicodedata.category(char) not in _CONTROLS


def _is_seen(char: str) -> bool:
    return char not in _BLANK and unicodedata.category(char) not in _UNSEEN


def _shows(text: str, place: int) -> bool:
    """Whether the character here can be seen, or changes how one beside it is seen."""
    char = text[place]
    if char in _SELECTORS:
        return place > 0 and text[place - 1] >= _FIRST_JOINED and text[place - 1] not in _SELECTORS
    if unicodedata.category(char) in _NOT_IN_A_LINE:
        return _is_joiner(text, place)
    return char not in _BLANK


def _is_joiner(text: str, place: int) -> bool:
    """Whether the character here is a joiner between two others, after one that can be joined."""
    is_within = 0 < place < len(text) - 1
    return is_within and text[place] in _JOINERS and text[place - 1] >= _FIRST_JOINED


def _marks_fit(text: str) -> bool:
    """Whether no letter has more combining marks than can be printed."""
    in_a_row = 0
    for char in text:
        in_a_row = in_a_row + 1 if unicodedata.category(char) in _MARKS else 0
        if in_a_row > _MOST_MARKS:
            return False
    return True
