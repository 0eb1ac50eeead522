"""The key file beside the store: the store key, wrapped for each practitioner and for recovery."""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from ptc_app.domain.errors import StoreLocked, StoreUnusable
from ptc_app.domain.undecodable import UNDECODABLE
from ptc_app.storage import durable_files
from ptc_app.storage.keys import key_wrapping, recovery_key
from ptc_app.storage.keys.key_wrapping import RFC_9106_COSTS, Argon2Costs, WrappedKey
from ptc_app.storage.keys.os_keyring import OsKeyring

_RECOVERY = "recovery"


class _File(msgspec.Struct, frozen=True, kw_only=True):
    """The content of the key file; bytes are base64 in its JSON."""

    version: Literal[1] = 1
    argon2id: Argon2Costs
    machine_secret: Literal["keyring", "none"]
    machine: str
    practitioners: dict[str, WrappedKey]
    recovery: WrappedKey


@dataclass(frozen=True, slots=True)
class GeneratedKeys:
    """The keys of a store that is still to be created.

    `store_key`: 32 bytes that encrypt the store. `recovery_key`: shown once, to be kept on paper,
    and never stored. `file`: the content of the key file. `uses_keyring`: whether a passphrase
    will open the store only with the secret in this machine's keyring.
    """

    store_key: bytes = field(repr=False)
    recovery_key: str = field(repr=False)
    file: bytes = field(repr=False)
    uses_keyring: bool


class KeyFile:
    """The key file of a site: unwraps the store key for a practitioner, and wraps it for others.

    Every method but `new` raises StoreUnusable: `keys-missing` where there is no file,
    `keys-corrupt` where it cannot be decoded, `denied`, `not-a-file` or `io` where it cannot be
    read.
    """

    def __init__(self, path: Path, machine: OsKeyring, costs: Argon2Costs = RFC_9106_COSTS) -> None:
        """`path`: of the key file. `machine`: the keyring that holds the machine secret.

        `costs` apply to a new key file; an existing one states its own.
        """
        self._path = path
        self._machine = machine
        self._costs = costs

    def new(self, sign_in_name: str, passphrase: str) -> GeneratedKeys:
        """Generate the keys of a new store for its first practitioner; writes no file.

        A new machine secret is stored in the keyring, where the system has one.
        """
        store_key = secrets.token_bytes(key_wrapping.KEY_BYTES)
        shown = recovery_key.new_recovery_key()
        machine = self._new_machine_secret()
        made = _File(
            argon2id=self._costs,
            machine_secret="keyring" if machine else "none",
            machine=machine,
            practitioners={},
            recovery=_recovery_wrap(store_key, shown),
        )
        body = _encoded(self._with(made, store_key, sign_in_name, passphrase))
        return GeneratedKeys(store_key, shown, body, uses_keyring=bool(machine))

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes), unwrapped by sign-in name and passphrase.

        StoreLocked: `passphrase` where they do not fit (an unknown name takes the same work and
        gives the same error), `machine-secret` where the keyring lacks the secret of this key.
        StoreUnusable `keys-missing` or `keys-corrupt`.
        """
        file = self._read()
        name = normalized_sign_in_name(sign_in_name)
        decoy = msgspec.structs.replace(key_wrapping.decoy_wrapped_key(), machine=file.machine)
        wrap = file.practitioners.get(name, decoy)
        key = key_wrapping.key_from_passphrase(
            passphrase, wrap.salt, self._secret_of(wrap), file.argon2id
        )
        store_key = key_wrapping.unwrap_key(wrap, key, _label(name))
        if store_key is None:
            raise StoreLocked("passphrase")
        return store_key

    def unlock_with_recovery(self, typed: str) -> bytes:
        """The store key (32 bytes), unwrapped by the recovery key as it was typed, on any machine.

        StoreLocked `recovery` for a wrong key; StoreUnusable `keys-missing` or `keys-corrupt`.
        """
        body = recovery_key.parse_recovery_key(typed)
        wrap = self._read().recovery
        store_key = key_wrapping.unwrap_key(
            wrap, key_wrapping.key_from_recovery_key(body, wrap.salt), _RECOVERY
        )
        if store_key is None:
            raise StoreLocked("recovery")
        return store_key

    def add(self, store_key: bytes, sign_in_name: str, passphrase: str) -> None:
        """Wrap the store key for a practitioner, in place of their earlier passphrase.

        The key file is replaced at once. Where the machine's keyring secret is gone (new machine,
        new account), a new one is made. StoreUnusable `keys-missing`, `keys-corrupt`, or `full` or
        `io` where it cannot be written.
        """
        file = self._read()
        if file.machine and self._machine.get(file.machine) is None:
            machine = self._new_machine_secret()
            kept: Literal["keyring", "none"] = "keyring" if machine else "none"
            file = msgspec.structs.replace(file, machine=machine, machine_secret=kept)
        self._write(self._with(file, store_key, sign_in_name, passphrase))

    def knows(self, sign_in_name: str) -> bool:
        """Whether the key file has a key for this sign-in name, compared without case.

        StoreUnusable `keys-missing` or `keys-corrupt`.
        """
        return normalized_sign_in_name(sign_in_name) in self._read().practitioners

    def uses_keyring(self) -> bool:
        """Whether a passphrase opens the store only with the secret in this machine's keyring.

        StoreUnusable `keys-missing` or `keys-corrupt`.
        """
        return self._read().machine_secret == "keyring"  # noqa: S105  (a state, not a secret)

    def _with(self, file: _File, store_key: bytes, sign_in_name: str, passphrase: str) -> _File:
        name, salt = normalized_sign_in_name(sign_in_name), key_wrapping.new_salt()
        unsealed = WrappedKey(salt, b"", b"", file.machine)
        key = key_wrapping.key_from_passphrase(
            passphrase, salt, self._secret_of(unsealed), file.argon2id
        )
        wrap = key_wrapping.wrap_key(store_key, key, salt, _label(name), file.machine)
        return msgspec.structs.replace(file, practitioners={**file.practitioners, name: wrap})

    def _new_machine_secret(self) -> str:
        """Store a new random secret in the keyring; its name, or "" where no keyring keeps it."""
        name = secrets.token_hex(8)
        secret = b64encode(secrets.token_bytes(key_wrapping.KEY_BYTES)).decode()
        return name if self._machine.usable() and self._machine.put(name, secret) else ""

    def _secret_of(self, wrap: WrappedKey) -> bytes:
        if not wrap.machine:
            return b""
        secret = self._machine.get(wrap.machine)
        if secret is None:
            raise StoreLocked("machine-secret")  # the recovery key still opens the store
        return b64decode(secret)

    def _read(self) -> _File:
        if not durable_files.is_there(self._path):
            raise StoreUnusable("keys-missing")
        body = durable_files.read_file(self._path)
        try:
            return msgspec.json.decode(body, type=_File)
        except UNDECODABLE as error:
            raise StoreUnusable("keys-corrupt") from error

    def _write(self, file: _File) -> None:
        new = self._path.with_name(f"{self._path.name}.new")
        durable_files.create_file(new, _encoded(file))
        durable_files.move_file(new, self._path)


def normalized_sign_in_name(sign_in_name: str) -> str:
    """A sign-in name in the form in which it is compared: NFKC, trimmed, case folded."""
    return unicodedata.normalize("NFKC", sign_in_name).strip().casefold()


def _recovery_wrap(store_key: bytes, shown: str) -> WrappedKey:
    salt = key_wrapping.new_salt()
    key = key_wrapping.key_from_recovery_key(recovery_key.parse_recovery_key(shown), salt)
    return key_wrapping.wrap_key(store_key, key, salt, _RECOVERY)


def _label(name: str) -> str:
    return f"practitioner {name}"


def _encoded(file: _File) -> bytes:
    return msgspec.json.format(msgspec.json.encode(file), indent=2)
