"""Who can open the store, and who cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from ptc_app.domain.errors import StoreLocked, StoreUnusable
from ptc_app.storage.keys import recovery_key
from ptc_app.storage.keys.key_file import KeyFile
from ptc_app.storage.keys.key_wrapping import RFC_9106_COSTS, Argon2Costs
from ptc_app.storage.keys.os_keyring import OsKeyring
from tests.storage.conftest import FAST
from tests.support.keyrings import KeyringChain, NoKeyring, SecretKeyring


class PlainTextKeyring(SecretKeyring):
    """What keyrings.alt offers where there is nothing better."""


PlainTextKeyring.__module__ = "keyrings.alt.file"


def written(
    path: Path, backend: KeyringBackend, costs: Argon2Costs = FAST
) -> tuple[KeyFile, bytes, str]:
    """Keys on disk, with their store key and their recovery key."""
    keys = KeyFile(path, OsKeyring(backend), costs)
    new = keys.new("Nurse.1", "right")
    path.write_bytes(new.file)
    return keys, new.store_key, new.recovery_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def reason(error: pytest.ExceptionInfo[StoreLocked]) -> str:
    return error.value.full_code


def test_making_keys_writes_no_file(path: Path) -> None:
    keys = KeyFile(path, OsKeyring(NoKeyring()), FAST)
    new = keys.new("nurse.1", "right")
    assert not path.exists()
    for secret in (new.recovery_key, repr(new.store_key), repr(new.file)):
        assert secret not in repr(new)


def test_no_two_sites_and_no_two_practitioners_share_a_random_part(path: Path) -> None:
    random_parts: list[str] = []
    for _ in range(2):
        backend = SecretKeyring()
        keys, store_key, printed = written(path, backend)
        keys.add(store_key, "nurse.2", "right")
        file = json.loads(path.read_bytes())
        for wrap in (file["recovery"], *file["practitioners"].values()):
            random_parts += [wrap["salt"], wrap["nonce"], wrap["sealed"]]
        random_parts += [store_key.hex(), printed, *backend.kept.values()]
    assert len(random_parts) == 2 * (3 * 3 + 3)
    assert len(set(random_parts)) == len(random_parts)


def test_the_passphrase_opens(path: Path) -> None:
    keys, store_key, _ = written(path, NoKeyring())
    assert path.exists()
    assert keys.unlock("nurse.1", "right") == store_key
    assert keys.unlock(" NURSE.1", "right") == store_key
    assert not keys.uses_keyring()
    assert json.loads(path.read_text())["machine_secret"] == "none"


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [
        ("nurse.1", "wrong"),
        ("nobody", "right"),
        ("nurse.1", "\ud800"),
        ("\ud800", "right"),  # halves of a character, which are no text
    ],
)
def test_wrong_passphrase_and_unknown_name_look_the_same(
    path: Path, name: str, passphrase: str
) -> None:
    keys, *_ = written(path, NoKeyring())
    with pytest.raises(StoreLocked) as error:
        keys.unlock(name, passphrase)
    assert reason(error) == "store.locked.passphrase"


def test_an_accent_may_be_typed_either_way(path: Path) -> None:
    keys, store_key, _ = written(path, NoKeyring())
    keys.add(store_key, "jos\u00e9", "caf\u00e9")
    assert keys.unlock("jose\u0301", "cafe\u0301") == store_key


def test_the_wrap_of_one_does_not_open_as_another(path: Path) -> None:
    keys, *_ = written(path, NoKeyring())
    file = json.loads(path.read_text())
    file["practitioners"]["nurse.2"] = file["practitioners"]["nurse.1"]
    path.write_text(json.dumps(file))
    with pytest.raises(StoreLocked):
        keys.unlock("nurse.2", "right")


def test_a_colleague_is_added_and_both_come_in(path: Path) -> None:
    keys, store_key, _ = written(path, NoKeyring())
    keys.add(store_key, "nurse.2", "hers")
    assert keys.unlock("nurse.1", "right") == keys.unlock("nurse.2", "hers") == store_key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [f.name for f in path.parent.iterdir()] == ["keys.json"]


def test_a_new_passphrase_takes_the_place_of_the_old(path: Path) -> None:
    keys, store_key, _ = written(path, NoKeyring())
    keys.add(store_key, "nurse.1", "new")
    assert keys.unlock("nurse.1", "new") == store_key
    with pytest.raises(StoreLocked):
        keys.unlock("nurse.1", "right")


def test_costs_come_from_the_file(path: Path) -> None:
    _, store_key, _ = written(path, NoKeyring())
    other = KeyFile(path, OsKeyring(NoKeyring()), Argon2Costs(2, 16, 2))
    assert other.unlock("nurse.1", "right") == store_key


def test_the_costs_are_those_of_the_rfc_unless_said(path: Path) -> None:
    assert Argon2Costs(3, 65_536, 4) == RFC_9106_COSTS
    new = KeyFile(path, OsKeyring(NoKeyring())).new("nurse.1", "right")
    assert json.loads(new.file)["argon2id"]["memory_kib"] == 65_536


def test_the_recovery_key_opens_however_it_is_typed(path: Path) -> None:
    keys, store_key, shown = written(path, SecretKeyring())
    assert keys.unlock_with_recovery(shown) == store_key
    assert keys.unlock_with_recovery(f" {shown.lower().replace('-', ' ')}\n") == store_key
    elsewhere = KeyFile(path, OsKeyring(NoKeyring()))
    assert elsewhere.unlock_with_recovery(shown) == store_key


def test_another_recovery_key_does_not_open(path: Path) -> None:
    keys, _, shown = written(path, NoKeyring())
    for typed in (recovery_key.new_recovery_key(), shown[:-1], "", shown[1:] + shown[0]):
        with pytest.raises(StoreLocked) as error:
            keys.unlock_with_recovery(typed)
        assert reason(error) == "store.locked.recovery"


def test_a_recovery_key_is_random_and_cannot_be_misread() -> None:
    shown = {recovery_key.new_recovery_key() for _ in range(50)}
    assert len(shown) == 50
    assert {len(one.replace("-", "")) for one in shown} == {35}
    assert not set("".join(shown)) & set("0O1I")


def test_a_recovery_key_is_read_in_seven_groups_of_five() -> None:
    group = "[2-9A-HJ-NP-Z]{5}"
    for _ in range(50):
        assert re.fullmatch(f"{group}(-{group}){{6}}", recovery_key.new_recovery_key())


def test_a_person_can_read_the_key_file_and_find_its_secret_in_the_keyring(path: Path) -> None:
    backend = SecretKeyring()
    written(path, backend)
    text = path.read_text()
    file = json.loads(text)
    assert text == json.dumps(file, indent=2)
    assert re.fullmatch(r"[0-9a-f]{16}", file["machine"])
    assert list(backend.kept) == [("ptc-app", file["machine"])]


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff", b'{"version":2}'])
def test_a_broken_file_is_told_from_a_wrong_passphrase(path: Path, body: bytes) -> None:
    path.write_bytes(body)
    with pytest.raises(StoreUnusable) as error:
        KeyFile(path, OsKeyring(NoKeyring())).unlock("nurse.1", "right")
    assert error.value.full_code == "store.unusable.keys-corrupt"
    assert path.read_bytes() == body


@pytest.mark.parametrize(
    "damage",
    [
        (b'"machine": ""', b'"machine": "\xff"'),
        (b'"machine": ""', b'"more": ' + b"[" * 200_000),
        (b'"time_cost": 1', b'"time_cost": 0'),
        (b'"time_cost": 1', b'"time_cost": 17'),
        (b'"memory_kib": 8', b'"memory_kib": 0'),
        (b'"memory_kib": 8', b'"memory_kib": 1048577'),
        (b'"parallelism": 1', b'"parallelism": 0'),
        (b'"parallelism": 1', b'"parallelism": 17'),
        (b'"parallelism": 1', b'"parallelism": 2'),
        (rb'"salt": "[^"]*"', b'"salt": ""'),
        (rb'"nonce": "[^"]*"', b'"nonce": "AAAA"'),
        (rb'"sealed": "[^"]*"', b'"sealed": "AAAA"'),
    ],
)
def test_a_file_damaged_in_an_odd_place_is_told_as_well(
    path: Path, damage: tuple[bytes, bytes]
) -> None:
    keys, _, shown = written(path, NoKeyring())
    found, put = damage
    damaged = re.sub(found, lambda _: put, path.read_bytes())
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)
    openings: tuple[Callable[[], bytes], ...] = (
        lambda: keys.unlock("nurse.1", "right"),
        lambda: keys.unlock_with_recovery(shown),
    )
    for opening in openings:
        with pytest.raises(StoreUnusable, match=r"^store\.unusable\.keys-corrupt$"):
            opening()


def test_a_missing_file_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(StoreUnusable) as error:
        KeyFile(path, OsKeyring(NoKeyring())).uses_keyring()
    assert error.value.full_code == "store.unusable.keys-missing"


def test_with_a_keyring_the_passphrase_is_not_enough(path: Path) -> None:
    backend = SecretKeyring()
    keys, store_key, shown = written(path, backend)
    assert keys.uses_keyring()
    assert keys.unlock("nurse.1", "right") == store_key
    (secret,) = backend.kept.values()
    assert secret not in path.read_text()
    elsewhere = KeyFile(path, OsKeyring(SecretKeyring()))
    for name in ("nurse.1", "nobody"):
        with pytest.raises(StoreLocked) as error:
            elsewhere.unlock(name, "right")
        assert reason(error) == "store.locked.machine-secret"
    assert elsewhere.unlock_with_recovery(shown) == store_key


def test_a_locked_keyring_is_not_a_wrong_passphrase(path: Path) -> None:
    backend = SecretKeyring()
    keys, *_ = written(path, backend)
    backend.is_locked = True
    with pytest.raises(StoreLocked) as error:
        keys.unlock("nurse.1", "right")
    assert reason(error) == "store.locked.machine-secret"


@pytest.mark.parametrize(("backend", "kept"), [(SecretKeyring(), True), (NoKeyring(), False)])
def test_after_recovery_on_another_machine_a_passphrase_works_again(
    path: Path, backend: KeyringBackend, *, kept: bool
) -> None:
    _, _, shown = written(path, SecretKeyring())
    elsewhere = KeyFile(path, OsKeyring(backend))
    store_key = elsewhere.unlock_with_recovery(shown)
    elsewhere.add(store_key, "nurse.1", "new")
    assert elsewhere.unlock("nurse.1", "new") == store_key
    assert elsewhere.uses_keyring() == kept


def test_a_keyring_that_keeps_nothing_is_not_used(path: Path) -> None:
    backend = SecretKeyring()
    backend.is_locked = True
    keys, store_key, _ = written(path, backend)
    assert not keys.uses_keyring()
    assert keys.unlock("nurse.1", "right") == store_key


@pytest.mark.parametrize(
    "backend",
    [
        PlainTextKeyring(),
        FailKeyring(),
        NullKeyring(),
        KeyringChain(PlainTextKeyring(), NullKeyring()),
    ],
)
def test_plain_text_is_refused(backend: KeyringBackend) -> None:
    machine = OsKeyring(backend)
    assert not machine.usable()
    assert not machine.put("name", "secret")
    assert machine.get("name") is None


@pytest.mark.parametrize(
    "module",
    [
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.macOS",
        "keyring.backends.Windows",
    ],
)
def test_the_keyrings_of_operating_systems_are_used(module: str) -> None:
    backend = type("Keyring", (SecretKeyring,), {"__module__": module})()
    machine = OsKeyring(backend)
    assert machine.usable()
    assert machine.put("name", "secret")
    assert backend.kept == {("ptc-app", "name"): "secret"}


def test_the_real_keyring_of_a_chain_is_used_itself() -> None:
    plain, real = PlainTextKeyring(), SecretKeyring()
    machine = OsKeyring(KeyringChain(plain, real))
    assert machine.usable()
    assert machine.put("name", "secret")
    assert machine.get("name") == "secret"
    assert not plain.kept


def test_a_chain_is_known_by_its_links() -> None:
    assert hasattr(ChainerBackend, "backends")


def test_the_machine_is_asked_when_no_keyring_is_named() -> None:
    assert isinstance(OsKeyring().usable(), bool)
