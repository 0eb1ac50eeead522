"""Languages by their code, and the order in which a list of them is gone through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NewType

Language = NewType("Language", str)
"""A language by its BCP 47 tag: "en", "es", "es-MX".

Which languages there are is data: those of a program are in its manifest, those of the window
have a catalogue in `resources/i18n`.
"""

SOURCE_LANGUAGE = Language("en")
"""The language texts in the code are written in: English. It needs no catalogue."""


def next_language(language: Language, languages: Sequence[Language]) -> Language:
    """The language after this one in a list that begins again at its end.

    The first one where `language` is not in the list. With two languages it is the other one, with
    one it is that one. ValueError where the list is empty.
    """
    if not languages:
        raise ValueError("no languages")
    after = languages.index(language) + 1 if language in languages else 0
    return languages[after % len(languages)]
