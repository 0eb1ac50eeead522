"""The data directory of a server: names of its files, registration code, address file."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ptc_central.fhir.json_codec import InvalidJson, decode_json

_OWNER_ONLY_DIRECTORY = 0o700
_OWNER_ONLY_FILE = 0o600
_REGISTRATION_CODE_BYTES = 9


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The existing directory `root` (an absolute path) that holds all files of one server."""

    root: Path

    @classmethod
    def create(cls, path: Path) -> "DataDirectory":
        """Return the directory at `path`; create it, for its owner only (0700), if it is missing.

        OSError if it cannot be created.
        """
        root = path.resolve()
        root.mkdir(mode=_OWNER_ONLY_DIRECTORY, parents=True, exist_ok=True)
        return cls(root)

    @property
    def sqlite_url(self) -> str:
        """The SQLAlchemy URL of the SQLite database in the directory."""
        return f"sqlite:///{self.root / 'central.sqlite3'}"

    @property
    def address_file(self) -> Path:
        """The file that holds the ServerAddress while the server runs, and after it has ended."""
        return self.root / "address.json"

    def registration_code(self) -> str:
        """Return the code with which devices register.

        The first call makes a random one and stores it, for the owner of the directory only.
        """
        path = self.root / "registration_code"
        if not path.exists():
            write_owner_only(path, secrets.token_urlsafe(_REGISTRATION_CODE_BYTES).encode())
        return path.read_text(encoding="ascii")

    def previous_port(self) -> int:
        """Return the TCP port in the address file, or 0 if the file is missing or malformed."""
        if not self.address_file.exists():
            return 0
        with suppress(InvalidJson, ValueError):
            address = decode_json(self.address_file.read_bytes())
            if isinstance(address, dict):
                return int(str(address.get("url")).rpartition(":")[2])
        return 0


def write_owner_only(path: Path, content: bytes) -> None:
    """Create or replace the file atomically and durably, for its owner only (0600).

    OSError if it cannot be written; then an earlier file is unchanged.
    """
    temporary = path.with_name(f"{path.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
