"""The store's key, sealed for one who may open it: by a passphrase, or by the recovery key."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Meta

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_SEALED_BYTES = KEY_BYTES + 16
"""With ChaCha20-Poly1305's tag."""


class Argon2Costs(msgspec.Struct, frozen=True):
    """What one guess at a passphrase costs; a file that asks for more than these is damaged."""

    time_cost: Annotated[int, Meta(ge=1, le=16)]
    memory_kib: Annotated[int, Meta(ge=8, le=1024 * 1024)]
    parallelism: Annotated[int, Meta(ge=1, le=16)]

    def __post_init__(self) -> None:
        if self.memory_kib < 8 * self.parallelism:
            raise ValueError("memory_kib")  # RFC 9106, 3.1: at least 8 KiB for each lane


RFC_9106_COSTS = Argon2Costs(
    time_cost=RFC_9106_LOW_MEMORY.time_cost,
    memory_kib=RFC_9106_LOW_MEMORY.memory_cost,
    parallelism=RFC_9106_LOW_MEMORY.parallelism,
)
"""RFC 9106, section 4, second recommended option: t=3, 64 MiB, p=4."""


class WrappedKey(msgspec.Struct, frozen=True):
    """A sealed key; `machine` names the keyring's secret that it also needs, if any."""

    salt: Annotated[bytes, Meta(min_length=_SALT_BYTES, max_length=_SALT_BYTES)]
    nonce: Annotated[bytes, Meta(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]
    sealed: Annotated[bytes, Meta(min_length=_SEALED_BYTES, max_length=_SEALED_BYTES)]
    machine: str = ""


def wrap_key(
    store_key: bytes, key: bytes, salt: bytes, label: str, machine: str = ""
) -> WrappedKey:
    """The store's key sealed under `key`; `label` says for whom, and cannot be exchanged."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return WrappedKey(
        salt, nonce, ChaCha20Poly1305(key).encrypt(nonce, store_key, _said(label)), machine
    )


def unwrap_key(wrap: WrappedKey, key: bytes, label: str) -> bytes | None:
    """The store's key, or nothing when `key` is not the one."""
    try:
        return ChaCha20Poly1305(key).decrypt(wrap.nonce, wrap.sealed, _said(label))
    except InvalidTag:
        return None


def decoy_wrapped_key() -> WrappedKey:
    """A wrap that nothing opens, for a name that is not known: the same work, the same answer."""
    sealed = secrets.token_bytes(_SEALED_BYTES)
    return WrappedKey(new_salt(), secrets.token_bytes(_NONCE_BYTES), sealed)


def new_salt() -> bytes:
    return secrets.token_bytes(_SALT_BYTES)


def key_from_passphrase(passphrase: str, salt: bytes, secret: bytes, costs: Argon2Costs) -> bytes:
    """The key of a passphrase and of the machine's secret (empty where there is none)."""
    hashed = hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(),
        salt,
        time_cost=costs.time_cost,
        memory_cost=costs.memory_kib,
        parallelism=costs.parallelism,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return _derived(hashed + secret, salt, "passphrase and machine" if secret else "passphrase")


def key_from_recovery_key(recovery: str, salt: bytes) -> bytes:
    """The key of a recovery key, which needs no slow hash: it is random."""
    return _derived(recovery.encode(), salt, "recovery")


def _derived(material: bytes, salt: bytes, purpose: str) -> bytes:
    info = f"ptc-app store key 1: {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(material)


def _said(label: str) -> bytes:
    return f"ptc-app wrap 1: {label}".encode()
