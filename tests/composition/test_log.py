"""A crash is told by its place and its kind, and by nothing a participant said."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from ptc_app import crash_hooks, log
from tests.support.builders import MARK


@pytest.fixture(autouse=True)
def hook_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook of whoever runs the tests."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


def crash() -> None:
    """As the interpreter tells of an error that nobody caught."""
    try:
        int(f"no consent of {MARK}")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)


def test_a_crash_names_the_place_and_the_kind_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crash_hooks.install_crash_hooks()
    log.write_to(tmp_path / "site" / "ptc-app.log")
    crash()
    written = (tmp_path / "site" / "ptc-app.log").read_text()
    for said in (written, capsys.readouterr().err):
        assert "crash ValueError at test_log.py:" in said
        assert said.count("\n") == 1
        assert MARK not in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a profile apart by itself")
def test_a_folder_made_for_the_log_is_ours_alone(tmp_path: Path) -> None:
    log.write_to(tmp_path / "site" / "ptc-app.log")
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o700


def test_a_crash_before_there_is_a_folder_is_told_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    crash_hooks.install_crash_hooks()
    crash()
    assert "crash ValueError at test_log.py:" in capsys.readouterr().err


def test_an_interrupt_is_no_crash(capsys: pytest.CaptureFixture[str]) -> None:
    crash_hooks.install_crash_hooks()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "crash" not in capsys.readouterr().err


def test_what_is_written_twice_to_one_file_stands_there_once(tmp_path: Path) -> None:
    path = tmp_path / "ptc-app.log"
    log.write_to(path)
    log.write_to(path)
    logging.getLogger("ptc_app.sync").info("sync: delivered=1")
    assert path.read_text().count("sync: delivered=1") == 1


def test_what_is_said_for_developers_alone_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "ptc-app.log"
    log.write_to(path)
    logging.getLogger("ptc_app.sync").debug("POST /fhir/Patient")
    logging.getLogger("ptc_app.sync").info("sync: delivered=1")
    assert "POST" not in path.read_text()
