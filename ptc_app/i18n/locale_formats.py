"""Dates, times, numbers and names of languages as Unicode CLDR has them, read through Babel.

Babel and its data take about 80 ms to load: import this module only where a date is shown.
"""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton, get_datetime_format
from babel.localedata import exists

from ptc_app.domain.language import SOURCE_LANGUAGE, Language

_ENGLISH_LOCALE = "en_001"
"""English dates stand day first (12 Mar 2026) as in Spanish; en_US would have "Mar 12, 2026"."""


class LocaleFormats:
    """Writes dates, times, numbers and names of languages in the forms of one language (CLDR).

    The forms are those of the language in the United States where CLDR has them; but English dates
    have the day first. Skeletons are named as in CLDR (UTS 35).
    """

    def __init__(self, language: Language) -> None:
        self._locale = _cldr_locale(language)

    def date_text(self, day: date) -> str:
        """A date with the month shortened, CLDR skeleton yMMMd: 12 Mar 2026; 12 mar 2026."""
        return format_skeleton("yMMMd", day, locale=self._locale)

    def weekday_text(self, day: date) -> str:
        """A date in full: Thursday, 12 March 2026; jueves, 12 de marzo de 2026."""
        return format_date(day, "full", locale=self._locale)

    def time_text(self, moment: datetime) -> str:
        """The time of a moment in its own zone, 24 hours: 14:02 (skeleton Hm)."""
        return format_skeleton("Hm", moment, locale=self._locale)

    def seconds_text(self, moment: datetime) -> str:
        """The time of a moment in its own zone, 24 hours, with seconds: 14:02:31 (skeleton Hms)."""
        return format_skeleton("Hms", moment, locale=self._locale)

    def moment_text(self, moment: datetime) -> str:
        """Date and time of a moment in its own zone: 12 Mar 2026, 14:02."""
        return self._joined(self.date_text(moment), self.time_text(moment))

    def exact_moment_text(self, moment: datetime) -> str:
        """Date and time of a moment in its own zone, with seconds: 12 Mar 2026, 14:02:31."""
        return self._joined(self.date_text(moment), self.seconds_text(moment))

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

    def language_name(self, language: Language) -> str:
        """The name of any language in this one, with a capital: Spanish, Español.

        Its code where CLDR has no name for it.
        """
        name = str(self._locale.languages.get(language.replace("-", "_"), language))
        return name[:1].upper() + name[1:]

    def _joined(self, day_text: str, clock_text: str) -> str:
        glue = str(get_datetime_format("medium", locale=self._locale)).replace("'", "")
        return glue.replace("{0}", clock_text).replace("{1}", day_text)


def _cldr_locale(language: Language) -> Locale:
    """That of the language in the United States, else of the language, else that of English."""
    primary = language.partition("-")[0]
    names = (f"{primary}_US", primary) if primary != SOURCE_LANGUAGE else ()
    known = (name for name in names if exists(name))
    return Locale.parse(next(known, _ENGLISH_LOCALE))
