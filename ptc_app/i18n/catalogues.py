"""The gettext catalogues in `resources/i18n`: one folder a language, compiled to `ptc_app.mo`."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from ptc_app.domain.language import SOURCE_LANGUAGE, Language
from ptc_app.paths import resources

DOMAIN = "ptc_app"
"""The gettext domain: the name of every catalogue file, without its suffix."""


def available_languages() -> tuple[Language, ...]:
    """The languages the window can have: English, then those with a compiled catalogue, by code."""
    folder = resources() / "i18n"
    compiled = sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (SOURCE_LANGUAGE, *(Language(path.parent.parent.name) for path in compiled))


def system_language() -> Language:
    """The language of the environment, where the window can have it, else English.

    The first of the variables LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set counts, as in
    gettext.
    """
    found = gettext.find(DOMAIN, resources() / "i18n")
    return Language(Path(found).parent.parent.name) if found else SOURCE_LANGUAGE


def catalogue(language: Language) -> gettext.NullTranslations:
    """The gettext translations into a language, loaded once and kept.

    For a language without a catalogue, also for English, one that gives each text back as it is.
    """
    return _loaded(resources() / "i18n", language)


def native_name(language: Language) -> str:
    """The name of a language in itself ("Español"); its code where its catalogue has no name."""
    if language == SOURCE_LANGUAGE:
        return "English"
    name = catalogue(language).pgettext("name of this language in itself", "English")
    return language if name == "English" else name


@cache
def _loaded(folder: Path, language: Language) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, folder, [language.replace("-", "_")], fallback=True)
