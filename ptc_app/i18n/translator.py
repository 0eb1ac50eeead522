"""The words of the program in English and Spanish.

The source text in the code is English; `resources/i18n/es.json` maps it to Spanish. A page is given
its `Translator` and calls it: `tr("Register someone new")`, `tr("Open {name}", name=...)`,
`tr.plural("{count} record", "{count} records", count)`.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from ptc_app.paths import resources

if TYPE_CHECKING:
    from decimal import Decimal


class Language(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"


_MONTHS = {
    Language.ENGLISH: (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    Language.SPANISH: (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_WEEKDAYS = {
    Language.ENGLISH: (
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ),
    Language.SPANISH: (
        "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
    ),
}  # fmt: skip


class Translator:
    """Everything said to people, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, text: str, /, **values: object) -> str:
        said = self._translated(text)
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form for this count, which it may name as `{count}`."""
        return self(one if count == 1 else many, count=self.number(count), **values)

    def date_text(self, day: date) -> str:
        """12 Mar 2026."""
        return f"{day.day} {self._month_short(day.month)} {day.year}"

    def weekday_text(self, day: date) -> str:
        """Thursday, 12 Mar 2026."""
        weekday = _WEEKDAYS[self.language][day.weekday()]
        return f"{weekday}, {self.date_text(day)}"

    def time_text(self, moment: datetime) -> str:
        """14:02, in the zone the moment is given in."""
        return f"{moment:%H:%M}"

    def seconds_text(self, moment: datetime) -> str:
        """14:02:31."""
        return f"{moment:%H:%M:%S}"

    def moment_text(self, moment: datetime) -> str:
        """12 Mar 2026 14:02."""
        return f"{self.date_text(moment)} {self.time_text(moment)}"

    def number(self, value: int | Decimal, *, places: int | None = None) -> str:
        """With the group and decimal marks of people in the United States, in either language."""
        return f"{value:,}" if places is None else f"{value:,.{places}f}"

    def months(self) -> tuple[str, ...]:
        """The twelve names, January first."""
        return _MONTHS[self.language]

    def language_name(self) -> str:
        """The language in its own words."""
        return {Language.ENGLISH: "English", Language.SPANISH: "Español"}[self.language]

    def other(self) -> Translator:
        """The words of the other language."""
        is_english = self.language is Language.ENGLISH
        return Translator(Language.SPANISH if is_english else Language.ENGLISH)

    def _month_short(self, month: int) -> str:
        return self.months()[month - 1][:3]

    def _translated(self, text: str) -> str:
        if self.language is Language.ENGLISH:
            return text
        return spanish().get(text, text)


@cache
def spanish() -> dict[str, str]:
    """English source text to Spanish."""
    path = resources() / "i18n" / "es.json"
    entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return entries
