"""The options of the window: what the command without a name is given."""

from __future__ import annotations

from typing import NamedTuple

from ptc_app.paths import DataDir
from ptc_app.ui.appearance_options import AppearanceOptions


class WindowOptions(NamedTuple):
    """The window on one site.

    `data`: the site's data folder.
    `language`: the language it opens with (BCP 47).
    `appearance`: theme, text size and window size.
    `practice`: the site is there to practise, and its folder is marked so.
    """

    data: DataDir
    language: str = "en"
    appearance: AppearanceOptions = AppearanceOptions()
    practice: bool = False
