"""Checks page HMACs of a SQLCipher file, to tell a wrong key from a damaged first page."""

from __future__ import annotations

import hmac
from hashlib import pbkdf2_hmac, sha512
from itertools import islice
from pathlib import Path

from ptc_app.storage.durable_files import refusals

PAGE_BYTES = 4096
"""The size of a page of a store file (SQLCipher 4)."""
_SALT_BYTES = 16
_MAC_BYTES = 64
_MAC_SALT_MASK = 0x3A
_MAC_KEY_ROUNDS = 2
_KEY_BYTES = 32
_TRIED_PAGES = 64


def key_fits(path: Path, store_key: bytes) -> bool:
    """Whether one of up to 64 pages after the first has an HMAC made with this key; reads only.

    SQLCipher 4 layout: each page ends with the HMAC-SHA512 of its content and its page number.
    False means the file belongs to another key, or has one page only. StoreUnusable `denied` or
    `io` where it cannot be read.
    """
    with refusals(), path.open("rb") as file:
        salt = file.read(_SALT_BYTES)
        mac_key = _mac_key(store_key, salt)
        file.seek(PAGE_BYTES)
        read = iter(lambda: file.read(PAGE_BYTES), b"")
        found = enumerate(islice(read, _TRIED_PAGES), start=2)
        return any(_is_sealed(page, number, mac_key) for number, page in found)


def _mac_key(store_key: bytes, salt: bytes) -> bytes:
    masked = bytes(byte ^ _MAC_SALT_MASK for byte in salt)
    return pbkdf2_hmac("sha512", store_key, masked, _MAC_KEY_ROUNDS, _KEY_BYTES)


def _is_sealed(page: bytes, number: int, mac_key: bytes) -> bool:
    body, seal = page[:-_MAC_BYTES], page[-_MAC_BYTES:]
    expected = hmac.digest(mac_key, body + number.to_bytes(4, "little"), sha512)
    return hmac.compare_digest(expected, seal)
