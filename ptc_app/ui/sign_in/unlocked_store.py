"""What a sign-in gives: the name that was accepted and the key of the store."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UnlockedStore:
    """The sign-in name that was accepted, and the store key (32 bytes)."""

    sign_in_name: str
    store_key: bytes = field(repr=False)
