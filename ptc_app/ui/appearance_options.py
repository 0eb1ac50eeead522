"""The appearance of the main window when it opens, as asked for on the command line."""

from __future__ import annotations

from typing import NamedTuple


class AppearanceOptions(NamedTuple):
    """The appearance of the main window when it opens.

    - theme: a value of `ThemeName`: light, dark or high-contrast; checked when the window opens
    - text_scale: size of all text, 1.0 for 100 %
    - width, height: size of the window in logical pixels
    """

    theme: str = "light"
    text_scale: float = 1.0
    width: int = 1366
    height: int = 768
