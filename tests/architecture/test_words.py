"""What is published names no machine of ours and no place that packages happened to come from."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GIT = ("git", "-c", "safe.directory=*", "ls-files", "-z")

# In pieces, or this file would be the first to be found.
HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    )
]
FOLDERS = ["work", "root", r"ho" r"me/\w+", r"Us" r"ers/\w+", "opt/wheels", "opt/pypi"]
FORBIDDEN = re.compile(
    "|".join([*map(re.escape, HOSTS), rf"(?<![\w./:%>-])/(?:{'|'.join(FOLDERS)})(?:/|\b)"]).encode()
)


def test_nothing_published_names_a_registry_or_a_machine() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in published()
        for match in FORBIDDEN.finditer(path.read_bytes())
    }
    assert not found


def test_the_pattern_knows_what_it_looks_for() -> None:
    machine = "see /" + "wo" + "rk/main"
    registry = "https://" + HOSTS[0] + "/simple"
    assert FORBIDDEN.search(machine.encode())
    assert FORBIDDEN.search(registry.encode())
    assert not FORBIDDEN.search(b"phone: home/work/mobile, network/root/cause")


def published() -> list[Path]:
    """What git tracks, and what it would if everything were added now."""
    listed = b"".join(
        subprocess.run([*GIT, *more], cwd=ROOT, capture_output=True, check=True).stdout
        for more in ((), ("--others", "--exclude-standard"))
    )
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]
