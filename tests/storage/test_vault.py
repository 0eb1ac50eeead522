"""The keys of a site and the file they open, as the services ask for them."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import StoreLocked
from ptc_app.domain.practitioner import FirstDay
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.keys import Keys
from ptc_app.storage.vault import Vault
from tests.storage.conftest import PASSPHRASE
from tests.support.builders import a_practitioner


def test_from_the_first_day_to_a_forgotten_passphrase(
    places: DataDir, keys: Keys, first_day: FirstDay
) -> None:
    vault, name = Vault(places, keys), a_practitioner().sign_in_name
    assert not vault.is_set_up()
    new = vault.new_keys(name, PASSPHRASE)
    vault.create(new, first_day)
    assert vault.is_set_up()
    opened = vault.opened_by(vault.unlock(name, PASSPHRASE))
    assert not opened.uses_keyring()
    opened.admit("ben", "four quiet green boats")
    assert vault.unlock("Ben", "four quiet green boats") == new.store_key
    Database(places.store, vault.unlock(name, PASSPHRASE)).close()
    assert vault.recover(new.recovery_key, name, "a new one") == new.store_key
    assert vault.unlock(name, "a new one") == new.store_key
    with pytest.raises(StoreLocked):
        vault.unlock(name, PASSPHRASE)


def test_the_recovery_key_lets_no_stranger_in(
    site: DataDir, keys: Keys, first_day: FirstDay
) -> None:
    vault = Vault(site, keys)
    before = site.keys.read_bytes()
    with pytest.raises(StoreLocked):
        vault.recover("not the key", first_day.practitioner.sign_in_name, "a new one")
    assert site.keys.read_bytes() == before


def test_the_recovery_key_makes_no_new_name(
    places: DataDir, keys: Keys, first_day: FirstDay
) -> None:
    vault = Vault(places, keys)
    new = vault.new_keys(first_day.practitioner.sign_in_name, PASSPHRASE)
    vault.create(new, first_day)
    before = places.keys.read_bytes()
    with pytest.raises(StoreLocked) as error:
        vault.recover(new.recovery_key, "nobody", "a new one")
    assert error.value.full_code == "store.locked.unknown-name"
    assert places.keys.read_bytes() == before
