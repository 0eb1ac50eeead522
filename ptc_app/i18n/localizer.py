"""The texts, dates and numbers shown to people, in one language.

The source text in the code is English and the key of the gettext catalogues:
`tr("Register someone new")`, `tr("Open {name}", name=...)`,
`tr.plural("{count} record", "{count} records", count)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ptc_app.domain.language import Language, next_language
from ptc_app.i18n.catalogues import catalogue, native_name

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from ptc_app.i18n.locale_formats import LocaleFormats


class Localizer:
    """Translates texts and writes dates and numbers; called with an English text.

    The forms of dates and numbers are loaded when the first of them is asked for.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with the values put in its {places}.

        A text without a translation stays English.
        """
        translated = self._catalogue.gettext(text)
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form of the text that this language uses for a count, given to it as {count}."""
        translated = self._catalogue.ngettext(one, many, count)
        return translated.format(count=self.number(count), **values)

    def next_of(self, languages: Sequence[Language]) -> Localizer:
        """The translator of the language after this one in a list that begins again at its end."""
        return Localizer(next_language(self.language, languages))

    @property
    def native_name(self) -> str:
        """The name of this language in itself: English, Español."""
        return native_name(self.language)

    @cached_property
    def formats(self) -> LocaleFormats:
        """How dates and numbers are written; loads CLDR, about 80 ms the first time."""
        from ptc_app.i18n.locale_formats import LocaleFormats

        return LocaleFormats(self.language)

    def language_name(self, language: Language) -> str:
        """The name of any language in this one: Spanish, Español."""
        return self.formats.language_name(language)

    def date_text(self, day: date) -> str:
        """12 Mar 2026."""
        return self.formats.date_text(day)

    def weekday_text(self, day: date) -> str:
        """Thursday, 12 March 2026."""
        return self.formats.weekday_text(day)

    def time_text(self, moment: datetime) -> str:
        """14:02, in the zone the moment is given in."""
        return self.formats.time_text(moment)

    def seconds_text(self, moment: datetime) -> str:
        """14:02:31, in the zone the moment is given in."""
        return self.formats.seconds_text(moment)

    def moment_text(self, moment: datetime) -> str:
        """12 Mar 2026, 14:02, in the zone the moment is given in."""
        return self.formats.moment_text(moment)

    def exact_moment_text(self, moment: datetime) -> str:
        """12 Mar 2026, 14:02:31, in the zone the moment is given in."""
        return self.formats.exact_moment_text(moment)

    def number(self, value: int | Decimal) -> str:
        """1,234 or 172.50: with the marks of this language, and all decimals the value has."""
        return self.formats.number(value)

    def months(self) -> tuple[str, ...]:
        """The twelve names, January first."""
        return self.formats.months()
