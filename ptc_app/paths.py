"""Where files are: the resources that ship, and the data folder of one site."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs


def resources() -> Path:
    """The folder of what ships: theme, fonts, icons, catalogues, PDF templates, program.

    In a packaged application it lies in the unpacked bundle, else beside the package `ptc_app`.
    """
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) if bundled else Path(__file__).resolve().parent.parent
    return root / "resources"


def default_data_dir() -> Path:
    """The data folder used where none is given, by the platform's convention; it may not exist."""
    return Path(platformdirs.user_data_dir("ptc-app", appauthor=False))


@dataclass(frozen=True, slots=True)
class DataDir:
    """The paths in the data folder of one site; creating it creates no file."""

    root: Path

    @property
    def store(self) -> Path:
        """The encrypted database, `store.db`."""
        return self.root / "store.db"

    @property
    def keys(self) -> Path:
        """The key file, `keys.json`."""
        return self.root / "keys.json"

    @property
    def log(self) -> Path:
        """The log file, `ptc-app.log`."""
        return self.root / "ptc-app.log"

    @property
    def central(self) -> Path:
        """The folder of the practice central's data; exists only where one was started."""
        return self.root / "central"
