"""The golden key files: one of a machine without a keyring, one with a secret in the keyring."""

from __future__ import annotations

from pathlib import Path

import keyring.backends.fail
from keyring.backend import KeyringBackend

from ptc_app.storage.keys.key_file import GeneratedKeys, KeyFile
from ptc_app.storage.keys.os_keyring import OsKeyring
from tests.golden import golden_files
from tests.golden.golden_site import ADMINISTRATOR, COORDINATOR
from tests.support.site_runtimes import FAST

_PASSPHRASE = "four words of nonsense"
_SPANISH_NAME, _SPANISH_PASSPHRASE = "José Ñandú", "cuatro canciones sin razón"


class GoldenKeyring(KeyringBackend):
    """An operating system's keyring; `secrets` are what an earlier program put there."""

    priority = 1

    def __init__(self, secrets: dict[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.secrets = secrets

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[f"{service}/{username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("no secret is deleted")


# Only the operating systems' own keyrings are trusted, by the name of their module.
GoldenKeyring.__module__ = "keyring.backends.SecretService"


def site_key_file(path: Path = golden_files.KEYS) -> KeyFile:
    """The key file of the golden site, on a machine without a keyring."""
    no_keyring = keyring.backends.fail.Keyring()
    return KeyFile(path, OsKeyring(no_keyring), FAST)


def machine_key_file(backend: GoldenKeyring | None = None) -> KeyFile:
    """The key file whose passphrases need a secret in the machine's keyring.

    The keyring holds that secret, unless another is given.
    """
    if backend is None:
        backend = GoldenKeyring(golden_files.read_json(golden_files.MACHINE_SECRETS)["keyring"])
    return KeyFile(golden_files.MACHINE_KEYS, OsKeyring(backend), FAST)


def write_site_keys() -> None:
    """A key file with new keys for both practitioners, and the secrets that open it."""
    keys = site_key_file().new(ADMINISTRATOR.sign_in_name, _PASSPHRASE)
    golden_files.KEYS.write_bytes(keys.file)
    site_key_file().add(keys.store_key, COORDINATOR.sign_in_name, COORDINATOR.passphrase)
    passphrases = {
        ADMINISTRATOR.sign_in_name: _PASSPHRASE,
        COORDINATOR.sign_in_name: COORDINATOR.passphrase,
    }
    golden_files.write_json(
        golden_files.SITE_SECRETS, {"passphrases": passphrases, **_keys_of(keys)}
    )


def write_machine_keys() -> None:
    """A key file with new keys and a new secret of a keyring, and the secrets that open it."""
    backend = GoldenKeyring({})
    keys = machine_key_file(backend).new(_SPANISH_NAME, _SPANISH_PASSPHRASE)
    golden_files.MACHINE_KEYS.write_bytes(keys.file)
    secrets = {
        "passphrases": {_SPANISH_NAME: _SPANISH_PASSPHRASE},
        "keyring": backend.secrets,
        **_keys_of(keys),
    }
    golden_files.write_json(golden_files.MACHINE_SECRETS, secrets)


def _keys_of(keys: GeneratedKeys) -> dict[str, str]:
    return {"recovery_key": keys.recovery_key, "store_key": keys.store_key.hex()}
