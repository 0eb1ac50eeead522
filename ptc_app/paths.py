"""Where files are: the resources that ship, and the data folder of one site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from ptc_app.domain.errors import InstallationIncomplete

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of what ships: theme, fonts, icons, catalogues, PDF templates, program.

    In a packaged application it lies in the unpacked bundle; of an installed wheel in the package
    `ptc_app`; of a source folder beside that package. It need not exist: see `check_resources`.
    """
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled:
        return Path(bundled) / "resources"
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def check_resources() -> None:
    """InstallationIncomplete (`resources`) where the folder of what ships is not there."""
    if not resources().is_dir():
        raise InstallationIncomplete("resources")


def default_data_dir() -> Path:
    """The data folder used where none is given, by the platform's convention; it may not exist."""
    import platformdirs  # the first page does not need it where a folder is given

    return Path(platformdirs.user_data_dir("ptc-app", appauthor=False))


class DataDir(NamedTuple):
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
    def lock(self) -> Path:
        """The lock file of the one window that may be open on this folder, `window.lock`."""
        return self.root / "window.lock"

    @property
    def kiosk_lock(self) -> Path:
        """The lock file held while a participant has the window, `kiosk.lock`."""
        return self.root / "kiosk.lock"

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that lie here in use: store, with SQLite's two beside it, keys, logs, locks."""
        beside = (
            f"{self.store.name}-wal",
            f"{self.store.name}-shm",
            f"{self.log.name}.1",
            f"{self.log.name}.2",
        )
        named = (self.store, self.keys, self.log, self.lock, self.kiosk_lock)
        return (*named, *(self.root / name for name in beside))

    @property
    def practice(self) -> Path:
        """The file that marks the data of a practice site; exists only there."""
        return self.root / "practice"

    @property
    def is_practice(self) -> bool:
        """Whether this is the data of a practice site: invented people, and no real central."""
        return self.practice.exists()

    @property
    def central(self) -> Path:
        """The folder of the practice central's data; exists only where one was started."""
        return self.root / "central"
