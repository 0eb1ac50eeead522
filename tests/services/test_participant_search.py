"""A participant is found by what people type: names, birth dates and phones in any usual form."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.participants.text_folding import fold_text
from ptc_app.domain.printable_text import is_printable_text
from tests.support.site_runtimes import SiteFixture, a_registration

NAMES = {
    "Đức": ["Đức", "đức", "Duc", "DUC", "du"],
    "Łucja": ["Łucja", "łucja", "Lucja", "luc"],
    "Ørsted": ["Ørsted", "Orsted", "Oersted", "ørs", "ors"],
    "Yıldız": ["Yıldız", "Yildiz", "YILDIZ", "yıl", "yil"],
    "İpek": ["İpek", "ipek", "Ipek", "IPEK"],
    "Æson": ["Æson", "Aeson", "æs", "aes"],
    "Œuvrard": ["Œuvrard", "oeuvrard", "Oeuv"],
    "Þórður": ["Þórður", "Thordur", "thor", "þór"],
    "Weiß": ["Weiß", "Weiss", "WEISS", "WEIẞ"],
    "Müller": ["Müller", "Muller", "Mueller", "MÜLL"],
    "Mueller": ["Müller", "Mueller"],
    "Ħaż": ["Haz", "haz"],
    "Ŋaŋa": ["nana", "Ŋaŋa"],
    "Əliyev": ["Eliyev", "əli"],
    "Vương": ["Vương", "Vuong", "vươ"],
    "García": ["García", "garcia", "GARCI\u0301A", "Gar\u00adcía"],
    "O'Brien": ["O'Brien", "O’Brien", "OBrien", "obrien", "O Brien", "oʼb", "O`Brien", "brien"],
    "O’Brien": ["O'Brien", "O’Brien", "O´Brien", "OBrien", "O Brien", "O‘Brien", "o′brien"],
    "OʼBrien": ["O'Brien", "O’Brien", "OʼBrien", "OBrien", "O Brien", "brien"],
    "OBrien": ["O'Brien", "O’Brien", "OBrien", "O Brien", "O-Brien", "OʼBr"],
    "Kaʻaukai": ["Kaʻaukai", "Kaaukai", "Ka'aukai"],
    "Smith-Jones": ["Smith-Jones", "Smith Jones", "SmithJones", "Smith–Jones", "jones smi"],
    "Smith Jones": ["Smith-Jones", "Smith Jones", "SmithJones", "smith‐jo"],
    "SmithJones": ["Smith-Jones", "Smith Jones"],
    "de la Cruz": ["De La Cruz", "Delacruz", "Dela Cruz", "De Lacruz", "cruz"],
    "Delacruz": ["De La Cruz", "de la cruz", "Dela Cruz", "Delacruz"],
    "Gal·la": ["Galla", "Gal·la", "Gaŀla"],
    "राम": ["राम"],
    "محمد": ["محمد"],
    "김민준": ["김민준", "김민"],
}


@pytest.mark.parametrize("family", NAMES)
def test_a_name_is_found_however_it_is_typed(site: SiteFixture, family: str) -> None:
    known = site.services.participants.register(a_registration(family_name=family))
    for typed in NAMES[family]:
        assert site.services.participants.search(typed) == [known], typed
        assert site.services.participants.search(f"maria {typed}") == [known], typed


BORN = date(2004, 5, 6)
DATES = [
    "2004-05-06", "2004-5-6", "2004/05/06", "2004.05.06", "2004–05–06", "20040506",
    "05-06-2004", "05/06/2004", "5/6/2004", "5/6/04", "05-06-04", "5.6.2004", "5.6.04",
    "5 / 6 / 2004", "05 06 2004", "5 6 04", "05062004", "050604", "０５/０６/２００４",
    "06-05-2004", "06/05/2004", "6/5/04", "6.5.2004", "06052004", "6 5 2004",
    "6 de mayo de 2004", "6 de Mayo del 2004", "6 mayo 2004", "6 DE MAYO DE 2004", "6 may 2004",
    "6 de mayo, 2004", "6-mayo-2004", "6/may/2004", "06may2004", "6 de mayo de 04", "6 de mayo",
    "mayo 6, 2004", "mayo 6 de 2004", "May 6, 2004", "may 6 2004", "May 6th, 2004",
    "6th of May 2004", "MAY 06, 2004", "May 6", "May. 6, 2004", "May 2004", "mayo de 2004",
    "mayo 2004", "May 6, 04",
    "5/6", "6/5", "05/06", "2004-05", "2004", "5/6/20", "5/6/200", "6/5/200",
]  # fmt: skip


def test_a_birth_date_is_found_however_it_is_typed(site: SiteFixture) -> None:
    known = site.services.participants.register(a_registration(birth_date=BORN))
    site.services.participants.register(a_registration(birth_date=date(1962, 11, 23)))
    for typed in DATES:
        for text in (typed, f"garcia {typed}", f"{typed} maria"):
            assert site.services.participants.search(text) == [known], text


def _as_typed(day: date) -> list[str]:
    """A date as people of the United States and of other countries write it."""
    month, mes = _MONTHS[day.month - 1]
    year = day.year % 100
    return [
        day.isoformat(),
        *(f"{day.month}{by}{day.day}{by}{day.year}" for by in "/-. "),
        *(f"{day.day:02}{by}{day.month:02}{by}{day.year}" for by in "/-. "),
        *(
            f"{one}/{other}/{year:02}"
            for one, other in ((day.month, day.day), (day.day, day.month))
        ),
        *(f"{day.day} {of}{mes} {of}{day.year}" for of in ("", "de ")),
        f"{month} {day.day}, {day.year}",
        f"{day.day:02}-{mes[:3]}-{day.year}",
    ]


_MONTHS = [
    ("January", "enero"), ("February", "febrero"), ("March", "marzo"), ("April", "abril"),
    ("May", "mayo"), ("June", "junio"), ("July", "julio"), ("August", "agosto"),
    ("September", "septiembre"), ("October", "octubre"), ("November", "noviembre"),
    ("December", "diciembre"),
]  # fmt: skip
_BIRTH_DATES = st.dates(date(1910, 1, 1), date(2007, 12, 31))


def test_any_birth_date_is_found_and_no_other_is(site: SiteFixture) -> None:
    @settings(max_examples=60, deadline=None)
    @given(_BIRTH_DATES, _BIRTH_DATES)
    def check(born: date, other: date) -> None:
        known = _registered(site, birth_date=born, phone="")
        for text in _as_typed(born):
            assert site.services.participants.search(text) == [known], text
        has_other_year = other.year % 100 not in {19, 20, born.year % 100}
        assume(has_other_year or {other.month, other.day} != {born.month, born.day})
        for text in _as_typed(other):
            assert site.services.participants.search(text) == [], text

    check()


@pytest.mark.parametrize(
    ("born", "typed"),
    [
        (date(1961, 3, 12), ["3/12/61", "12/3/61", "12-3-61", "12.03.61", "12 marzo 61"]),
        (date(1925, 3, 12), ["3/12/25", "12/3/25", "March 12, 25"]),
        (date(1999, 12, 31), ["31/12/1999", "12/31/99", "31-12-99", "31.12.99", "dic 31, 1999"]),
        (date(2000, 2, 29), ["29/2/00", "2/29/00", "29 de febrero de 2000"]),
    ],
)
def test_a_year_of_two_digits_is_of_either_century(
    site: SiteFixture, born: date, typed: list[str]
) -> None:
    known = site.services.participants.register(a_registration(birth_date=born))
    for text in typed:
        assert site.services.participants.search(text) == [known], text


@pytest.mark.parametrize("typed", ["6 de junio de 2004", "6/6/2004", "2004-06-05", "June 5, 2004"])
def test_another_birth_date_finds_nobody(site: SiteFixture, typed: str) -> None:
    site.services.participants.register(a_registration(birth_date=BORN))
    assert site.services.participants.search(typed) == []


PHONES = [
    "2105550142", "12105550142", "+12105550142", "+1 210-555-0142", "+1 (210) 555-0142",
    "1-210-555-0142", "1 210 555 0142", "(210) 555-0142", "(210)555-0142", "210.555.0142",
    "1.210.555.0142", "210 555 0142", "210-5550142", "210 55 50 142", "210/555-0142",
    "+1.210.555.0142", "210–555–0142", "011 1 210 555 0142",
    "210-555-0142 x12", "210-555-0142 ext. 12", "210 555 0142 #12", "(210) 555-0142 EXT 12",
]  # fmt: skip


def test_a_phone_number_is_found_however_it_was_typed_then_and_now(site: SiteFixture) -> None:
    register, search = site.services.participants.register, site.services.participants.search
    known = [register(a_registration(birth_date=BORN, phone=phone)) for phone in PHONES]
    register(a_registration(birth_date=BORN, phone="(312) 555-0199"))
    for typed in [*PHONES, "+1 210", "1 210 555", "1-210-555-01", "1210555", "555-0142", "0142"]:
        for text in (typed, f"maria {typed}", f"{typed} garcia"):
            assert search(text) == known[::-1], text


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("+52 55 1234 5678", ["+52 55 1234 5678", "525512345678", "55 1234-5678"]),
        ("+52 55 1234 5678", ["01152 55 12345678", "0052 55 1234 5678", "5678"]),
        ("+44 20 7946 0958", ["+44 (0)20 7946 0958", "00442079460958", "20 7946 0958"]),
    ],
)  # fmt: skip
def test_a_phone_number_of_another_country_is_found(
    site: SiteFixture, stored: str, typed: list[str]
) -> None:
    known = site.services.participants.register(a_registration(phone=stored))
    for text in typed:
        assert site.services.participants.search(text) == [known], text


def test_a_year_before_a_phone_number_is_no_part_of_it(site: SiteFixture) -> None:
    known = site.services.participants.register(a_registration(phone="2105550142"))
    assert site.services.participants.search("1961 555 0142") == [known]


_LETTERS = st.characters(categories=("Ll", "Lu", "Lt", "Lo", "Lm", "Mn", "Mc"))
_LATIN = st.characters(categories=("Ll", "Lu"), max_codepoint=0x24F)
_JOINERS = st.sampled_from([" ", "-", "'", "’", "ʼ", ".", "@", "´", "p-"])
_NAMES = st.lists(st.one_of(_LATIN, _LETTERS, _JOINERS), min_size=1, max_size=25).map("".join)


def test_every_beginning_of_a_name_finds_it(site: SiteFixture) -> None:
    @settings(max_examples=40, deadline=None)
    @given(_NAMES)
    def check(name: str) -> None:
        assume(fold_text(name) and is_printable_text(name))
        known = _registered(site, family_name=name)
        for text in (name, fold_text(name), name.upper(), name.lower()):
            for end in range(1, len(text) + 1):
                if fold_text(text[:end]):
                    assert known in site.services.participants.search(text[:end]), text[:end]

    check()


def _registered(site: SiteFixture, **said: Any) -> Participant:
    """The one participant who is registered after everyone before is forgotten."""
    with site.database.transaction() as connection:
        connection.execute("DELETE FROM participant_search")
    return site.services.participants.register(a_registration(**said))


def test_a_hostile_text_finds_nobody_or_someone_but_raises_nothing(site: SiteFixture) -> None:
    known = site.services.participants.register(a_registration())
    pieces = [
        "\ud800", "\udfff", "\x00", '"', "'", "*", "(", ")", "AND", "OR", "NOT", "NEAR(", "^", ":",
        "-", "+", "{", "}", "\\", "%", ";", "--", "@", "p-", "1/", "/2", "5/6/04", "31.", "may",
        "6 de", "\u202e", "\u200b", "ſ", "ﷺ", "²", "٣", "½", "𝟙", "a", "maria", " ", "\t", "\n",
        "x1", "ext", "(0)", "0110", "9" * 40, "\U0010ffff", "İ", "ŉ", "garcia",
    ]  # fmt: skip
    chance = random.Random(20)
    for _ in range(3000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 40)))
        assert set(site.services.participants.search(text)) <= {known}
    for piece in (*pieces, " 1", "1/", "a ", "\ud800 "):
        assert set(site.services.participants.search(piece * 50_000)) <= {known}
