"""Where files are: the resources that ship, and the data folder of one site."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs


def resources() -> Path:
    """The folder of what ships: theme, fonts, icons, catalogues, program."""
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) if bundled else Path(__file__).resolve().parent.parent
    return root / "resources"


def default_data_dir() -> Path:
    """The data folder used when none is given, by the platform's convention."""
    return Path(platformdirs.user_data_dir("ptc-app", appauthor=False))


@dataclass(frozen=True, slots=True)
class DataDir:
    """The data folder of one site: encrypted store, key file, log."""

    root: Path

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.root / "store.db"

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.root / "keys.json"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.root / "ptc-app.log"

    @property
    def central(self) -> Path:
        """The practice central's data, only where one was started."""
        return self.root / "central"
