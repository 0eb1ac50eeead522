"""The log's files are ours alone, and no crash is told with its text, wherever it happens."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ptc_app import crash_hooks, log
from ptc_app.domain.errors import DataFolderUnusable
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


class FullDisk(io.StringIO):
    """A stream to a disk that has no room."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, MARK)


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
    crash_hooks.install_crash_hooks()
    in_a_thread(ValueError(MARK))
    assert "ptc-app: crash ValueError at test_log.py:" in told(capsys)


def test_a_thread_may_just_exit(capsys: pytest.CaptureFixture[str]) -> None:
    crash_hooks.install_crash_hooks()
    in_a_thread(SystemExit(MARK))
    assert told(capsys) == ""


def test_an_error_that_cannot_be_raised_is_told_without_its_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    crash_hooks.install_crash_hooks()
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
        log.write_to(site / "ptc-app.log")
        for _ in range(3):  # newer Pythons roll over no file that is empty
            PROGRAM.info("sync: delivered=1")
    finally:
        os.umask(before)
    modes = {file.name: file.stat().st_mode & 0o777 for file in site.iterdir()}
    assert modes == dict.fromkeys(("ptc-app.log", "ptc-app.log.1", "ptc-app.log.2"), 0o600)
    assert site.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    site.chmod(0o755)
    log.write_to(site / "ptc-app.log")
    assert site.stat().st_mode & 0o777 == 0o755


def test_a_link_in_the_place_of_the_log_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not ours")
    (tmp_path / "ptc-app.log").symlink_to(elsewhere)
    with pytest.raises(DataFolderUnusable, match=r"^data-folder\.not-a-file$"):
        log.write_to(tmp_path / "ptc-app.log")
    assert elsewhere.read_text() == "not ours"


def test_a_named_pipe_in_the_place_of_the_log_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ptc-app.log")
    with pytest.raises(DataFolderUnusable):
        log.write_to(tmp_path / "ptc-app.log")


def test_a_log_that_cannot_be_written_is_told_once_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.write_to(tmp_path / "ptc-app.log")
    handler = PROGRAM.handlers[-1]
    assert isinstance(handler, logging.FileHandler)
    opened = handler.setStream(FullDisk())  # type: ignore[arg-type]  # a text stream, of no file
    assert opened is not None
    opened.close()
    for _ in range(2):
        PROGRAM.info("sync: delivered=1")
    assert told(capsys) == "ptc-app: the log cannot be written\n"
