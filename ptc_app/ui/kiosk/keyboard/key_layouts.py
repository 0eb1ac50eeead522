"""The layouts of the on-screen keyboard as data: letters, signs, and digits for numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

VOWELS_WITH_ACCENT = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "'": "ü"}
"""What keys type while accents are on, by what they type otherwise."""


class KeyAction(Enum):
    """What a key does.

    TYPE: type its text. ERASE: remove the character before the cursor. SHIFT, ACCENTS: turn the
    letters to capitals, the vowels to those with an accent, or back. SIGNS, LETTERS: show that
    layout. HIDE: hide the keys.
    """

    TYPE = "type"
    ERASE = "erase"
    SHIFT = "shift"
    ACCENTS = "accents"
    SIGNS = "signs"
    LETTERS = "letters"
    HIDE = "hide"


class KeyLayout(Enum):
    """The layouts: letters, digits with signs, whole numbers, numbers with a decimal point."""

    LETTERS = "letters"
    SIGNS = "signs"
    DIGITS = "digits"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a layout.

    `text`: what it types, in lower case; "" for all actions but TYPE. `width`: in widths of a
    letter key. `height`: in rows; more than one only for the last key of a row.
    """

    action: KeyAction
    text: str = ""
    width: float = 1.0
    height: int = 1


KeyRows = tuple[tuple[Key, ...], ...]
"""The rows of a layout from top to bottom, each with its keys from left to right."""

_WIDE, _WIDER = 1.6, 2.2


def key_rows(layout: KeyLayout) -> KeyRows:
    """Return the keys of a layout; all rows of a layout are equally wide."""
    return _ROWS[layout]


def is_number_pad(layout: KeyLayout) -> bool:
    """Whether a layout has a few large keys for digits, and need not fill the width."""
    return layout in {KeyLayout.DIGITS, KeyLayout.DECIMAL}


def typed_text(key: Key, *, capital: bool, accent: bool) -> str:
    """Return what a TYPE key types while capitals or accents are on; "" for any other key."""
    text = VOWELS_WITH_ACCENT.get(key.text, key.text) if accent else key.text
    return text.upper() if capital else text


def _typing(texts: str) -> tuple[Key, ...]:
    return tuple(Key(KeyAction.TYPE, text) for text in texts)


_SPACE = Key(KeyAction.TYPE, " ", width=6.8)
_ERASE = Key(KeyAction.ERASE, width=_WIDE)
_HIDE = Key(KeyAction.HIDE, width=_WIDER)
_TALL_ERASE = Key(KeyAction.ERASE, width=_WIDE, height=2)
_TALL_HIDE = Key(KeyAction.HIDE, width=_WIDE, height=2)


def _pad(last_row: tuple[Key, ...]) -> KeyRows:
    return (
        (*_typing("123"), _TALL_ERASE),
        _typing("456"),
        (*_typing("789"), _TALL_HIDE),
        last_row,
    )


_ROWS: dict[KeyLayout, KeyRows] = {
    KeyLayout.LETTERS: (
        (*_typing("qwertyuiop"), _ERASE),
        (*_typing("asdfghjklñ"), Key(KeyAction.ACCENTS, width=_WIDE)),
        (Key(KeyAction.SHIFT, width=_WIDE), *_typing("zxcvbnm'-.")),
        (Key(KeyAction.SIGNS, width=_WIDE), *_typing(","), _SPACE, _HIDE),
    ),
    KeyLayout.SIGNS: (
        (*_typing("1234567890"), _ERASE),
        (*_typing("@#$%&*()/+"), Key(KeyAction.TYPE, "=", width=_WIDE)),
        (Key(KeyAction.TYPE, "_", width=_WIDE), *_typing("¿?¡!:;\"'-.")),
        (Key(KeyAction.LETTERS, width=_WIDE), *_typing(","), _SPACE, _HIDE),
    ),
    KeyLayout.DIGITS: _pad((Key(KeyAction.TYPE, "0", width=3.0),)),
    KeyLayout.DECIMAL: _pad((Key(KeyAction.TYPE, "0", width=2.0), *_typing("."))),
}
