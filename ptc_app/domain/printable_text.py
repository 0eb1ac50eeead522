"""Whether a text can be recorded in FHIR and read back by a person."""

from __future__ import annotations

import unicodedata

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


def _is_plain(char: str) -> bool:
    if char in _SPACES:
        return True
    return char not in _TURNING and unicodedata.category(char) not in _CONTROLS


def _is_seen(char: str) -> bool:
    return char not in _BLANK and unicodedata.category(char) not in _UNSEEN
