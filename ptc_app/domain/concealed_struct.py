"""The base of msgspec structs that hold a secret or what a participant said."""

from __future__ import annotations

import msgspec


class ConcealedStruct(msgspec.Struct, frozen=True):
    """A struct whose `repr` is the name of its class alone, as it may get into an error's text.

    msgspec cannot leave single fields out of it, as `field(repr=False)` of dataclasses does.
    """

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"
