"""The log's files are ours alone, and no crash is told with its text, wherever it happens."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ptc_app import crash_hooks, log
from tests.support.builders import MARK

PROGRAM = logging.getLogger("ptc_app")


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hooks and the handlers of whoever runs the tests."""
    for place, hook in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
    ):
        monkeypatch.setattr(place, hook, getattr(place, hook))
    before = list(PROGRAM.handlers)
    yield
    for handler in set(PROGRAM.handlers) - set(before):
        PROGRAM.removeHandler(handler)
        handler.close()


class Breaking:
    """Breaks where nothing can be raised."""

    def __del__(self) -> None:
        raise ValueError(MARK)


def in_a_thread(error: BaseException) -> None:
    def work() -> None:
        raise error

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def told(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert MARK not in said
    return said


def test_an_error_in_a_thread_is_told_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    crash_hooks.catch_crashes()
    in_a_thread(ValueError(MARK))
    assert "ptc-app: crash ValueError at test_log.py:" in told(capsys)


def test_a_thread_may_just_exit(capsys: pytest.CaptureFixture[str]) -> None:
    crash_hooks.catch_crashes()
    in_a_thread(SystemExit(MARK))
    assert told(capsys) == ""


def test_an_error_that_cannot_be_raised_is_told_without_its_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    crash_hooks.catch_crashes()
    Breaking()
    assert "ptc-app: crash ValueError at test_log.py:" in told(capsys)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a profile apart by itself")
def test_the_log_and_those_before_it_are_ours_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_LARGEST", 10)
    before = os.umask(0)
    site = tmp_path / "site"
    try:
        site.mkdir(mode=0o755)
        log.write_to(site / "ptc-app.log")
        for _ in range(2):
            PROGRAM.info("sync: delivered=1")
    finally:
        os.umask(before)
    modes = {file.name: file.stat().st_mode & 0o777 for file in site.iterdir()}
    assert modes == dict.fromkeys(("ptc-app.log", "ptc-app.log.1", "ptc-app.log.2"), 0o600)
    assert site.stat().st_mode & 0o777 == 0o700


def test_a_folder_of_someone_else_is_left_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, mode: int) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    log.write_to(tmp_path / "ptc-app.log")
    PROGRAM.info("sync: delivered=1")
    assert (tmp_path / "ptc-app.log").exists()
