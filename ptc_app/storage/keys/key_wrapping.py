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

from ptc_app.domain.concealed_struct import ConcealedStruct

KEY_BYTES = 32
"""The length of the store key and of the keys that wrap it."""
_SALT_BYTES = 16
_NONCE_BYTES = 12
_SEALED_BYTES = KEY_BYTES + 16
"""With ChaCha20-Poly1305's tag."""


class Argon2Costs(msgspec.Struct, frozen=True):
    """The Argon2id parameters of a key file (RFC 9106).

    `time_cost`: passes, 1 to 16. `memory_kib`: memory in KiB, 8 to 1,048,576. `parallelism`: lanes,
    1 to 16. Decoding refuses other values as damage; ValueError for less than 8 KiB for each lane.
    """

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


class WrappedKey(ConcealedStruct, frozen=True):
    """The store key, encrypted under a wrapping key.

    `salt`: of the derivation of the wrapping key. `nonce`, `sealed`: nonce and ciphertext with tag
    of ChaCha20-Poly1305. `machine`: the name of the keyring secret that is also needed; "" where
    none is.
    """

    salt: Annotated[bytes, Meta(min_length=_SALT_BYTES, max_length=_SALT_BYTES)]
    nonce: Annotated[bytes, Meta(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]
    sealed: Annotated[bytes, Meta(min_length=_SEALED_BYTES, max_length=_SEALED_BYTES)]
    machine: str = ""


def wrap_key(
    store_key: bytes, key: bytes, salt: bytes, label: str, machine: str = ""
) -> WrappedKey:
    """Encrypt the store key under `key` (32 bytes, derived with `salt`), with a new random nonce.

    It is bound to `label`, which names its owner, and must be the same to unwrap it. `machine` is
    the name of the keyring secret that went into `key`; "" where none did.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return WrappedKey(
        salt, nonce, ChaCha20Poly1305(key).encrypt(nonce, store_key, _said(label)), machine
    )


def unwrap_key(wrap: WrappedKey, key: bytes, label: str) -> bytes | None:
    """Decrypt the store key; None where `key` or `label` is not the one it was wrapped with."""
    try:
        return ChaCha20Poly1305(key).decrypt(wrap.nonce, wrap.sealed, _said(label))
    except InvalidTag:
        return None


def decoy_wrapped_key() -> WrappedKey:
    """A random wrapped key that no key opens.

    With it, signing in under an unknown name takes the same work as under a known one.
    """
    sealed = secrets.token_bytes(_SEALED_BYTES)
    return WrappedKey(new_salt(), secrets.token_bytes(_NONCE_BYTES), sealed)


def new_salt() -> bytes:
    """A salt for the derivation of a wrapping key: 16 random bytes."""
    return secrets.token_bytes(_SALT_BYTES)


def key_from_passphrase(passphrase: str, salt: bytes, secret: bytes, costs: Argon2Costs) -> bytes:
    """The wrapping key (32 bytes) of a passphrase (in Unicode form NFC) and the machine's secret.

    `salt`: 16 bytes. `secret`: empty without one. Argon2id, slow on purpose, then HKDF-SHA256. Lone
    surrogates in the passphrase, which are no text, count like any character.
    """
    hashed = hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass"),
        salt,
        time_cost=costs.time_cost,
        memory_cost=costs.memory_kib,
        parallelism=costs.parallelism,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return _derived(hashed + secret, salt, "passphrase and machine" if secret else "passphrase")


def key_from_recovery_key(recovery: str, salt: bytes) -> bytes:
    """The wrapping key (32 bytes) of a recovery key, given as `parse_recovery_key` returns it.

    HKDF-SHA256 alone: the key is random, so it needs no slow hash.
    """
    return _derived(recovery.encode(), salt, "recovery")


def _derived(material: bytes, salt: bytes, purpose: str) -> bytes:
    info = f"ptc-app store key 1: {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(material)


def _said(label: str) -> bytes:
    """The associated data that binds a wrapped key to `label`."""
    return f"ptc-app wrap 1: {label}".encode(errors="surrogatepass")
