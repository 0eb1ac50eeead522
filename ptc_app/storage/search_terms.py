"""The search terms stored for a participant, and the FTS5 query for a typed text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptc_app.domain.participants.participant_number import is_participant_number
from ptc_app.domain.participants.text_folding import fold_text, phone_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from ptc_app.domain.participants.participant import Participant

_SHORTEST_ENDING = 4
"""From its last four digits on, the end of a phone number finds it."""

_MONTHS = (
    "jan january ene enero",
    "feb february febrero",
    "mar march marzo",
    "apr april abr abril",
    "may mayo",
    "jun june junio",
    "jul july julio",
    "aug august ago agosto",
    "sep sept september septiembre",
    "oct october octubre",
    "nov november noviembre",
    "dec december dic diciembre",
)
_MONTH_OF = {
    name: f"{number:02}" for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}


def search_terms(participant: Participant) -> str:
    """The terms a participant is found by, sorted, with spaces between, for the full-text table.

    From names, birth date, phone number (and its endings), e-mail address and participant number,
    all folded; a query matches the beginnings of terms.
    """
    found = {
        *_name_words(participant.full_name),
        *_date_words(participant.birth_date),
        *_phone_words(participant.phone),
        *_email_words(participant.email),
        *_number_words(participant.number),
    }
    return " ".join(sorted(found - {""}))


def search_query(text: str) -> str:
    """The SQLite FTS5 query of a typed text: each word, or date, begins a term of a row it finds.

    Dates are understood as ISO, US (`03/12/1961`) or with a month's name in English or Spanish. ""
    where the text has no words.
    """
    return " AND ".join(f'"{word}"*' for word in dict.fromkeys(_asked(text)))


def _asked(text: str) -> Iterator[str]:
    """The terms a typed text asks for: dates first, then each remaining word."""
    for pattern, word_of in _DATES.items():
        for found in pattern.finditer(text):
            yield word_of(*found.groups())
        text = pattern.sub(" ", text)
    for word in text.split():
        yield from _asked_by(word)


def _asked_by(word: str) -> list[str]:
    """The terms of one typed word: numbers and e-mail addresses whole, anything else in parts."""
    if "@" in word or _is_number_like(word):
        return [squashed] if (squashed := _squashed(word)) else []
    return fold_text(word).split()


def _is_number_like(word: str) -> bool:
    return word.casefold().startswith("p-") or is_participant_number(f"P-{word}")


def _name_words(name: str) -> Iterator[str]:
    """Each part of a name, and its compounds written as one: O'Brien is `o`, `brien`, `obrien`."""
    for word in name.split():
        yield from fold_text(word).split()
        yield _squashed(word)


def _date_words(day: date) -> tuple[str, str]:
    return f"{day:%Y%m%d}", f"{day:%m%d%Y}"


def _phone_words(phone: str) -> Iterable[str]:
    digits = phone_digits(phone)
    return (digits[at:] for at in range(max(len(digits) - _SHORTEST_ENDING + 1, 1)))


def _email_words(email: str) -> tuple[str, ...]:
    return _squashed(email), *fold_text(email.partition("@")[0]).split()


def _number_words(number: str) -> tuple[str, ...]:
    """`P-7K3QM-2X9DF-R` is found with and without its P, and by its second half."""
    whole = _squashed(number)
    return whole, whole[1:], _squashed(number[8:])


def _squashed(text: str) -> str:
    return fold_text(text).replace(" ", "")


def _year_first(year: str, month: str, day: str | None) -> str:
    """`1961-03-12`, or as much of it as was typed."""
    return f"{year}{month}" if day is None else f"{year}{month:0>2}{day}"


def _slashed(month: str, day: str, year: str | None) -> str:
    """`03/12/1961`, or as much of it as was typed; a month that cannot be one is the day."""
    if int(month) > len(_MONTHS) and day:
        month, day = day, month
    return f"{month:0>2}{day}" if year is None else f"{month:0>2}{day:0>2}{year}"


def _day_first(day: str, month: str, year: str | None) -> str:
    """`12 Mar 1961`."""
    return f"{_MONTH_OF[month.casefold()]}{day:0>2}{year or ''}"


def _month_first(month: str, day: str, year: str | None) -> str:
    """`Mar 12, 1961`."""
    return _slashed(_MONTH_OF[month.casefold()], day, year)


_NAMES = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_DATES: dict[re.Pattern[str], Callable[..., str]] = {
    re.compile(rf"(?<!\S){pattern}(?!\S)", re.IGNORECASE | re.ASCII): word_of
    for pattern, word_of in (
        (r"(\d{4})-(\d{0,2})(?:-(\d{0,2}))?", _year_first),
        (r"(\d{1,2})/(\d{0,2})(?:/(\d{0,4}))?", _slashed),
        (rf"(\d{{1,2}})\s+({_NAMES})\.?(?:\s+(\d{{1,4}}))?", _day_first),
        (rf"({_NAMES})\.?\s+(\d{{1,2}})(?:,?\s+(\d{{1,4}}))?", _month_first),
    )
}
"""Dates as they are typed, also while they are being typed; a slash puts the month first."""
