"""Where things lie: the resources that ship, and the folder of one site's data."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs


def resources() -> Path:
    """The folder of what ships with the program: theme, fonts, icons, words, practice program."""
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) if bundled else Path(__file__).resolve().parent.parent
    return root / "resources"


def default_data_dir() -> Path:
    """Where a site's data is kept when nothing else is said."""
    return Path(platformdirs.user_data_dir("ptc-app", appauthor=False))


@dataclass(frozen=True, slots=True)
class DataDir:
    """The folder of one site: its encrypted store, the wrapped keys beside it, its log."""

    root: Path

    @property
    def store(self) -> Path:
        return self.root / "store.db"

    @property
    def keys(self) -> Path:
        return self.root / "keys.json"

    @property
    def log(self) -> Path:
        return self.root / "ptc-app.log"

    @property
    def central(self) -> Path:
        """The practice central's own folder, only where one was started."""
        return self.root / "central"
