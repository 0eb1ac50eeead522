"""Whether a text can be recorded in FHIR and read back by a person, and how long it may be."""

from __future__ import annotations

import unicodedata

from ptc_app.domain.errors import RuleBroken

LONGEST_NAME = 120
"""Characters of a name: of a person, a site or computer, or of a line of an address."""

LONGEST_NOTE = 2000
"""Characters of a note, such as why a stage was skipped."""

_SPACES = frozenset("\t\n\r")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What makes text read otherwise than it is written."""
_CONTROLS = frozenset({"Cc", "Cs"})
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Mn", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, but there is nothing to see."""


def is_printable_text(text: str) -> bool:
    """Whether a text can be recorded in FHIR and read by a person as it was written.

    It has no control characters but tabs and line ends, no bidirectional overrides, and at least
    one visible character where it is not blank. Empty text and text of spaces alone are printable.
    """
    return all(map(_is_plain, text)) and (not text.strip() or any(map(_is_seen, text)))


def ensure_recordable(*texts: str, longest: int) -> None:
    """Refuse texts that cannot be recorded: `longest` is the most characters each may have.

    RuleBroken: `text-unprintable` where `is_printable_text` says no, `text-too-long`.
    """
    if not all(map(is_printable_text, texts)):
        raise RuleBroken("text-unprintable")
    if any(len(text) > longest for text in texts):
        raise RuleBroken("text-too-long")


def _is_plain(char: str) -> bool:
    if char in _SPACES:
        return True
    return char not in _TURNING and unicodedata.category(char) not in _CONTROLS


def _is_seen(char: str) -> bool:
    return char not in _BLANK and unicodedata.category(char) not in _UNSEEN
