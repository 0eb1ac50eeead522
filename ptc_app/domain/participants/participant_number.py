"""The number by which a participant is read aloud and printed, derived from their id."""

from __future__ import annotations

import hashlib

from ptc_app.domain.ids import ParticipantId, ParticipantNumber

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
"""No 0, O, 1, I, L, U, Z: little that is misread. 29 symbols: a prime, as the check needs."""


_BODY = 10


def participant_number(identity: ParticipantId) -> ParticipantNumber:
    """The readable number of a participant's id: always the same for the same id.

    `P-`, ten characters of the id's hash in two groups, and a check character: `P-7K3QM-2X9DF-R`.
    Ten of 29 symbols are 48 bits: among two million people, two share one with odds of 1 in 1,000,
    and the store refuses the second.
    """
    digest = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:8])
    body = ""
    for _ in range(_BODY):
        digest, index = divmod(digest, len(_ALPHABET))
        body += _ALPHABET[index]
    return ParticipantNumber(f"P-{body[:5]}-{body[5:]}-{_check(body)}")


def is_participant_number(text: str) -> bool:
    """Whether a typed or scanned text is a complete number with the right check character.

    Case does not matter, nor do spaces around it; `P` and both dashes must be there. Whether a
    participant has that number is not looked up.
    """
    match text.strip().upper().split("-"):
        case ["P", first, second, check] if len(first) == len(second) == _BODY // 2:
            body = first + second
            return all(char in _ALPHABET for char in body) and check == _check(body)
        case _:
            return False


def _check(body: str) -> str:
    """Weighted sum modulo a prime: detects every wrong character and every swap of neighbours."""
    total = sum(weight * _ALPHABET.index(char) for weight, char in enumerate(body, start=1))
    return _ALPHABET[total % len(_ALPHABET)]
