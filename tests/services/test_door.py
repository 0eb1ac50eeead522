"""The door: a first day, a passphrase, and the recovery key for when both are forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ptc_app.domain.errors import RuleBroken, StoreLocked
from ptc_app.domain.practitioner import Role
from ptc_app.paths import DataDir
from ptc_app.services.session import Door
from ptc_app.storage.database import Database
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.settings import Settings
from tests.support.house import SETUP, a_door

NEW_PASSPHRASE = "four other words entirely"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def door(folder: Path) -> Door:
    return a_door(folder)


@pytest.fixture
def recovery_key(door: Door) -> str:
    """Of a site that had its first day."""
    keys = door.new_keys(SETUP)
    door.set_up(SETUP, keys, keys.recovery_key)
    return keys.recovery_key


# --- the first day --------------------------------------------------------------------------------


def test_nothing_is_written_before_the_recovery_key_was_typed_back(
    door: Door, folder: Path
) -> None:
    keys = door.new_keys(SETUP)
    with pytest.raises(RuleBroken, match="recovery-key-differs"):
        door.set_up(SETUP, keys, keys.recovery_key[:-1])
    assert not door.is_set_up()
    assert not folder.exists()


def test_the_recovery_key_is_typed_back_in_any_form(door: Door) -> None:
    keys = door.new_keys(SETUP)
    door.set_up(SETUP, keys, f" {keys.recovery_key.lower().replace('-', ' ')} ")
    assert door.is_set_up()


def test_the_first_administrator_and_the_desk_are_as_typed(door: Door, folder: Path) -> None:
    typed = replace(SETUP, site=" Springfield ", sign_in_name=" ana.o ", name="Ana Ortiz ")
    keys = door.new_keys(typed)
    door.set_up(typed, keys, keys.recovery_key)
    database = Database(DataDir(folder).store, door.unlock("ana.o", typed.passphrase))
    (ana,) = Practitioners(database).all()
    desk = Settings(database).desk()
    database.close()
    assert (ana.sign_in_name, ana.name, ana.role) == ("ana.o", "Ana Ortiz", Role.ADMINISTRATOR)
    assert (desk.site, desk.machine) == ("Springfield", "desk 1")
    assert desk.device_id != ana.id


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"site": " "}, "setup-incomplete"),
        ({"machine": ""}, "setup-incomplete"),
        ({"name": "\t"}, "setup-incomplete"),
        ({"sign_in_name": ""}, "setup-incomplete"),
        ({"passphrase": "eleven char"}, "passphrase-short"),
        ({"kiosk_code": "12345"}, "kiosk-code-short"),
        ({"kiosk_code": "12345a"}, "kiosk-code-short"),
        ({"kiosk_code": ""}, "kiosk-code-short"),
    ],
)
def test_what_is_missing_or_too_short_is_asked_again(
    door: Door, typed: dict[str, str], refusal: str
) -> None:
    with pytest.raises(RuleBroken, match=refusal):
        door.new_keys(replace(SETUP, **typed))


def test_twelve_characters_and_six_digits_are_enough(door: Door) -> None:
    assert door.new_keys(replace(SETUP, passphrase="twelve chars", kiosk_code="123456"))


def test_a_site_has_one_first_day(door: Door, recovery_key: str) -> None:
    keys = door.new_keys(SETUP)
    with pytest.raises(RuleBroken, match="already-set-up"):
        door.set_up(SETUP, keys, keys.recovery_key)
    assert door.recover(recovery_key, SETUP.sign_in_name, NEW_PASSPHRASE)


# --- every other day ------------------------------------------------------------------------------


@pytest.mark.usefixtures("recovery_key")
def test_the_passphrase_opens_the_store(door: Door, folder: Path) -> None:
    Database(DataDir(folder).store, door.unlock(" Ana.O ", SETUP.passphrase)).close()


@pytest.mark.usefixtures("recovery_key")
@pytest.mark.parametrize(
    ("name", "passphrase"),
    [
        (SETUP.sign_in_name, SETUP.passphrase.upper()),
        (SETUP.sign_in_name, ""),
        ("someone", SETUP.passphrase),
    ],
)
def test_a_wrong_passphrase_and_a_wrong_name_look_the_same(
    door: Door, name: str, passphrase: str
) -> None:
    with pytest.raises(StoreLocked) as locked:
        door.unlock(name, passphrase)
    assert locked.value.full_code == "store.locked.passphrase"


# --- the day it was forgotten ---------------------------------------------------------------------


def test_the_recovery_key_gives_someone_a_new_passphrase(door: Door, recovery_key: str) -> None:
    store_key = door.unlock(SETUP.sign_in_name, SETUP.passphrase)
    typed = f"  {recovery_key.lower()} "
    assert door.recover(typed, f" {SETUP.sign_in_name}", NEW_PASSPHRASE) == store_key
    assert door.unlock(SETUP.sign_in_name, NEW_PASSPHRASE) == store_key
    with pytest.raises(StoreLocked):
        door.unlock(SETUP.sign_in_name, SETUP.passphrase)


def test_a_short_passphrase_is_refused_and_the_old_one_stays(door: Door, recovery_key: str) -> None:
    with pytest.raises(RuleBroken, match="passphrase-short"):
        door.recover(recovery_key, SETUP.sign_in_name, "too short")
    assert door.unlock(SETUP.sign_in_name, SETUP.passphrase)


@pytest.mark.usefixtures("recovery_key")
def test_another_recovery_key_recovers_nothing(door: Door, tmp_path: Path) -> None:
    elsewhere = a_door(tmp_path / "elsewhere").new_keys(SETUP).recovery_key
    for typed in (elsewhere, "nonsense", ""):
        with pytest.raises(StoreLocked, match="recovery"):
            door.recover(typed, SETUP.sign_in_name, NEW_PASSPHRASE)
    assert door.unlock(SETUP.sign_in_name, SETUP.passphrase)


def test_the_recovery_key_lets_in_nobody_who_does_not_work_here(
    door: Door, recovery_key: str
) -> None:
    with pytest.raises(StoreLocked, match="unknown-name"):
        door.recover(recovery_key, "someone", NEW_PASSPHRASE)
