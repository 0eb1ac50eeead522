"""Before the house is built: what is known without it, and what it costs to know it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ptc_app.domain.errors import StoreUnusable
from ptc_app.paths import DataDir
from ptc_app.porch import Porch

ROOT = Path(__file__).resolve().parents[2]

LATE = (
    "argon2",
    "authlib",
    "cryptography",
    "keyring",
    "pypdfium2",
    "requests",
    "sqlcipher3",
    "typst",
)
"""What the first page can do without."""

FIRST_PAGE = """
import json, sys
from pathlib import Path
import ptc_app.__main__
from ptc_app.paths import DataDir
from ptc_app.porch import Porch
from ptc_app.ui.application import window
with window(Porch(DataDir(Path(sys.argv[1])))) as opened:
    opened.shell.show()
    loaded = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
    page = type(opened.shell.page).__name__
print(json.dumps([page, loaded]))
"""


def test_the_first_page_is_there_before_any_of_the_slow_libraries(tmp_path: Path) -> None:
    site = DataDir(tmp_path)
    for path in (site.store, site.keys):
        path.touch()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", FIRST_PAGE, str(tmp_path), json.dumps(LATE)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == ["SignInPage", []]


def test_a_folder_without_a_first_day_is_left_as_it_is(tmp_path: Path) -> None:
    porch = Porch(DataDir(tmp_path / "site"))
    assert not porch.is_set_up()
    porch.close()
    porch.stop_carrying()
    assert not (tmp_path / "site").exists()


def test_half_a_site_is_refused(tmp_path: Path) -> None:
    site = DataDir(tmp_path)
    site.store.touch()
    with pytest.raises(StoreUnusable) as error:
        Porch(site).is_set_up()
    assert error.value.full_code == "store.unusable.keys-missing"


def test_there_is_one_house_however_often_it_is_asked_for(tmp_path: Path) -> None:
    porch = Porch(DataDir(tmp_path))
    assert porch.house() is porch.house()
