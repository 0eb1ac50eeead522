"""Many made-up participants, written fast: names as unevenly spread as they are in life."""

# ruff: noqa: S608, SIM905  (constants of this file only; a hundred names read better as a text)

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from ptc_app.domain.ids import ParticipantId, ParticipantNumber
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.participants.participant_number import participant_number
from ptc_app.storage import durable_files
from ptc_app.storage.database import Database, create_store_file
from ptc_app.storage.participants import _WRITTEN, participant_row
from ptc_app.storage.search_terms import search_terms
from tests.bench.kept_stores import kept_folder

KEY = bytes(range(32))
_BATCH = 10_000
_GIVEN = """
maria james jose john robert michael william david mary patricia jennifer linda elizabeth barbara
susan jessica sarah karen lisa nancy luis carlos juan jorge marta ana carmen rosa guadalupe marco
marcus marisol mariana marilyn mark martin martha marvin margaret daniel matthew anthony joshua
kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan
stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack
dennis jerry tyler aaron gabriela gabriel gloria grace gerald zoe xiomara quentin yolanda uma
""".split()
_FAMILY = """
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez
wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark
ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams
nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker
cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper
peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james
garza gallagher gallegos gamble garrett gardner garner garrison ibarra ochoa quintero xiong yang
""".split()
_SYLLABLES = "ba be ca do fa gi ha jo ka lo ma ne or pa ri sa ta vo wa zu".split()
_OFTEN_FEMALE = ("a", "e", "n", "y")
"""Endings of the given names of the half who are recorded as female."""
_FIRST_BIRTH = date(1930, 1, 1)
_BIRTH_DAYS = 75 * 365
_INSERT = f"""
INSERT INTO participant (position, {", ".join(_WRITTEN)})
VALUES (?{", ?" * len(_WRITTEN)})
"""


def kept_store(participants: int) -> Database:
    """A store with that many participants and nothing else, kept between runs."""

    def fill(folder: Path) -> None:
        filled(folder / "store.db", participants).close()

    folder = kept_folder(f"participants-{participants}", [Path(__file__)], fill)
    return Database(folder / "store.db", KEY)


def filled(path: Path, participants: int) -> Database:
    """A new store with that many participants and nothing else."""
    durable_files.create_file(path)
    with create_store_file(path, KEY):
        pass
    database = Database(path, KEY)
    fill(database, participants)
    return database


def fill(database: Database, participants: int) -> None:
    """Write that many participants into a store that has none."""
    everyone = enumerate(made_up(participants), start=1)
    while batch := list(islice(everyone, _BATCH)):
        with database.transaction() as connection:
            connection.executemany(_INSERT, ((at, *participant_row(one)) for at, one in batch))
            connection.executemany(
                "INSERT INTO participant_search (rowid, words) VALUES (?, ?)",
                ((at, search_terms(one)) for at, one in batch),
            )


def made_up(number: int, seed: int = 7) -> Iterator[Participant]:
    """The same people each time."""
    chance = random.Random(seed)
    for count in range(number):
        identity = ParticipantId(f"{chance.getrandbits(128):032x}")
        given, family = _name(chance, _GIVEN), _name(chance, _FAMILY)
        yield Participant(
            id=identity,
            number=ParticipantNumber(participant_number(identity)),
            given_name=given,
            middle_name=_name(chance, _GIVEN) if chance.random() < 0.3 else "",
            family_name=family,
            birth_date=_FIRST_BIRTH + timedelta(days=chance.randrange(_BIRTH_DAYS)),
            sex_at_birth=SexAtBirth.FEMALE if given.endswith(_OFTEN_FEMALE) else SexAtBirth.MALE,
            language=Language("en"),
            preferred_contact=ContactChannel.PHONE,
            phone=f"+1 {chance.randrange(201, 990)}-{chance.randrange(200, 999)}"
            f"-{chance.randrange(10_000):04}",
            email=f"{given}.{family}{count % 1000}@example.org".lower(),
            address=Address("1 Main Street", "Springfield", "IL", "62701"),
        )


def _name(chance: random.Random, common: list[str]) -> str:
    """Half of the people share the common names, the first ones most; the others have rare ones."""
    if chance.random() < 0.5:
        return common[min(int(chance.expovariate(1 / 25)), len(common) - 1)].title()
    return "".join(chance.choices(_SYLLABLES, k=3)).title()
