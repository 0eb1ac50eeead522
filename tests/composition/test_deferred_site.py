"""Before the site is built: what is known without it, and what it costs to know it."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ptc_app.bootstrap import SiteRuntime
from ptc_app.domain.errors import StoreUnusable
from ptc_app.paths import DataDir
from ptc_app.ui.open_window import open_window

ROOT = Path(__file__).resolve().parents[2]

LATE = (
    "argon2",
    "authlib",
    "babel",
    "cryptography",
    "email_validator",
    "keyring",
    "phonenumbers",
    "pypdfium2",
    "regex",
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
from ptc_app.bootstrap import SiteRuntime
from ptc_app.ui.open_window import open_window
with open_window(SiteRuntime(DataDir(Path(sys.argv[1])))) as opened:
    opened.main_window.show()
    loaded = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
    page = type(opened.main_window.page).__name__
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
    site = SiteRuntime(DataDir(tmp_path / "site"))
    assert not site.is_set_up()
    site.close_store()
    site.close_sync()
    assert not (tmp_path / "site").exists()


def test_half_a_site_is_refused(tmp_path: Path) -> None:
    site = DataDir(tmp_path)
    site.store.touch()
    with pytest.raises(StoreUnusable) as error:
        SiteRuntime(site).is_set_up()
    assert error.value.full_code == "store.unusable.keys-missing"


def test_the_sign_in_service_is_built_once(tmp_path: Path) -> None:
    site = SiteRuntime(DataDir(tmp_path))
    assert site.sign_in is site.sign_in


@pytest.mark.usefixtures("qapp")
def test_an_open_window_lets_no_worker_collect_garbage(tmp_path: Path) -> None:
    gc.enable()
    try:
        with open_window(SiteRuntime(DataDir(tmp_path))):
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        gc.disable()
