"""Files that only their owner may read, written whole or not at all."""

import os
from pathlib import Path

_OWNER_ONLY = 0o600


def write_private(path: Path, content: bytes) -> None:
    """Put the content in place of the file at once; nobody else can open it at any time."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
