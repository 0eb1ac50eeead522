"""The door of a house that is still being built."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ptc_app.domain.errors import StoreLocked

if TYPE_CHECKING:
    from ptc_app.services.session import Door, NewKeys, Setup


class LateDoor:
    """Asks the real door when it is asked itself: on the store's thread, where it is built."""

    def __init__(self, door: Callable[[], Door]) -> None:
        self._door = door
        self.refused = 0
        """Tries that did not fit since someone last came in."""

    def new_keys(self, setup: Setup) -> NewKeys:
        return self._door().new_keys(setup)

    def set_up(self, setup: Setup, keys: NewKeys, recovery_key: str) -> None:
        self._door().set_up(setup, keys, recovery_key)

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        try:
            return self._door().unlock(sign_in_name, passphrase)
        except StoreLocked:
            self.refused += 1
            raise

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        return self._door().recover(recovery_key, sign_in_name, passphrase)
