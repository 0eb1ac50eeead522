"""Dates, times, numbers and names of languages as Unicode CLDR has them, read through Babel.

Babel and its data take about 80 ms to load: import this module only where a date is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton, get_datetime_format
from babel.lists import format_list
from babel.localedata import exists

from ptc_app.domain.language import SOURCE_LANGUAGE, Language

_ENGLISH_LOCALE = "en_US"
_ENGLISH_SHORT_DATES = "en_001"
"""English dates with a shortened month stand day first (12 Mar 2026), as they do in Spanish."""


class LocaleFormats:
    """Writes dates, times, numbers and names of languages in the forms of one language (CLDR).

    The forms are those of the language in the United States where CLDR has them; but English dates
    with a shortened month have the day first. Skeletons are named as in CLDR (UTS 35).
    """

    def __init__(self, language: Language) -> None:
        self._locale = _cldr_locale(language)
        self._short_date_locale = _short_date_locale(language, self._locale)

    def date_text(self, day: date) -> str:
        """A date with the month shortened, CLDR skeleton yMMMd: 12 Mar 2026; 12 mar 2026."""
        return format_skeleton("yMMMd", day, locale=self._short_date_locale)

    def full_date_text(self, day: date) -> str:
        """A date for a sentence: March 12, 2026; 12 de marzo de 2026."""
        return format_date(day, "long", locale=self._locale)

    def weekday_text(self, day: date) -> str:
        """A date in full: Thursday, March 12, 2026; jueves, 12 de marzo de 2026."""
        return format_date(day, "full", locale=self._locale)

    def time_text(self, moment: datetime) -> str:
        """The time of a moment in its own zone: 2:02 PM; 2:02 p. m. (skeleton jm)."""
        return self._clock("m", moment)

    def seconds_text(self, moment: datetime) -> str:
        """The time of a moment in its own zone, with seconds: 2:02:31 PM (skeleton jms)."""
        return self._clock("ms", moment)

    def moment_text(self, moment: datetime) -> str:
        """Date and time of a moment in its own zone: 12 Mar 2026, 2:02 PM."""
        glue = str(get_datetime_format("medium", locale=self._locale)).replace("'", "")
        return glue.replace("{0}", self.time_text(moment)).replace("{1}", self.date_text(moment))

    def list_text(self, texts: Sequence[str]) -> str:
        """Texts as a list with a word before the last: 1, 2, and 3; 2 y 3. Empty for none."""
        return format_list(texts, locale=self._locale)

    def number(self, value: int | Decimal) -> str:
        """A number with the separators of the language and all decimals it has: 1,234; 172.50."""
        pattern = copy(self._locale.decimal_formats[None])
        exponent = Decimal(value).as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        pattern.frac_prec = (places, places)
        return str(pattern.apply(value, self._locale))

    def months(self) -> tuple[str, ...]:
        """The names of the twelve months as they stand alone, January first: March; marzo."""
        names = self._locale.months["stand-alone"]["wide"]
        return tuple(names[month] for month in range(1, 13))

    def date_parts(self) -> tuple[str, str, str]:
        """The words day, month and year in the order of a date in numbers (skeleton yMd)."""
        pattern = self._locale.datetime_skeletons["yMd"].pattern
        first, second, third = sorted(
            (("day", "d"), ("month", "M"), ("year", "y")), key=lambda part: pattern.index(part[1])
        )
        return first[0], second[0], third[0]

    def language_name(self, language: Language) -> str:
        """The name of any language in this one, with a capital: Spanish, Español.

        Its code where CLDR has no name for it.
        """
        name = str(self._locale.languages.get(language.replace("-", "_"), language))
        return name[:1].upper() + name[1:]

    def _clock(self, parts: str, moment: datetime) -> str:
        """With 12 hours where the short time of the language has them, else with 24."""
        hour = "h" if "h" in self._locale.time_formats["short"].pattern else "H"
        text = format_skeleton(f"{hour}{parts}", moment, locale=self._locale)
        return text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")  # fonts have this


def _cldr_locale(language: Language) -> Locale:
    """That of the language in the United States, else of the language, else that of English."""
    primary = language.partition("-")[0]
    names = (f"{primary}_US", primary) if primary != SOURCE_LANGUAGE else ()
    known = (name for name in names if exists(name))
    return Locale.parse(next(known, _ENGLISH_LOCALE))


def _short_date_locale(language: Language, of_language: Locale) -> Locale:
    is_english = language.partition("-")[0] == SOURCE_LANGUAGE
    return Locale.parse(_ENGLISH_SHORT_DATES) if is_english else of_language
