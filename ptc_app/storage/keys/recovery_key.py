"""The recovery key: printed once at set-up, kept in a safe, typed back to reset a passphrase."""

from __future__ import annotations

import hashlib
import secrets

from ptc_app.domain.errors import StoreLocked

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits without 0/O and 1/I: five bits each."""

_BODY = 32
_CHECK = 3
_GROUP = 5


def new_recovery_key() -> str:
    """A new random recovery key: 160 bits and a 15-bit check, as 35 characters in groups of five.

    Such as `7K3QM-2X9DF-...`, of 32 letters and digits without 0, O, 1 and I.
    """
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_BODY))
    whole = body + _check(body)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def parse_recovery_key(typed: str) -> str:
    """The 32 characters of a typed recovery key, in upper case, without separators and check.

    StoreLocked `recovery` where the check characters do not fit, also for a key that is too short
    or too long. Whether it is the key of this site is not known from this.
    """
    kept = "".join(char for char in typed.upper() if char.isalnum())
    body, check = kept[:_BODY], kept[_BODY:]
    if check != _check(body):
        raise StoreLocked("recovery")
    return body


def _check(body: str) -> str:
    number = int.from_bytes(hashlib.sha256(body.encode()).digest())
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_CHECK))
