"""Who may be registered already is seen however they were written down; few others are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ptc_app.domain.participants.participant import SexAtBirth
from tests.support.site_runtimes import SiteFixture, a_registration

BORN, EXCHANGED, OTHER = date(1984, 5, 6), date(1984, 6, 5), date(1972, 8, 1)
KNOWN: dict[str, Any] = {
    "given_name": "José",
    "middle_name": "",
    "family_name": "García López",
    "birth_date": BORN,
    "sex_at_birth": SexAtBirth.MALE,
    "phone": "(210) 555-0142",
}


def is_seen(site: SiteFixture, known: dict[str, Any], typed: dict[str, Any]) -> bool:
    """Whether someone registered as `known` is named when somebody is registered as `typed`."""
    participant = site.services.participants.register(a_registration(**(KNOWN | known)))
    said = a_registration(**(KNOWN | {"phone": "(312) 555-0199"} | typed))
    found = site.services.participants.alike(said)
    assert found in ([], [participant])
    return bool(found)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        pytest.param({}, {}, id="same"),
        pytest.param({}, {"birth_date": EXCHANGED}, id="day and month exchanged"),
        pytest.param(
            {}, {"given_name": "García López", "family_name": "José"}, id="names exchanged"
        ),
        pytest.param(
            {},
            {"given_name": "Garcia", "family_name": "Pepe", "birth_date": EXCHANGED},
            id="names exchanged, a nickname, one family name, day and month exchanged",
        ),
        pytest.param(
            {"given_name": "Jose García", "family_name": "López"},
            {"birth_date": EXCHANGED},
            id="the first family name written as a given name",
        ),
        pytest.param({}, {"given_name": "Jsoe", "birth_date": EXCHANGED}, id="letters exchanged"),
        pytest.param({}, {"given_name": "Josse", "birth_date": EXCHANGED}, id="a letter too many"),
        pytest.param(
            {"given_name": "Marta"},
            {"given_name": "Maria", "birth_date": EXCHANGED},
            id="a letter wrong",
        ),
        pytest.param({}, {"given_name": "Pepe", "birth_date": EXCHANGED}, id="a nickname"),
        pytest.param(
            {},
            {
                "given_name": "Pepe",
                "family_name": "Garcia Lopes",
                "sex_at_birth": SexAtBirth.FEMALE,
            },
            id="a nickname, and a letter wrong",
        ),
        pytest.param(
            {"given_name": "Robert"},
            {"given_name": "Bob", "birth_date": EXCHANGED},
            id="an English nickname",
        ),
        pytest.param(
            {}, {"family_name": "García", "birth_date": EXCHANGED}, id="no second family name"
        ),
        pytest.param(
            {"given_name": "José Luis"}, {"birth_date": EXCHANGED}, id="no second given name"
        ),
        pytest.param(
            {"middle_name": "Luis"},
            {"given_name": "Luis", "birth_date": EXCHANGED},
            id="known by the middle name",
        ),
        pytest.param(
            {"family_name": "O’Brien"},
            {"family_name": "OBrien", "birth_date": EXCHANGED},
            id="an apostrophe",
        ),
        pytest.param(
            {"given_name": "Łucja", "family_name": "Ørsted"},
            {"given_name": "Lucja", "family_name": "Orsted", "birth_date": EXCHANGED},
            id="letters without accents",
        ),
        pytest.param(
            {"family_name": "Müller"},
            {"family_name": "Mueller", "birth_date": EXCHANGED},
            id="a letter written as two",
        ),
        pytest.param({}, {"family_name": "Soto"}, id="another family name"),
        pytest.param({}, {"given_name": "Luis"}, id="another given name"),
        pytest.param({}, {"birth_date": OTHER, "phone": "210 555 0142"}, id="the same phone"),
        pytest.param(
            {},
            {"birth_date": OTHER, "phone": "1-210-555-0142", "given_name": "Pepe"},
            id="the same phone, a nickname",
        ),
    ],
)  # fmt: skip
def test_who_is_seen(site: SiteFixture, known: dict[str, Any], typed: dict[str, Any]) -> None:
    assert is_seen(site, known, typed)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        pytest.param({}, {"birth_date": OTHER}, id="the names alone"),
        pytest.param({}, {"birth_date": date(1984, 5, 7)}, id="the day after"),
        pytest.param({}, {"birth_date": date(1985, 6, 5)}, id="exchanged, of another year"),
        pytest.param({}, {"given_name": "Luis", "birth_date": EXCHANGED}, id="exchanged, one name"),
        pytest.param(
            {},
            {"given_name": "Jsoe", "family_name": "Garsia", "birth_date": EXCHANGED},
            id="exchanged, a letter wrong in both names",
        ),
        pytest.param({}, {"given_name": "Luis", "family_name": "Soto"}, id="the birth date alone"),
        pytest.param(
            {}, {"given_name": "Ana", "sex_at_birth": SexAtBirth.FEMALE}, id="a twin sister"
        ),
        pytest.param({}, {"given_name": "Pepe", "family_name": "Soto"}, id="a nickname alone"),
        pytest.param(
            {},
            {"birth_date": OTHER, "phone": "210 555 0142", "given_name": "Luis"},
            id="a shared phone",
        ),
        pytest.param(
            {},
            {"birth_date": OTHER, "phone": "210 555 0142", "given_name": "Jsoe"},
            id="a shared phone and a letter wrong",
        ),
    ],
)
def test_who_is_someone_else(
    site: SiteFixture, known: dict[str, Any], typed: dict[str, Any]
) -> None:
    assert not is_seen(site, known, typed)
