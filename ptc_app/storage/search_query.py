"""The FTS5 query for a text typed to find participants."""

from __future__ import annotations

import unicodedata
from itertools import chain, groupby, product, zip_longest
from typing import TYPE_CHECKING

from ptc_app.domain.participants.participant_number import is_participant_number
from ptc_app.domain.participants.text_folding import (
    folded_spellings,
    phone_digits,
    squash_text,
    without_extension,
)
from ptc_app.storage.typed_dates import Terms, take_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST = 500
"""Characters of a typed text; nobody is found by a longer one."""

_MOST_JOINED = 5
"""Words of a row of them that are also looked for written together."""

_SHORTEST_PHONE = 7
"""Digits from which on numbers side by side may be one phone number."""

_DASHES_AND_SLASHES = str.maketrans("‐‑‒–—―−⁄∕", "-------//")


def search_query(text: str) -> str:
    """The SQLite FTS5 query of a typed text: a row it finds has terms that begin with what it asks.

    Each word asks for one term, but dates are read as in `take_dates`, numbers side by side may be
    one phone number, and words side by side one name written together. "" where the text has no
    words or more than 500 characters. Never raises, whatever the text.
    """
    typed = " ".join(_composed(text).split())
    if len(typed) > _LONGEST:
        return ""
    dates, rest = take_dates(without_extension(typed))
    asked = dict.fromkeys(map(_any_of, [*dates, *_asked(rest.split())]))
    return " AND ".join(asked)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_DASHES_AND_SLASHES)


def _any_of(alternatives: Iterable[Terms]) -> str:
    """The part of a query for one thing asked, of which one alternative must hold."""
    unique = dict.fromkeys(alternatives)
    parts = [" AND ".join(f'"{term}"*' for term in dict.fromkeys(terms)) for terms in unique]
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(f"({part})" for part in parts) + ")"


def _asked(words: Sequence[str]) -> Iterator[Sequence[Terms]]:
    """The alternatives of each e-mail address and participant number, and of the words between."""
    for is_whole, group in groupby(words, _is_whole):
        if is_whole:
            yield from ([(squashed,)] for word in group if (squashed := squash_text(word)))
        else:
            yield from _asked_by_words(" ".join(group))


def _is_whole(word: str) -> bool:
    """Whether a word is an e-mail address or a participant number, which are one term."""
    is_number = word.casefold().startswith("p-") or is_participant_number(f"P-{word}")
    return "@" in word or is_number


def _asked_by_words(text: str) -> Iterator[Sequence[Terms]]:
    """The alternatives of each row of numbers, and of each row of other words, in a text."""
    for rows in zip(*map(_rows, folded_spellings(text)), strict=True):
        alternatives = _number_alternatives if rows[0][0].isdigit() else _name_alternatives
        yield [*chain.from_iterable(map(alternatives, rows))]


def _rows(folded: str) -> Iterator[Terms]:
    """The words of a folded text in rows: of numbers, or of other words."""
    return (tuple(row) for _, row in groupby(folded.split(), str.isdigit))


def _number_alternatives(row: Terms) -> Iterator[Terms]:
    """Each number by itself, and all of them as one phone number."""
    yield row
    digits = "".join(row)
    if len(digits) >= _SHORTEST_PHONE:
        yield (phone_digits(digits),)


def _name_alternatives(row: Terms) -> Iterator[Terms]:
    """Each word by itself, and with neighbors written together: O Brien and OBrien."""
    gaps = product((" ", ""), repeat=len(row) - 1) if len(row) <= _MOST_JOINED else [" " * len(row)]
    for between in gaps:
        joined = chain.from_iterable(zip_longest(row, between[: len(row) - 1], fillvalue=""))
        yield tuple("".join(joined).split())
