"""What holds for every test: no screen, keyring, network or home, and no participant in a log."""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any

import hypothesis
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import MultiSignalBlocker, SignalBlocker

from ptc_app.ui import theme
from tests.support.builders import MARK

# Before anything of Qt or keyring is imported; a process that a test starts inherits it.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# How fast examples come depends on what else the machine does.
SLOW = (hypothesis.HealthCheck.too_slow,)
hypothesis.settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    database=None,
    suppress_health_check=SLOW,
)
hypothesis.settings.register_profile("here", deadline=None, suppress_health_check=SLOW)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


_LONGEST_WAIT_MS = 300_000


class OutsideWorld(AssertionError):
    """A test reached for another machine. Not an OSError: the program must not take it for one."""


class Listener(logging.Handler):
    """Keeps what was logged with the mark in it: message, arguments, extras and traceback."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.caught: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{self.format(record)} {vars(record)!r}"
        if MARK in text:
            self.caught.append(f"{record.name} at {record.pathname}:{record.lineno}")


class PatientBot(QtBot):
    """Waits for up to five minutes: a loaded machine is slow, and a wait ends when it is met."""

    def waitUntil(  # noqa: N802 - the name of pytest-qt
        self, callback: Callable[[], bool | None], *, timeout: int = _LONGEST_WAIT_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802 - the name of pytest-qt
        self, signal: Any, *, timeout: int = _LONGEST_WAIT_MS, **options: Any
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(  # noqa: N802 - the name of pytest-qt
        self, signals: Any, *, timeout: int = _LONGEST_WAIT_MS, **options: Any
    ) -> MultiSignalBlocker:
        return super().waitSignals(signals, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's bot, with more patience."""
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def no_collection_by_chance() -> Iterator[None]:
    """Python collects garbage between tests only, see `pytest_runtest_teardown`.

    By itself it would on whichever thread allocates: on a worker or a thread of practice central it
    would delete widgets and timers that earlier tests left, which Qt forbids.
    """
    gc.disable()
    yield
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Let every test begin alike: without garbage and widgets of others, in the light theme.

    Garbage is collected on the thread that made it, older garbage when it is due.
    """
    yield
    counts, thresholds = gc.get_count(), gc.get_threshold()
    gc.collect(next((age for age in (2, 1) if counts[age] > thresholds[age]), 0))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        # A kiosk page sets the look of the staff again when it is deleted: before the theme is set.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if theme.current_look() != theme.ThemeLook(theme.load_theme(theme.ThemeName.LIGHT)):
            theme.apply_theme(app, theme.load_theme(theme.ThemeName.LIGHT))


@pytest.fixture(autouse=True)
def hooks_as_they_were() -> Iterator[None]:
    """The hooks that `install_crash_hooks` replaces would keep later errors from pytest."""
    unraisable, of_threads = sys.unraisablehook, threading.excepthook
    yield
    sys.unraisablehook, threading.excepthook = unraisable, of_threads


@pytest.fixture(autouse=True)
def log_files_as_they_were() -> Iterator[None]:
    """What the test logs to is closed with it: later tests do not write there."""
    program = logging.getLogger("ptc_app")
    before = list(program.handlers)
    yield
    for handler in set(program.handlers) - set(before):
        program.removeHandler(handler)
        handler.close()


@pytest.fixture(autouse=True)
def no_participant_in_a_log() -> Iterator[None]:
    """Fails the test whose logs, of any level, contain the mark."""
    listener = Listener()
    loggers = [logging.getLogger(), logging.getLogger("ptc_app"), logging.getLogger("ptc_central")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.setLevel(logging.DEBUG)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(listener)
        logger.setLevel(level)
    assert not listener.caught, f"data of a participant was logged: {sorted(set(listener.caught))}"


@pytest.fixture(scope="session", autouse=True)
def a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, data and caches of the person who runs the tests stay as they are."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        "HOME": home,
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_STATE_HOME": home / "state",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in folders.items():
            folder.mkdir(mode=0o700, exist_ok=True)
            patch.setenv(name, str(folder))
        yield


def _only_this_machine(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        _, address = arguments
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_here(host):
        raise OutsideWorld(f"{event}: {host!r}")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost", socket.gethostname()}:
        return True
    try:
        address = ipaddress.ip_address(name or "")
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


# An audit hook sees every way out and cannot be patched away by the code under test.
sys.addaudithook(_only_this_machine)
