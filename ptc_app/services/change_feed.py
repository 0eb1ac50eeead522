"""Publishes what was changed in the store, so that pages need not tell each other."""

from __future__ import annotations

from collections.abc import Callable

from ptc_app.domain.store_change import StoreChange

ChangeListener = Callable[[StoreChange], None]


class ChangeFeed:
    """Passes each published change of the store to every listener, on the committing thread."""

    def __init__(self) -> None:
        self._listeners: list[ChangeListener] = []

    def subscribe(self, listener: ChangeListener) -> None:
        """Call `listener` with each change published from now on, until the session ends."""
        self._listeners.append(listener)

    def publish(self, change: StoreChange) -> None:
        """Call all listeners with the change, in the order they subscribed, before returning.

        An error of a listener passes, and those after it are not called.
        """
        for listener in self._listeners:
            listener(change)
