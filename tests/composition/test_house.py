"""One site, wired: in, out, and to central."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ptc_app.config import CentralToJoin
from ptc_app.domain.audit import Action
from ptc_app.domain.central import KnownCentral
from ptc_app.domain.errors import CentralUnreachable, SignInNeeded, StoreLocked
from ptc_app.domain.outbox import SyncReport, WaitReason
from ptc_app.house import House, join_central, open_watch
from ptc_app.paths import DataDir
from ptc_app.practice import PRACTICE, PracticeCentral, practising, set_up, unlocked, welcome
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.settings import Settings
from ptc_central.server import serve


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on its first day."""
    root = tmp_path_factory.mktemp("site")
    set_up(House(DataDir(root)))
    return root


@pytest.fixture
def house(made: Path, tmp_path: Path) -> House:
    """On a copy of it."""
    return House(DataDir(Path(shutil.copytree(made, tmp_path / "site"))))


def settled(house: House) -> KnownCentral | None:
    """The central that is kept."""
    database = Database(house.data.store, unlocked(house))
    try:
        return Settings(database).central()
    finally:
        database.close()


def test_who_comes_in_is_in_the_trail_and_named_on_all_they_do(house: House) -> None:
    key = unlocked(house)
    clinic = house.open(key, f" {PRACTICE.sign_in_name.upper()} ")
    house.close()
    assert clinic.author.practitioner.name == PRACTICE.name
    assert clinic.author.desk.site == PRACTICE.site
    database = Database(house.data.store, key)
    *_, last = AuditTrail(database).entries()
    database.close()
    assert (last.event.action, last.event.practitioner) == (
        Action.SIGNED_IN,
        clinic.author.practitioner.id,
    )


def test_the_key_alone_lets_nobody_in(house: House) -> None:
    key = unlocked(house)
    with pytest.raises(StoreLocked):
        house.open(key, "somebody else")
    house.close()
    assert house.carry() == SyncReport(away=WaitReason.NOT_CONNECTED)


def test_nothing_is_carried_before_a_central_is_known(house: House) -> None:
    house.open(unlocked(house), PRACTICE.sign_in_name)
    assert house.carry() == SyncReport(away=WaitReason.NOT_CONNECTED)
    house.stop_carrying()
    house.close()


def test_a_device_registers_once_wherever_central_moves(house: House, tmp_path: Path) -> None:
    key = unlocked(house)
    with serve(tmp_path / "central") as central:
        asked = CentralToJoin(central.url, central.ca_path, central.registration_code)
        join_central(house.data, key, asked)
    first = settled(house)
    assert first is not None
    assert (first.url, first.ca_pem) == (central.url, central.ca_path.read_text())
    assert first.client_secret not in repr(first)
    moved = replace(asked, url="https://moved.example", registration_code="no longer good")
    join_central(house.data, key, moved)
    assert settled(house) == replace(first, url=moved.url)


def test_a_refused_registration_leaves_the_central_that_is_known(
    house: House, tmp_path: Path
) -> None:
    key = unlocked(house)
    with serve(tmp_path / "one") as one, serve(tmp_path / "other") as other:
        join_central(house.data, key, CentralToJoin(one.url, one.ca_path, one.registration_code))
        before = settled(house)
        with pytest.raises(SignInNeeded):
            join_central(house.data, key, CentralToJoin(other.url, other.ca_path, "wrong"))
    assert settled(house) == before


def test_a_known_central_is_looked_for(house: House, tmp_path: Path) -> None:
    key = unlocked(house)
    with serve(tmp_path / "central") as central:
        asked = CentralToJoin(central.url, central.ca_path, central.registration_code)
        join_central(house.data, key, asked)
        house.open(key, PRACTICE.sign_in_name)
        assert house.carry() == SyncReport()
        house.stop_carrying()
        house.close()


def test_practising_ends_its_central_with_itself(house: House) -> None:
    with practising(house) as central:
        watch = open_watch(house.data, unlocked(house))
        assert watch is not None
        assert watch.look() == SyncReport()
        watch.close()
        assert settled(house) is not None
    with pytest.raises(CentralUnreachable):
        join_central(DataDir(house.data.root), unlocked(house), _elsewhere(central.address))


def test_what_everyone_may_read_is_enough_to_sign_in() -> None:
    for said in (PRACTICE.sign_in_name, PRACTICE.passphrase, PRACTICE.kiosk_code):
        assert said in welcome()


def test_a_central_that_does_not_start_says_so(tmp_path: Path) -> None:
    (tmp_path / "central").write_text("a file where its folder should be")
    with pytest.raises(CentralUnreachable) as error:
        PracticeCentral(tmp_path / "central")
    assert error.value.full_code == "central.unreachable.practice"


def _elsewhere(asked: CentralToJoin) -> CentralToJoin:
    """The same central by an authority not known yet, so that it must be asked."""
    ca = asked.ca.with_name("copy.pem")
    ca.write_text(asked.ca.read_text() + "\n")
    return replace(asked, ca=ca)
