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
    """Translates texts and writes dates and numbers in one language (`language`).

    It is called with an English text. The forms of dates and numbers are loaded when the first of
    them is asked for. A language without a catalogue leaves texts English.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with each `{name}` in it replaced by the value of that name.

        A text without a translation stays English. KeyError where a value is missing, unless none
        is given: then nothing is replaced.
        """
        translated = self._catalogue.gettext(text)
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form of a text that this language uses for a count, with the values put in.

        `one`, `many`: the English forms. `{count}` is replaced by the count, written in this
        language. Without a translation it is the English form for that count.
        """
        translated = self._catalogue.ngettext(one, many, count)
        return translated.format(count=self.number(count), **values)

    def pgettext(self, context: str, text: str) -> str:
        """The text in this language where it has the meaning that `context` names.

        For an English text of two meanings, such as Open: an act, and the state of a visit.
        """
        return self._catalogue.pgettext(context, text)

    def next_of(self, languages: Sequence[Language]) -> Localizer:
        """A localizer of the language after this one in a list that begins again at its end.

        Of the first one where this language is not in the list. ValueError where the list is
        empty.
        """
        return Localizer(next_language(self.language, languages))

    @property
    def native_name(self) -> str:
        """The name of this language in itself: English, Español; its code where it has none."""
        return native_name(self.language)

    @cached_property
    def formats(self) -> LocaleFormats:
        """How this language writes dates and numbers; loads CLDR, about 80 ms the first time."""
        from ptc_app.i18n.locale_formats import LocaleFormats

        return LocaleFormats(self.language)

    def date_text(self, day: date) -> str:
        """A date with the month shortened: 12 Mar 2026; 12 mar 2026 in Spanish."""
        return self.formats.date_text(day)

    def full_date_text(self, day: date) -> str:
        """A date for a sentence: March 12, 2026; 12 de marzo de 2026."""
        return self.formats.full_date_text(day)

    def weekday_text(self, day: date) -> str:
        """A date in full with its weekday: Thursday, March 12, 2026."""
        return self.formats.weekday_text(day)

    def time_text(self, moment: datetime) -> str:
        """The time of a moment in its own zone: 2:02 PM; 2:02 p. m. in Spanish."""
        return self.formats.time_text(moment)

    def seconds_text(self, moment: datetime) -> str:
        """The time of a moment in its own zone, with seconds: 2:02:31 PM."""
        return self.formats.seconds_text(moment)

    def moment_text(self, moment: datetime) -> str:
        """Date and time of a moment in its own zone: 12 Mar 2026, 2:02 PM."""
        return self.formats.moment_text(moment)

    def list_text(self, texts: Sequence[str]) -> str:
        """Texts as a list with a word before the last: 2 and 3; 2 y 3. Empty for none."""
        return self.formats.list_text(texts)

    def number(self, value: int | Decimal) -> str:
        """A number with the separators of this language and all decimals it has: 1,234; 172.50."""
        return self.formats.number(value)
