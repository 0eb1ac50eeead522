"""Birth dates as people write them, read as the days that they can mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

_MONTHS = (
    "jan january ene enero",
    "feb february febrero",
    "mar march marzo",
    "apr april abr abril",
    "may mayo",
    "jun june junio",
    "jul july julio",
    "aug august ago agosto",
    "sep sept september set septiembre setiembre",
    "oct october octubre",
    "nov november noviembre",
    "dec december dic diciembre",
)
MONTH_NUMBERS = {
    name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}
"""The number of a month, from 1, by its names and short forms in English and Spanish."""

MONTH_PATTERN = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
"""A regular expression of the names of months; ignore the case."""

DAY_PATTERN = r"(\d{1,2})(?:st|nd|rd|th|ero|er|ro|o)?"
"""A regular expression of a day of the month, also as an ordinal; its group is the number."""

_LONGEST_LIFE = 125
"""Years before the latest day in which a year of two digits is looked for."""


class DateOrder(Enum):
    """Which comes first where a date is written in numbers: 3/12/1948 or 12/3/1948."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"


class DateDoubt(Enum):
    """Why a text is not one day.

    NONE: it is. EMPTY: nothing is written. UNREADABLE: it has not the form of a date.
    OTHER_DIGITS: it has digits other than 0 to 9. NO_YEAR: its year is missing or not whole.
    NO_SUCH_DAY: there is no day like it. CHOICE: it can mean each of its days; a person must say
    which.
    """

    NONE = "none"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    OTHER_DIGITS = "other-digits"
    NO_YEAR = "no-year"
    NO_SUCH_DAY = "no-such-day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """The days that a text can mean, the likeliest first, and why it is not one day."""

    doubt: DateDoubt
    days: tuple[date, ...] = field(default=(), repr=False)

    @property
    def day(self) -> date | None:
        """The one day that the text means; None while there is a doubt."""
        return self.days[0] if self.doubt is DateDoubt.NONE else None


def read_date(text: str, orders: tuple[DateOrder, ...], latest: date) -> WrittenDate:
    """The days that `text` can mean.

    Understood are 3/12/1948 with `/`, `-`, `.` or spaces, 03121948, 1948-03-12, 12 Mar 1948,
    March 12th, 1948, and 12 de marzo de 1948, in English and Spanish. `orders`: those that numbers
    may be meant in, the likeliest first. A date that exists in one order alone is that day; one
    that exists in both is a CHOICE where both are in `orders`. A year of two digits always is a
    CHOICE: of the years not after `latest` and at most 125 years before it.
    """
    written = " ".join(text.split())
    if not written:
        return WrittenDate(DateDoubt.EMPTY)
    if any(sign.isdigit() and not sign.isascii() for sign in written):
        return WrittenDate(DateDoubt.OTHER_DIGITS)
    for pattern, parts_of in _FORMS.items():
        match = pattern.fullmatch(written)
        if match:
            return _read(list(parts_of(match, orders)), latest)
    is_begun = any(pattern.fullmatch(written) for pattern in _BEGUN)
    return WrittenDate(DateDoubt.NO_YEAR if is_begun else DateDoubt.UNREADABLE)


_Parts = tuple[str, int, int]
"""Year as it was written, month and day."""


def _read(readings: list[_Parts], latest: date) -> WrittenDate:
    is_short = any(len(year) == _SHORT_YEAR for year, _, _ in readings)
    found = (
        day
        for written, month, number in readings
        for year in _years(written, latest)
        if (day := _day(year, month, number)) and not (is_short and day > latest)
    )
    days = tuple(dict.fromkeys(found))
    if not days:
        return WrittenDate(DateDoubt.NO_SUCH_DAY)
    is_choice = is_short or len(days) > 1
    return WrittenDate(DateDoubt.CHOICE if is_choice else DateDoubt.NONE, days)


def _years(written: str, latest: date) -> range:
    """The year itself; for two digits each such year of a life, the last one first."""
    if len(written) > _SHORT_YEAR:
        return range(int(written), int(written) + 1)
    last = latest.year - (latest.year - int(written)) % _CENTURY
    return range(last, latest.year - _LONGEST_LIFE - 1, -_CENTURY)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _numbers(match: re.Match[str], orders: tuple[DateOrder, ...]) -> Iterator[_Parts]:
    """`3/12/1948`: in the orders given, or in the other one where no month fits them."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    both = {DateOrder.MONTH_FIRST: (first, second), DateOrder.DAY_FIRST: (second, first)}
    possible = {order: parts for order, parts in both.items() if 1 <= parts[0] <= _LAST_MONTH}
    for order in [order for order in orders if order in possible] or possible:
        yield year, *possible[order]


def _eight_digits(match: re.Match[str], orders: tuple[DateOrder, ...]) -> Iterator[_Parts]:
    """`03121948`, or `19480312` where the year is first."""
    if 1 <= int(match[5]) <= _LAST_MONTH and match[4][:2] in _CENTURIES:
        yield match[4], int(match[5]), int(match[6])
    elif match[3][:2] in _CENTURIES:
        yield from _numbers(match, orders)


def _year_first(match: re.Match[str], _orders: tuple[DateOrder, ...]) -> Iterator[_Parts]:
    yield match[1], int(match[2]), int(match[3])


def _day_first(match: re.Match[str], _orders: tuple[DateOrder, ...]) -> Iterator[_Parts]:
    yield match[3], MONTH_NUMBERS[match[2].casefold()], int(match[1])


def _month_first(match: re.Match[str], _orders: tuple[DateOrder, ...]) -> Iterator[_Parts]:
    yield match[3], MONTH_NUMBERS[match[1].casefold()], int(match[2])


_SHORT_YEAR = 2
_CENTURY = 100
_CENTURIES = ("19", "20")
_LAST_MONTH = 12
_GAP = " ?[-/. ] ?"
_YEAR = r"(\d{4}|\d\d)"
_OF = r"[ .,/-]*(?:(?:de|of) )?"
_OF_YEAR = r"[ .,/-]*(?:(?:del?|of) )?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_FORMS: dict[
    re.Pattern[str], Callable[[re.Match[str], tuple[DateOrder, ...]], Iterator[_Parts]]
] = {
    _pattern(rf"(\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}{_YEAR}"): _numbers,
    _pattern(rf"(\d{{4}}){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}})"): _year_first,
    _pattern(r"(?=(\d\d)(\d\d)(\d{4}))(\d{4})(\d\d)(\d\d)"): _eight_digits,
    _pattern(r"(\d\d)(\d\d)(\d\d)"): _numbers,
    _pattern(rf"{DAY_PATTERN}{_OF}({MONTH_PATTERN})\.?{_OF_YEAR}{_YEAR}"): _day_first,
    _pattern(rf"({MONTH_PATTERN})\.?[ ,/-]*{DAY_PATTERN}[ .,/-]+(?:(?:del?|of) )?{_YEAR}"): (
        _month_first
    ),
}
"""Patterns of whole dates, each with the function that gives its year, month and day."""

_BEGUN = (
    _pattern(rf"\d{{1,2}}(?:{_GAP}\d{{0,2}}(?:{_GAP}\d{{0,3}})?)?"),
    _pattern(r"\d{3,7}"),
    _pattern(rf"{DAY_PATTERN}{_OF}(?:{MONTH_PATTERN})\.?(?:{_OF_YEAR}\d{{0,3}})?"),
    _pattern(rf"(?:{MONTH_PATTERN})\.?(?:[ ,/-]*{DAY_PATTERN}(?:{_OF_YEAR}\d{{0,3}})?)?"),
    _pattern(rf"\d{{4}}{_GAP}\d{{0,2}}(?:{_GAP})?"),
)
"""Patterns of dates that are not whole."""
