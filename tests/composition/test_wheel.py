"""The program installed from its wheel works without the source folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOW = """
import sys
from pathlib import Path
import ptc_app
from ptc_app.bootstrap import SiteRuntime
from ptc_app.i18n.catalogues import available_languages
from ptc_app.paths import DataDir, resources
from ptc_app.ui.open_window import open_window, use_offscreen_platform
from ptc_app.ui.sign_in.setup_page import SetupPage

use_offscreen_platform()
with open_window(SiteRuntime(DataDir(Path(sys.argv[1]))), "es") as opened:
    opened.main_window.show()
    assert isinstance(opened.main_window.page, SetupPage)
    assert not opened.main_window.grab().isNull()
assert "es" in available_languages()
print(Path(ptc_app.__file__).parent, resources())
"""


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """What a command printed that ended well; it does not find the source folder by itself."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(  # noqa: S603 - our own program, and the tools of its environment
        [sys.executable, *map(str, command)],
        cwd=cwd, env=environment | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed, without its libraries and without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    pip = ("-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-compile")
    run(*pip, "--disable-pip-version-check", "--target", folder / "site", wheel, cwd=folder)
    return folder / "site"


def test_the_window_opens_with_the_files_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    said = run("-P", "-c", WINDOW, tmp_path / "data", cwd=tmp_path, PYTHONPATH=str(installed))
    package = installed / "ptc_app"
    assert said.split() == [str(package), str(package / "resources")]


def test_the_self_check_holds(installed: Path, tmp_path: Path) -> None:
    check = ("-P", "-m", "ptc_app", "self-check", "--json", "--data-dir", tmp_path / "data")
    found = json.loads(run(*check, cwd=tmp_path, PYTHONPATH=str(installed)))
    assert found == {"folder": True, "store": True, "page": True, "paper": True, "problems": []}


def test_nothing_of_the_source_folder_is_missing_or_added(installed: Path) -> None:
    shipped = {
        path.relative_to(ROOT / "resources").as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    folder = installed / "ptc_app" / "resources"
    assert shipped
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == shipped
    tops = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert tops - {"bin"} == {"ptc_app", "ptc_central"}


def test_a_program_without_its_resources_says_so(tmp_path: Path) -> None:
    without = """
import sys
from pathlib import Path
from ptc_app import paths
from ptc_app.commands.main import main

paths._PACKAGE = Path(sys.argv[1])
sys.exit(main(["self-check"]))
"""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", without, str(tmp_path / "nowhere")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 6
    assert done.stderr.startswith(
        "ptc-app: installation.resources\nFiles of the app are missing or damaged"
    )
