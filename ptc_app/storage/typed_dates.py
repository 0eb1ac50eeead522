"""Birth dates as people type them, read as the search terms that a date may begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptc_app.domain.participants.written_dates import DAY_PATTERN, MONTH_NUMBERS, MONTH_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

Terms = tuple[str, ...]
"""Search terms, or their beginnings, that are asked for together."""

_CENTURIES = ("20", "19")
"""The first digits of the years in which participants are born."""

_LAST_MONTH, _LAST_DAY = 12, 31
_YEAR_DIGITS = 4


def date_terms(day: date) -> Terms:
    """The search terms of a birth date: 19610312, and with the month first 03121961."""
    return f"{day:%Y%m%d}", f"{day:%m%d%Y}"


def take_dates(text: str) -> tuple[list[list[Terms]], str]:
    """The birth dates in a typed text, and the text without them.

    Each date is a list of its alternatives, of which one must hold: terms that all begin a term of
    the participant. Understood are, also while they are being typed: 2004-05-06; 5/6/2004, 5-6-04,
    5.6.2004, 05062004 and 050604, month or day first; May 6, 2004 and 6 de mayo de 2004, in
    English and Spanish; and a month with its year. A year of two digits is of this century or of
    the last. What can be no date stays in the text.
    """
    found: list[list[Terms]] = []

    def take(match: re.Match[str]) -> str:
        alternatives = _FORMS[match.re](*match.groups())
        found.extend([alternatives] if alternatives else [])
        return " " if alternatives else match.group()

    for pattern in _FORMS:
        text = pattern.sub(take, text)
    return found, text


def _year_first(year: str, month: str, day: str | None) -> list[Terms]:
    """`2004-05-06`, or as much of it as was typed."""
    if day is None:
        return _each_alone(year + typed for typed in _typed(month, _LAST_MONTH))
    if not _is_within(month, _LAST_MONTH):
        return []
    return _each_alone(f"{year}{month:0>2}{typed}" for typed in _typed(day, _LAST_DAY))


def _numeric(first: str, second: str, year: str) -> list[Terms]:
    """`05/06/2004`: month first, and day first."""
    return [*_of_month(first, second, year), *_of_month(second, first, year)]


def _numeric_so_far(first: str, second: str, year: str | None) -> list[Terms]:
    """`05/06/20`, `05/0` or `05/`: as much as was typed of a date with month or day first."""
    if year is not None:
        return _numeric(first, second, year)
    if not second and _is_within(first, _LAST_MONTH):
        return [(f"{first:0>2}",)]
    return [*_of_month(first, second, None), *_day_first_so_far(first, second)]


def _day_first_so_far(day: str, month: str) -> list[Terms]:
    """`06/0`: a day of each month that begins so; of all of them where no month was typed."""
    if not _is_within(day, _LAST_DAY):
        return []
    months = (
        f"{number:02}"
        for number in range(1, _LAST_MONTH + 1)
        if str(number).startswith(month) or f"{number:02}".startswith(month)
    )
    return _each_alone(f"{number}{day:0>2}" for number in months)


def _digits_only(first: str, second: str, year: str) -> list[Terms]:
    """`05062004` or `050604`, which may also be part of a phone number."""
    alternatives = _numeric(first, second, year)
    return [*alternatives, (first + second + year,)] if alternatives else []


def _day_first(day: str, month: str, year: str | None) -> list[Terms]:
    """`6 de mayo de 2004`, or without its year."""
    return _of_month(str(MONTH_NUMBERS[month.casefold()]), day, year or "")


def _month_first(month: str, day: str, year: str | None) -> list[Terms]:
    """`May 6, 2004`."""
    return _of_month(str(MONTH_NUMBERS[month.casefold()]), day, year)


def _month_and_year(month: str, year: str) -> list[Terms]:
    """`May 2004`, which may also be a person called May."""
    return [(f"{year}{MONTH_NUMBERS[month.casefold()]:02}",), (month.casefold(), year)]


def _of_month(month: str, day: str, year: str | None) -> list[Terms]:
    """The terms of a month and a day, which may be incomplete where no year follows."""
    if not _is_within(month, _LAST_MONTH):
        return []
    if year is None:
        return _each_alone(f"{month:0>2}{typed}" for typed in _typed(day, _LAST_DAY))
    if not _is_within(day, _LAST_DAY):
        return []
    return _each_alone(f"{month:0>2}{day:0>2}{typed}" for typed in _years(year))


def _typed(number: str, most: int) -> Terms:
    """What a number of up to two digits may begin as it was typed: 1, or 01; none if impossible."""
    if number in {"", "0"}:
        return (number,)
    if not _is_within(number, most):
        return ()
    return (number,) if len(number) > 1 else (number, f"0{number}")


def _years(typed: str) -> Terms:
    """The beginnings of years a typed year may mean; none where nobody can be born in it."""
    if len(typed) == _YEAR_DIGITS and typed[:2] not in _CENTURIES:
        return ()
    is_short = len(typed) == _YEAR_DIGITS // 2
    return (typed, *(century + typed for century in _CENTURIES if is_short))


def _is_within(number: str, most: int) -> bool:
    return number != "" and 1 <= int(number) <= most


def _each_alone(terms: Iterable[str]) -> list[Terms]:
    """Each term as an alternative of its own."""
    return [(term,) for term in dict.fromkeys(terms)]


_YEAR = rf"(?:{'|'.join(_CENTURIES)})\d\d"
_FORMS: dict[re.Pattern[str], Callable[..., list[Terms]]] = {
    re.compile(rf"(?<!\S){pattern}(?!\S)", re.IGNORECASE | re.ASCII): terms_of
    for pattern, terms_of in (
        (
            rf"{DAY_PATTERN}[ .,/-]*(?:(?:de|of) )?({MONTH_PATTERN})\.?"
            r"(?:[ .,/-]*(?:(?:del?|of) )?(\d{1,4})|,? del?)?",
            _day_first,
        ),
        (
            rf"({MONTH_PATTERN})[ .,/-]*{DAY_PATTERN},?(?:[ .,/-]+(?:(?:del?|of) )?(\d{{1,4}}))?",
            _month_first,
        ),
        (rf"({MONTH_PATTERN})[ .,/-]*(?:(?:del?|of) )?({_YEAR})", _month_and_year),
        (rf"({_YEAR})[-/.](\d{{0,2}})(?:[-/.](\d{{0,2}}))?", _year_first),
        (rf"(?<!\d )(\d{{1,2}}) ?[-/. ] ?(\d{{1,2}}) ?[-/. ] ?({_YEAR}|\d\d)(?! \d)", _numeric),
        (r"(\d{1,2})[-/.](\d{0,2})(?:[-/.](\d{0,4}))?", _numeric_so_far),
        (rf"(?<!\d )(\d\d)(\d\d)({_YEAR}|\d\d)(?! \d)", _digits_only),
    )
}
"""Patterns of typed dates, each with the function of its groups; the first that fits counts."""
