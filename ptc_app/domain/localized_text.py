"""A text of a program in several languages, and the one that is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ptc_app.domain.language import SOURCE_LANGUAGE

_PLACE = re.compile(r"\{([^{}]+)\}")

LocalizedText = dict[str, str]
"""One text by language code, such as {"en": ..., "es": ...}."""


def is_in_languages(text: LocalizedText, languages: Collection[str]) -> bool:
    """Whether a text is there, and not empty, in each of these languages, and in no other."""
    return set(text) == set(languages) and all(text.values())


def localized(text: LocalizedText, language: str) -> str:
    """The text in this language ("es" also for "es-US"), else in English, else the first there is.

    Empty texts count as missing; "" where there is none at all. A visit keeps the program version
    it began with, which may lack a language the window has.
    """
    wanted = (language, language.partition("-")[0], SOURCE_LANGUAGE, *text)
    return next((text[code] for code in wanted if text.get(code)), "")


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with each `{name}` replaced by the value of that name; other braces stay.

    What a value contains is not replaced again.
    """
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)
