"""Wraps the store key for a practitioner's passphrase or for the recovery key.

Argon2id (RFC 9106) stretches a passphrase, HKDF-SHA256 mixes in the machine's secret, and
ChaCha20-Poly1305 (RFC 8439) encrypts the store key; a label as associated data binds the wrapped
key to its owner.
"""

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
    """Argon2id parameters of a key file; values outside these limits mean a damaged file."""

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
    """The encrypted store key; `machine` names the keyring secret it also needs, if any."""

    salt: Annotated[bytes, Meta(min_length=_SALT_BYTES, max_length=_SALT_BYTES)]
    nonce: Annotated[bytes, Meta(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]
    sealed: Annotated[bytes, Meta(min_length=_SEALED_BYTES, max_length=_SEALED_BYTES)]
    machine: str = ""


def wrap_key(
    store_key: bytes, key: bytes, salt: bytes, label: str, machine: str = ""
) -> WrappedKey:
    """Encrypt the store key under `key`, bound to `label`, which names its owner."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return WrappedKey(
        salt, nonce, ChaCha20Poly1305(key).encrypt(nonce, store_key, _said(label)), machine
    )


def unwrap_key(wrap: WrappedKey, key: bytes, label: str) -> bytes | None:
    """Decrypt the store key; None when `key` or `label` is not the one it was wrapped with."""
    try:
        return ChaCha20Poly1305(key).decrypt(wrap.nonce, wrap.sealed, _said(label))
    except InvalidTag:
        return None


def decoy_wrapped_key() -> WrappedKey:
    """A wrapped key that no key opens: an unknown name costs the same work as a known one."""
    sealed = secrets.token_bytes(_SEALED_BYTES)
    return WrappedKey(new_salt(), secrets.token_bytes(_NONCE_BYTES), sealed)


def new_salt() -> bytes:
    """16 random bytes."""
    return secrets.token_bytes(_SALT_BYTES)


def key_from_passphrase(passphrase: str, salt: bytes, secret: bytes, costs: Argon2Costs) -> bytes:
    """The wrapping key of a passphrase and the machine's secret (empty where there is none)."""
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
    """The wrapping key of a recovery key; it is random, so it needs no slow hash."""
    return _derived(recovery.encode(), salt, "recovery")


def _derived(material: bytes, salt: bytes, purpose: str) -> bytes:
    info = f"ptc-app store key 1: {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(material)


def _said(label: str) -> bytes:
    """The associated data that binds a wrapped key to `label`."""
    return f"ptc-app wrap 1: {label}".encode()
