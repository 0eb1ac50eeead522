"""What stands before the house is built: the window is there at once, the rest comes after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app import log
from ptc_app.storage.presence import is_set_up

if TYPE_CHECKING:
    from ptc_app.house import House
    from ptc_app.paths import DataDir


class Porch:
    """Where a site lies and whether it is set up, known without opening anything.

    To wire the house takes longer than to show the first page, mostly to load libraries. It is
    asked for on the store's thread, and built there once.
    """

    def __init__(self, data: DataDir) -> None:
        self.data = data
        self._house: House | None = None

    def is_set_up(self) -> bool:
        """Whether this machine had its first day; StoreUnusable where it is not whole."""
        return is_set_up(self.data)

    def house(self) -> House:
        """The house, built when it is first asked for; from then on there is a log."""
        if self._house is None:
            log.write_to(self.data.log)
            from ptc_app.house import House

            self._house = House(self.data)
        return self._house

    def close(self) -> None:
        """Let go of the store; on the store's thread."""
        if self._house is not None:
            self._house.close()

    def stop_carrying(self) -> None:
        """Let go of central; on the sync thread."""
        if self._house is not None:
            self._house.stop_carrying()
