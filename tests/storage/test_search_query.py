"""What a typed text asks for."""

from __future__ import annotations

import re

import pytest

from ptc_app.storage.search_query import search_query
from tests.support.builders import a_participant


def asked(text: str) -> list[str]:
    """What a text asks for, each with its alternatives: `garcia lopez|garcialopez`."""
    return [_short(part) for part in re.split(r" AND (?![^(]*\))", search_query(text)) if part]


def _short(part: str) -> str:
    alternatives = part.removeprefix("((").removesuffix("))").split(") OR (")
    return "|".join(re.sub(r' AND |"\*|"', lambda m: " " if "A" in m[0] else "", one)
                    for one in alternatives)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("  -- !", []),
        ("p-", ["p"]),
        ("@", []),
        ("Mar", ["mar"]),
        ("maría  GARCÍA", ["maria garcia|mariagarcia"]),
        ("O'Brien", ["o brien|obrien"]),
        ("Müller", ["muller|mueller"]),
        ('"; DROP" OR NEAR(', ["drop or near|drop ornear|dropor near|dropornear"]),
        ("Maria.G@Example.org", ["mariagexampleorg"]),
        ("P-7K3QM-2X", ["p7k3qm2x"]),
        ("ana P-7K3QM eva", ["ana", "p7k3qm", "eva"]),
        ("ana 0134", ["ana", "0134"]),
        ("(312) 555-0134", ["312 555 0134|3125550134"]),
        ("+1 312 555 0134 x12", ["1 312 555 0134|3125550134"]),
        ("011 52 55 1234 5678", ["011 52 55 1234 5678|525512345678"]),
        ("555 01", ["555", "01"]),
    ],
)
def test_what_is_typed(typed: str, expected: list[str]) -> None:
    assert asked(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1961", "1961"),
        ("1961-", "1961"),
        ("1961-0", "19610"),
        ("1961-1", "19611|196101"),
        ("1961-03", "196103"),
        ("1961-3-1", "1961031|19610301"),
        ("1961-03-12", "19610312"),
        ("1961/03/12", "19610312"),
        ("1961–03–12", "19610312"),
        ("3/", "03"),
        ("03/0", "030|0103|0203|0303|0403|0503|0603|0703|0803|0903"),
        ("03/1", "031|0301|0103|1003|1103|1203"),
        ("3/2/", "0302|0203"),
        ("3/2/1", "03021|02031"),
        ("3/2/196", "0302196|0203196"),
        ("13/", "0113|0213|0313|0413|0513|0613|0713|0813|0913|1013|1113|1213"),
        ("13/0", "0113|0213|0313|0413|0513|0613|0713|0813|0913"),
        ("13/1", "0113|1013|1113|1213"),
        ("13/12", "1213"),
        ("05-06-2004", "05062004|06052004"),
        ("05/06/2004", "05062004|06052004"),
        ("5 / 6 / 2004", "05062004|06052004"),
        ("5 6 2004", "05062004|06052004"),
        ("5.6.2004", "05062004|06052004"),
        ("5/6/04", "050604|05062004|05061904|060504|06052004|06051904"),
        ("05062004", "05062004|06052004"),
        ("050604", "050604|05062004|05061904|060504|06052004|06051904"),
        ("13/03/1961", "03131961"),
        ("12 Mar 1961", "03121961"),
        ("12-Mar-1961", "03121961"),
        ("12MAR1961", "03121961"),
        ("6 de mayo de 2004", "05062004"),
        ("6 de mayo del 2004", "05062004"),
        ("6 de mayo de", "0506"),
        ("6 mayo 2004", "05062004"),
        ("1º de mayo", "0501"),
        ("6th of May, 2004", "05062004"),
        ("May 6, 2004", "05062004"),
        ("May 6th 2004", "05062004"),
        ("sept. 6, 2004", "09062004"),
        ("2 marzo 196", "0302196"),
        ("2 marzo 61", "030261|03022061|03021961"),
        ("2 mar", "0302"),
        ("september 1", "091|0901"),
        ("mar 1961", "196103|mar 1961"),
        ("mayo de 2004", "200405|mayo 2004"),
    ],
)
def test_a_date_as_it_is_typed(typed: str, expected: str) -> None:
    assert asked(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("13/13/1961", ["13 1961|13131961"]),
        ("0/", ["0"]),
        ("1961-13", ["1961", "13"]),
        ("5/6/3004", ["5", "6", "3004"]),
        ("32 de mayo", ["32", "de mayo|demayo"]),
        ("12 34 56", ["12", "34", "56"]),
        ("55 12 10 61 78", ["55 12 10 61 78|5512106178"]),
        ("312-555", ["312", "555"]),
        ("555012", ["555012"]),
    ],
)
def test_what_is_no_date_is_asked_word_by_word(typed: str, expected: list[str]) -> None:
    assert asked(typed) == expected


def test_a_date_stands_among_other_words() -> None:
    assert asked("garcia 12 mar. 1961 maria") == ["03121961", "garcia maria|garciamaria"]
    assert asked("0134 5/6/2004 ana") == ["05062004|06052004", "0134", "ana"]


def test_a_whole_number_without_its_p() -> None:
    number = a_participant().number
    assert asked(number[2:]) == [number[2:].replace("-", "").lower()]


def test_many_words_are_not_looked_for_written_together() -> None:
    assert asked("a b c d e f") == ["a", "b", "c", "d", "e", "f"]


def test_a_text_longer_than_any_name_asks_for_nothing() -> None:
    assert search_query("a" * 500)
    assert search_query("a" * 501) == ""


def test_months_are_known_by_their_names_in_english_and_spanish() -> None:
    months = (
        "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril",
        "may mayo", "jun june junio", "jul july julio", "aug august ago agosto",
        "sep sept september septiembre setiembre", "oct october octubre", "nov november noviembre",
        "dec december dic diciembre",
    )  # fmt: skip
    for number, names in enumerate(months, start=1):
        for name in names.split():
            assert asked(f"5 {name} 1961") == asked(f"{name.upper()} 5, 1961")
            assert asked(f"5 de {name} de 1961") == [f"{number:02}051961"]
