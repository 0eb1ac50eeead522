"""The first day: the site is set up in full, or not at all."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import DataFolderUnusable, RuleBroken, StoreUnusable
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.paths import DataDir
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.keys.key_file import GeneratedKeys, KeyFile
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.settings import Settings
from ptc_app.storage.site_files import is_set_up
from ptc_app.storage.site_setup import create_store
from tests.storage.conftest import KIOSK_CODE, PASSPHRASE
from tests.support.builders import a_desk, a_practitioner

_TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir"}
_MOST_STEPS = 60


def everything_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_an_empty_folder_is_not_set_up(places: DataDir) -> None:
    assert is_set_up(places) is False


def test_after_the_first_day_the_first_practitioner_comes_in(site: DataDir, keys: KeyFile) -> None:
    assert is_set_up(site)
    database = Database(site.store, keys.unlock(a_practitioner().sign_in_name, PASSPHRASE))
    assert Settings(database).workstation() == a_desk()
    assert Practitioners(database).all() == [a_practitioner()]
    assert Practitioners(database).whose_kiosk_code(KIOSK_CODE) == a_practitioner().id
    (entry,) = AuditTrail(database).entries()
    assert (entry.event.action, entry.event.subject) == (AuditAction.SITE_SET_UP, "Springfield")
    assert check_integrity(database).holds
    database.close()


def test_only_we_may_read_what_it_leaves(site: DataDir) -> None:
    modes = {file.name: file.stat().st_mode & 0o777 for file in site.root.iterdir()}
    assert modes == {"store.db": 0o600, "keys.json": 0o600}
    assert site.root.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_there_keeps_its_mode_and_its_files_are_ours_alone(
    places: DataDir, new_keys: GeneratedKeys, first_day: InitialSiteData
) -> None:
    places.root.mkdir()
    places.root.chmod(0o755)
    create_store(places, new_keys, first_day)
    assert places.root.stat().st_mode & 0o777 == 0o755
    assert {file.stat().st_mode & 0o777 for file in places.root.iterdir()} == {0o600}


def test_a_site_is_set_up_once(
    site: DataDir, new_keys: GeneratedKeys, first_day: InitialSiteData
) -> None:
    before = everything_in(site.root)
    with pytest.raises(RuleBroken) as error:
        create_store(site, new_keys, first_day)
    assert error.value.full_code == "rule.already-set-up"
    assert everything_in(site.root) == before


@pytest.mark.parametrize(
    ("lost", "code"),
    [("store", "store.unusable.missing"), ("keys", "store.unusable.keys-missing")],
)
def test_half_a_site_is_never_set_up_again(
    site: DataDir, new_keys: GeneratedKeys, first_day: InitialSiteData, lost: str, code: str
) -> None:
    getattr(site, lost).unlink()
    before = everything_in(site.root)
    for attempt in (lambda: is_set_up(site), lambda: create_store(site, new_keys, first_day)):
        with pytest.raises(StoreUnusable) as error:
            attempt()
        assert error.value.full_code == code
    assert everything_in(site.root) == before


def test_a_log_without_its_store_is_a_lost_store(places: DataDir) -> None:
    places.root.mkdir()
    (places.root / "store.db-wal").write_bytes(b"what was not yet in the store")
    with pytest.raises(StoreUnusable) as error:
        is_set_up(places)
    assert error.value.full_code == "store.unusable.missing"


def test_leftovers_of_a_killed_set_up_are_replaced(
    places: DataDir, new_keys: GeneratedKeys, first_day: InitialSiteData
) -> None:
    places.root.mkdir()
    for name in ("store.db.new", "store.db.new-journal", "keys.json.new"):
        (places.root / name).write_bytes(b"half")
    create_store(places, new_keys, first_day)
    assert sorted(everything_in(places.root)) == ["keys.json", "store.db"]
    Database(places.store, new_keys.store_key).close()


def test_a_refused_first_day_leaves_nothing_set_up(
    places: DataDir, new_keys: GeneratedKeys, first_day: InitialSiteData
) -> None:
    places.root.write_text("a file where the folder should be")
    for use in (partial(create_store, places, new_keys, first_day), partial(is_set_up, places)):
        with pytest.raises(DataFolderUnusable) as error:
            use()
        assert error.value.full_code == "data-folder.not-a-folder"
    assert places.root.read_text() == "a file where the folder should be"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked child")
def test_killed_at_any_step_it_is_set_up_in_full_or_can_be_again(
    tmp_path: Path, new_keys: GeneratedKeys, first_day: InitialSiteData
) -> None:
    states = []
    for step in range(_MOST_STEPS):
        places = DataDir(tmp_path / f"killed-at-{step}")
        was_killed = _killed_at(step, partial(create_store, places, new_keys, first_day))
        states.append(is_set_up(places))
        if not states[-1]:
            create_store(places, new_keys, first_day)
        Database(places.store, new_keys.store_key).close()
        if not was_killed:
            break
    assert not was_killed
    assert states[0] is False
    assert states[-1] is True
    assert len(states) > 8


def _killed_at(step: int, work: Callable[[], None]) -> bool:
    """Whether a child that does the work was killed at that touch of a file."""
    child = os.fork()
    if child == 0:
        left = step

        def kill(event: str, _: object) -> None:
            nonlocal left
            if event in _TOUCHES:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
