"""How the window looks when it opens, as asked for on the command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AppearanceOptions:
    """How the window looks: a set of colours, the size of its text, its own size in pixels."""

    theme: str = "light"
    text_scale: float = 1.0
    width: int = 1366
    height: int = 768
