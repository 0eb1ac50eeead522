"""Languages by their code, and texts in several languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NewType

Language = NewType("Language", str)
"""A language by its BCP 47 tag: "en", "es", "es-MX".

Which languages there are is data: those of a program are in its manifest, those of the window
have a catalogue in `resources/i18n`.
"""

SOURCE_LANGUAGE = Language("en")
"""The language texts in the code are written in; it needs no catalogue."""


def next_language(language: Language, languages: Sequence[Language]) -> Language:
    """The language after this one in a list that begins again at its end; the first for a stranger.

    With two languages it is the other one, with one it is that one. Raises ValueError if empty.
    """
    if not languages:
        raise ValueError("no languages")
    after = languages.index(language) + 1 if language in languages else 0
    return languages[after % len(languages)]


LocalizedText = dict[str, str]
"""One text by language code, such as {"en": ..., "es": ...}."""


def is_in_languages(text: LocalizedText, languages: Collection[str]) -> bool:
    """Whether there is a text in each of these languages, and in no other."""
    return set(text) == set(languages) and all(text.values())


def localized(text: LocalizedText, language: str) -> str:
    """The text in this language ("es" also for "es-US"), else in English, else the first there is.

    A visit keeps the program version it began with, which may lack a language the window has.
    """
    wanted = (language, language.partition("-")[0], SOURCE_LANGUAGE, *text)
    return next((text[code] for code in wanted if text.get(code)), "")


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with each `{name}` replaced by its value; other braces stay as they are."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template
