"""Reads a number as it is typed in one language, and refuses what may be read as two numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ptc_app.domain.language import SOURCE_LANGUAGE, Language

_LONGEST = 60
"""Characters of the longest text that is looked at; no answer and no reading has as many digits."""

_SIGNED = re.compile("([+\N{MINUS SIGN}-]?)(.*)", re.DOTALL)
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+")
_DECIMAL_MARKS = {"[ \u00a0\u2009\u202f]": "[.,]", ",": r"\.", r"\.": ","}
"""The decimal marks that may follow groups of three digits, by what stands between the groups.

Spaces of any width are those of ISO 80000-1, 7.3.1.
"""

_ONLY_OUTSIDE_ENGLISH = r"\."


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What a typed text stands for: a number, or nothing.

    `value`: the number with all decimals that were typed; None where the text is no number, or may
    be read as two. `readings`: these two, the greater one first, each written as it would be taken;
    empty where there is no doubt.
    """

    value: Decimal | None = field(default=None, repr=False)
    readings: tuple[str, ...] = field(default=(), repr=False)


def typed_number(text: str, language: Language) -> TypedNumber:
    """The number a text stands for on a page of this language.

    Taken are the digits 0 to 9 with one decimal point or comma (1.5, 1,5, .5, 5.), a sign before
    them, and groups of three digits with a space, a comma or, in languages other than English, a
    point between (1 000, 1,000.5, and in Spanish 1.000,5). Where a comma, or outside English a
    point, may end the thousands or begin the decimals (1,000), the text is read as two numbers, and
    neither is taken. Anything else is no number: exponents, units, digits of other scripts.
    """
    found = _numbers(text.strip(), language)
    if len(found) == 1:
        return TypedNumber(found[0])
    return TypedNumber(readings=tuple(_shortest(value, language) for value in found))


def written_number(value: Decimal, language: Language) -> str:
    """The number as text that `typed_number` takes for it, with its decimals and no exponent.

    A zero is added where the decimals could be taken for thousands: 1.234 in Spanish is 1.2340.
    """
    text = f"{value:f}"
    return f"{text}0" if len(_numbers(text, language)) > 1 else text


def _numbers(written: str, language: Language) -> list[Decimal]:
    """The numbers the text may be read as, the greatest first."""
    match = _SIGNED.fullmatch(written)
    if match is None or len(written) > _LONGEST:
        return []
    sign = "-" if match[1] in {"-", "\N{MINUS SIGN}"} else ""
    found = (Decimal(sign + digits) for digits in _digits(match[2], language))
    return sorted(found, reverse=True)


def _digits(written: str, language: Language) -> set[str]:
    """Each way to read the text without its sign, as digits with at most one point."""
    plain = {written.replace(",", ".")} if _PLAIN.fullmatch(written) else set()
    return plain | {
        re.sub(mark, "", written).replace(",", ".")
        for mark, decimal_mark in _DECIMAL_MARKS.items()
        if _is_grouped(written, mark, decimal_mark)
        and not (mark == _ONLY_OUTSIDE_ENGLISH and _is_english(language))
    }


def _is_grouped(written: str, mark: str, decimal_mark: str) -> bool:
    """Whether it has groups of three digits, and the first is not zero: 0,500 has no thousands."""
    grouped = rf"(?!0+{mark})[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+(?:{decimal_mark}[0-9]*)?"
    return re.fullmatch(grouped, written) is not None


def _is_english(language: Language) -> bool:
    return language.partition("-")[0] == SOURCE_LANGUAGE


def _shortest(value: Decimal, language: Language) -> str:
    """The number without zeros at the end of its decimals, written as it would be taken."""
    text = f"{value:f}"
    return written_number(Decimal(text.rstrip("0") if "." in text else text), language)
