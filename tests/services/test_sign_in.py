"""The door: a first day, a passphrase, and the recovery key for when both are forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ptc_app.domain.errors import RuleBroken, StoreLocked
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.workstation import SiteSupport
from ptc_app.paths import DataDir
from ptc_app.services.site_setup_and_unlock import SignInService
from ptc_app.storage.database import Database
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.settings import Settings
from tests.support.site_runtimes import SETUP, sign_in_service_over

NEW_PASSPHRASE = "four other words entirely"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def sign_in(folder: Path) -> SignInService:
    return sign_in_service_over(folder)


@pytest.fixture
def recovery_key(sign_in: SignInService) -> str:
    """Of a site that had its first day."""
    keys = sign_in.new_keys(SETUP)
    sign_in.set_up(SETUP, keys, keys.recovery_key)
    return keys.recovery_key


# --- the first day --------------------------------------------------------------------------------


def test_nothing_is_written_before_the_recovery_key_was_typed_back(
    sign_in: SignInService, folder: Path
) -> None:
    keys = sign_in.new_keys(SETUP)
    with pytest.raises(RuleBroken, match=r"^rule\.recovery-key-differs$"):
        sign_in.set_up(SETUP, keys, keys.recovery_key[:-1])
    assert not sign_in.is_set_up()
    assert not folder.exists()


def test_the_recovery_key_is_typed_back_in_any_form(sign_in: SignInService) -> None:
    keys = sign_in.new_keys(SETUP)
    sign_in.set_up(SETUP, keys, f" {keys.recovery_key.lower().replace('-', ' ')} ")
    assert sign_in.is_set_up()


def test_the_first_administrator_and_the_desk_are_as_typed(
    sign_in: SignInService, folder: Path
) -> None:
    typed = replace(SETUP, site=" Springfield ", sign_in_name=" ana.o ", name="Ana Ortiz ")
    keys = sign_in.new_keys(typed)
    sign_in.set_up(typed, keys, keys.recovery_key)
    database = Database(DataDir(folder).store, sign_in.unlock("ana.o", typed.passphrase))
    (ana,) = Practitioners(database).all()
    workstation = Settings(database).workstation()
    database.close()
    assert (ana.sign_in_name, ana.name, ana.role) == ("ana.o", "Ana Ortiz", StaffRole.ADMINISTRATOR)
    assert (workstation.site, workstation.machine) == ("Springfield", "desk 1")
    assert workstation.device_id != ana.id


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
        ({"support": SiteSupport(" ", "210 555 0100")}, "support-incomplete"),
        ({"support": SiteSupport("Pat Lee", "")}, "support-incomplete"),
        ({"support": SiteSupport("Pat Lee", "555")}, "phone-invalid"),
    ],
)
def test_what_is_missing_or_too_short_is_asked_again(
    sign_in: SignInService, typed: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(RuleBroken, match=rf"^rule\.{refusal}$"):
        sign_in.new_keys(replace(SETUP, **typed))


def test_twelve_characters_and_six_digits_are_enough(sign_in: SignInService) -> None:
    setup = replace(SETUP, passphrase="twelve chars", kiosk_code="123456")
    assert sign_in.new_keys(setup).recovery_key


def test_a_site_has_one_first_day(sign_in: SignInService, recovery_key: str) -> None:
    keys = sign_in.new_keys(SETUP)
    with pytest.raises(RuleBroken, match=r"^rule\.already-set-up$"):
        sign_in.set_up(SETUP, keys, keys.recovery_key)
    assert sign_in.recover(recovery_key, SETUP.sign_in_name, NEW_PASSPHRASE)


# --- every other day ------------------------------------------------------------------------------


@pytest.mark.usefixtures("recovery_key")
def test_the_passphrase_opens_the_store(sign_in: SignInService, folder: Path) -> None:
    Database(DataDir(folder).store, sign_in.unlock(" Ana.O ", SETUP.passphrase)).close()


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
    sign_in: SignInService, name: str, passphrase: str
) -> None:
    with pytest.raises(StoreLocked) as locked:
        sign_in.unlock(name, passphrase)
    assert locked.value.full_code == "store.locked.passphrase"


# --- the day it was forgotten ---------------------------------------------------------------------


def test_the_recovery_key_gives_someone_a_new_passphrase(
    sign_in: SignInService, recovery_key: str
) -> None:
    store_key = sign_in.unlock(SETUP.sign_in_name, SETUP.passphrase)
    typed = f"  {recovery_key.lower()} "
    assert sign_in.recover(typed, f" {SETUP.sign_in_name}", NEW_PASSPHRASE) == store_key
    assert sign_in.unlock(SETUP.sign_in_name, NEW_PASSPHRASE) == store_key
    with pytest.raises(StoreLocked):
        sign_in.unlock(SETUP.sign_in_name, SETUP.passphrase)


def test_a_new_passphrase_may_have_twelve_characters(
    sign_in: SignInService, recovery_key: str
) -> None:
    assert sign_in.recover(recovery_key, SETUP.sign_in_name, "twelve chars")
    with pytest.raises(RuleBroken, match=r"^rule\.passphrase-short$"):
        sign_in.recover(recovery_key, SETUP.sign_in_name, "eleven char")


def test_a_short_passphrase_is_refused_and_the_old_one_stays(
    sign_in: SignInService, recovery_key: str
) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.passphrase-short$"):
        sign_in.recover(recovery_key, SETUP.sign_in_name, "too short")
    assert sign_in.unlock(SETUP.sign_in_name, SETUP.passphrase)


@pytest.mark.usefixtures("recovery_key")
def test_another_recovery_key_recovers_nothing(sign_in: SignInService, tmp_path: Path) -> None:
    elsewhere = sign_in_service_over(tmp_path / "elsewhere").new_keys(SETUP).recovery_key
    for typed in (elsewhere, "nonsense", ""):
        with pytest.raises(StoreLocked, match=r"^store\.locked\.recovery$"):
            sign_in.recover(typed, SETUP.sign_in_name, NEW_PASSPHRASE)
    assert sign_in.unlock(SETUP.sign_in_name, SETUP.passphrase)


def test_the_recovery_key_lets_in_nobody_who_does_not_work_here(
    sign_in: SignInService, recovery_key: str
) -> None:
    with pytest.raises(StoreLocked, match=r"^store\.locked\.unknown-name$"):
        sign_in.recover(recovery_key, "someone", NEW_PASSPHRASE)
