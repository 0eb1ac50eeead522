"""The set-up of a source folder says in words why it fails, and then leaves the folder alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.accounts import ordinary_account

ROOT = Path(__file__).resolve().parents[2]
# Reads nothing of the system: its libraries need not be there for these tests.
PYTHON = """#!/bin/sh
case "$1" in
-) ;;
*) exec "$REAL_PYTHON" "$@" ;;
esac
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script of Unix")


def checkout(folder: Path) -> Path:
    """A source folder as far as its set-up goes."""
    (folder / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "setup.sh", folder / "tools")
    (folder / "requirements.lock").touch()
    (folder / "python").write_text(PYTHON)
    (folder / "python").chmod(0o755)
    return folder


def set_up(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    system = {"LC_ALL": "C", "PYTHON": str(folder / "python"), "REAL_PYTHON": sys.executable}
    return subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", str(folder / "tools" / "setup.sh")],
        env=os.environ | system | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [("C", "cannot be written. Copy the folder"), ("es_MX.UTF-8", "no se puede escribir. Copie")],
)
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, language: str, words: str) -> None:
    folder = checkout(tmp_path / "source")
    (folder / ".venv").write_text("a file where the virtual environment should be")
    said = set_up(folder, LC_ALL=language)
    assert said.returncode == 1
    assert words in said.stderr
    assert said.stderr.count("\n") == 1
    assert (folder / ".venv").read_text() == "a file where the virtual environment should be"


def test_a_folder_that_may_only_be_read_is_left_as_it_is() -> None:
    with ordinary_account() as account:
        folder = checkout(account / "source")
        folder.chmod(0o500)
        python = "#!/bin/sh\nexit 0\n"  # root's Python may be out of this account's reach
        (folder / "python").write_text(python)
        said = set_up(folder)
        assert not (folder / ".venv").exists()
        folder.chmod(0o700)
    assert said.returncode == 1
    assert "cannot be written. Copy the folder" in said.stderr


@pytest.mark.parametrize(("language", "word"), [("C", "is needed"), ("es_ES.UTF-8", "Se necesita")])
def test_a_python_that_is_not_there_is_said(tmp_path: Path, language: str, word: str) -> None:
    folder = checkout(tmp_path / "source")
    said = set_up(folder, PYTHON=str(tmp_path / "none"), LC_ALL=language)
    assert said.returncode == 1
    assert word in said.stderr
