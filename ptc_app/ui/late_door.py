"""The door of a house that is still being built."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ptc_app.services.session import Door, NewKeys, Setup


class LateDoor:
    """Asks the real door when it is asked itself: on the store's thread, where it is built."""

    def __init__(self, door: Callable[[], Door]) -> None:
        self._door = door

    def new_keys(self, setup: Setup) -> NewKeys:
        return self._door().new_keys(setup)

    def set_up(self, setup: Setup, keys: NewKeys, recovery_key: str) -> None:
        self._door().set_up(setup, keys, recovery_key)

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        return self._door().unlock(sign_in_name, passphrase)

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        return self._door().recover(recovery_key, sign_in_name, passphrase)
