"""How names are folded and compared: letters, nicknames, order and names left out."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ptc_app.domain.participants import nicknames
from ptc_app.domain.participants.latin_letters import PLAIN_LETTERS
from ptc_app.domain.participants.name_likeness import (
    NameLikeness,
    differ_by_one_letter,
    family_names_likeness,
    fold_name,
    given_names_likeness,
    is_name_of,
)
from ptc_app.domain.participants.nicknames import are_forms_of_one_name
from ptc_app.domain.participants.text_folding import (
    fold_text,
    folded_spellings,
    phone_digits,
    squash_text,
)
from tests.support.builders import a_participant

JOSE = a_participant(given_name="José", middle_name="Luis", family_name="Núñez-Ortega")


def latin_letters() -> list[str]:
    """Every Latin letter that this Python knows, also those that Unicode does decompose."""
    return [
        letter
        for letter in map(chr, range(0x110000))
        if unicodedata.name(letter, "").startswith("LATIN")
        and unicodedata.category(letter).startswith("L")
    ]


def test_every_latin_letter_is_folded_to_plain_ones() -> None:
    assert [one for one in latin_letters() if not fold_text(one).isascii()] == []


def test_the_table_holds_folded_letters_only() -> None:
    for letter, plain in PLAIN_LETTERS.items():
        assert letter == letter.casefold() == unicodedata.normalize("NFKD", letter)
        assert plain == " " or fold_text(plain) == plain


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Đức", "duc"),
        ("Łucja", "lucja"),
        ("Ørsted", "orsted"),
        ("Yıldız", "yildiz"),
        ("İPEK", "ipek"),
        ("Æson", "aeson"),
        ("Œdipe", "oedipe"),
        ("Weiß", "weiss"),
        ("Þórður", "thordur"),
        ("Ħal Ŋaŧa", "hal nata"),
        ("O’Brien", "o brien"),
        ("OʼBrien", "o brien"),
        ("Kaʻau", "ka au"),
        ("Gar\u00adcí\u200ba", "garcia"),
        ("٣١٢", "312"),
        ("a\ud800b\x00c", "a b c"),
    ],
)
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold_text(name) == folded


_ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(_ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
    assert squash_text(text) == squash_text(once) == once.replace(" ", "")
    assert all(fold_text(spelling) == spelling for spelling in folded_spellings(text))


@given(_ANY_TEXT)
def test_case_and_composition_do_not_matter(text: str) -> None:
    assert fold_text(unicodedata.normalize("NFC", text)) == fold_text(text)
    assert fold_text(unicodedata.normalize("NFD", text)) == fold_text(text)
    assert fold_text(text.casefold()) == fold_text(text)


@given(_ANY_TEXT, _ANY_TEXT)
def test_the_folded_beginning_of_a_text_begins_the_folded_text(one: str, more: str) -> None:
    assert squash_text(one + more).startswith(squash_text(one))


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+1 (312) 555-0114 ext. 12", "3125550114"),
        ("312-555-0114 X12", "3125550114"),
        ("011 1 312 555 0114", "3125550114"),
        ("011 52 55 1234 5678", "525512345678"),
        ("0052 55 1234 5678", "525512345678"),
        ("+44 (0)20 7946 0958", "442079460958"),
        ("٣١٢ ٥٥٥ ٠١١٤", "3125550114"),
        ("0110", "0110"),
    ],
)
def test_a_phone_number_is_its_digits(typed: str, digits: str) -> None:
    assert phone_digits(typed) == digits


SAME, NICKNAME = NameLikeness.SAME, NameLikeness.NICKNAME
ONE_LETTER, DIFFERENT = NameLikeness.ONE_LETTER, NameLikeness.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("José", "jose", SAME),
        ("José", "José Luis", SAME),
        ("Mary Ann", "Maryann", SAME),
        ("Jörg", "Joerg", SAME),
        ("Bill", "William", NICKNAME),
        ("Bob", "Robert", NICKNAME),
        ("Pepe", "José", NICKNAME),
        ("Paco", "Francisco", NICKNAME),
        ("Lupe", "María Guadalupe", NICKNAME),
        ("Chuy", "Jesús", NICKNAME),
        ("Peggy", "Margaret", NICKNAME),
        ("Maria", "Marta", ONE_LETTER),
        ("Jose Luis", "Jsoe Luis", ONE_LETTER),
        ("Patricia", "Patricio", ONE_LETTER),
        ("Jose Luis", "Jsoe Lius", DIFFERENT),
        ("Bob", "William", DIFFERENT),
        ("María Elena", "María Isabel", DIFFERENT),
        ("Li", "Lu", DIFFERENT),
        ("李", "王", DIFFERENT),
        ("", "", DIFFERENT),
        ("Ana", "", DIFFERENT),
    ],
)
def test_how_much_alike_given_names_are(one: str, other: str, likeness: NameLikeness) -> None:
    folded, folded_other = fold_name(one), fold_name(other)
    assert given_names_likeness(folded, folded_other) is likeness
    assert given_names_likeness(folded_other, folded) is likeness


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("García", "García López", SAME),
        ("López", "García López", SAME),
        ("O'Brien", "OBrien", SAME),
        ("de la Cruz", "Delacruz", SAME),
        ("de la Cruz", "Cruz", SAME),
        ("Smith-Jones", "Smith Jones", SAME),
        ("Müller", "Mueller", SAME),
        ("Łukasz", "Lukasz", SAME),
        ("García", "Garsia", ONE_LETTER),
        ("Gonzalez", "Gonzales", ONE_LETTER),
        ("Smith", "Smiht", ONE_LETTER),
        ("García", "Garza", DIFFERENT),
        ("García López", "García Pérez", DIFFERENT),
        ("Jack", "John", DIFFERENT),
    ],
)
def test_how_much_alike_family_names_are(one: str, other: str, likeness: NameLikeness) -> None:
    folded, folded_other = fold_name(one), fold_name(other)
    assert family_names_likeness(folded, folded_other) is likeness
    assert family_names_likeness(folded_other, folded) is likeness


_WORDS = st.text("abc", max_size=6)


@given(_WORDS, _WORDS)
def test_one_letter_is_the_optimal_string_alignment_distance_of_one(one: str, other: str) -> None:
    assert differ_by_one_letter(one, other) == (alignment_distance(one, other) == 1)


@given(st.text("abcdefg", min_size=1, max_size=9), st.data())
def test_any_one_letter_may_be_wrong(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    exchanged = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    for wrong in (word[:at] + word[at + 1 :], word[:at] + "x" + word[at:],
                  word[:at] + "x" + word[at + 1 :], word + "x"):  # fmt: skip
        assert differ_by_one_letter(word, wrong)
        assert differ_by_one_letter(wrong, word)
    assume(exchanged != word)
    assert differ_by_one_letter(word, exchanged)


def alignment_distance(one: str, other: str) -> int:
    """The optimal string alignment distance, by the table of its definition."""
    rows = [list(range(len(other) + 1))]
    for a, char in enumerate(one, start=1):
        row = [a]
        for b, wanted in enumerate(other, start=1):
            best = min(rows[-1][b] + 1, row[-1] + 1, rows[-1][b - 1] + (char != wanted))
            if a > 1 and b > 1 and (char, one[a - 2]) == (other[b - 2], wanted):
                best = min(best, rows[-2][b - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def test_the_nicknames_are_folded_and_a_line_has_each_once() -> None:
    lines = [line.split() for line in nicknames._FORMS.split("\n") if line]
    assert len(lines) >= 150
    for names in lines:
        assert len(set(names)) == len(names) > 1, names
        assert all(fold_text(name) == name for name in names)
        assert all(are_forms_of_one_name(names[0], name) for name in names)


def test_a_nickname_of_two_names_does_not_make_them_one() -> None:
    assert are_forms_of_one_name("pat", "patricia")
    assert are_forms_of_one_name("pat", "patricio")
    assert not are_forms_of_one_name("patricia", "patricio")
    assert not are_forms_of_one_name("nobody", "nobody")


@pytest.mark.parametrize(
    "written",
    [
        "José Luis Núñez-Ortega",
        "jose luis nunez ortega",
        "JOSÉ NÚÑEZ ORTEGA",
        " José  L. Núñez-Ortega",
        "JoseLuis NunezOrtega",
        "Jos\u0065\u0301 Luis Núñez–Ortega",
    ],
)
def test_a_written_name_is_the_registered_one(written: str) -> None:
    assert is_name_of(written, JOSE)


@pytest.mark.parametrize(
    "written",
    ["", "José", "José Luis", "Pepe Núñez Ortega", "Núñez Ortega José", "José Luis Núñes Ortega",
     "José M. Núñez Ortega", "José Luis Núñez"],
)  # fmt: skip
def test_a_written_name_is_another_one(written: str) -> None:
    assert not is_name_of(written, JOSE)


def test_a_written_name_spells_out_umlauts_as_it_may() -> None:
    person = replace(JOSE, given_name="Jürgen", middle_name="", family_name="Müller")
    assert is_name_of("Juergen Mueller", person)
    assert is_name_of("Jurgen Muller", person)


def test_a_written_name_of_another_script_is_compared_too() -> None:
    person = replace(JOSE, given_name="Мария", middle_name="", family_name="Иванова")
    assert is_name_of("МАРИЯ ИВАНОВА", person)
    assert not is_name_of("Maria Ivanova", person)
