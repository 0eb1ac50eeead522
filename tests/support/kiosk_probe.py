"""The real window in a process of its own, which a test asks for its state, by lines of JSON.

`python -m tests.support.kiosk_probe FOLDER`: each line on standard input is an act, answered by one
line with the state of the window after it. The process ends with its standard input.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ptc_app.bootstrap import SiteRuntime
from ptc_app.paths import DataDir
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.open_window import OpenWindow, open_window

_LOOK_MS = 10
"""Milliseconds between two looks for what is waited for."""
_PATIENCE_SECONDS = 60.0


class KioskProbe(QObject):
    """Answers acts with the state of `opened`; see `main`."""

    def __init__(self, opened: OpenWindow, out: Path) -> None:
        super().__init__()
        self._opened = opened
        self._window: Any = opened.main_window
        self._driver = WindowDriver(opened.main_window, out)
        self._exits: list[str] = []
        opened.main_window.kiosk_left.connect(lambda kind: self._exits.append(str(kind)))
        self._until: Callable[[dict[str, Any]], bool] = bool
        self._since = 0.0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._read)
        self._rest = b""

    def _read(self) -> None:
        chunk = os.read(0, 65536)
        if not chunk:
            self._opened.app.exit()
            return
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            self._act(json.loads(line))

    def _act(self, act: dict[str, Any]) -> None:
        """Do what is asked; the answer comes when what it waits for is so, or after a minute."""
        wanted: dict[str, Any] = act.get("until", {})
        if "press" in act:
            self._driver.press(act["press"])
        if "row" in act:
            self._driver.press_row(act["row"], 0)
        if "type" in act:
            self._driver.type(act["type"], act["text"])
        least = act.get("exits_above", -1)
        self._until = lambda state: wanted.items() <= state.items() and state["exits"] > least
        self._since = time.monotonic()
        self._timer.start()

    def _look(self) -> None:
        state = self.state()
        if self._until(state) or time.monotonic() - self._since > _PATIENCE_SECONDS:
            self._timer.stop()
            sys.stdout.write(f"{json.dumps(state)}\n")
            sys.stdout.flush()

    def state(self) -> dict[str, Any]:
        window = self._window
        frame = window.frame
        form = window._covered or window.page
        return {
            "page": type(window.page).__name__,
            "is_whole": self._is_whole(),
            "is_settled": self._is_settled(),
            "is_idle": self._opened.store.is_idle,
            "shows_staff": bool(frame is not None and frame.isVisible()),
            "is_handed_over": window.is_handed_over,
            "exits": len(self._exits),
            "last_exit": self._exits[-1] if self._exits else "",
            "window": int(window.windowHandle().winId()),
            "focus": _name(QApplication.focusWidget()),
            "typed": _secret(QApplication.focusWidget()),
            "popup": QApplication.activePopupWidget() is not None,
            "form": _form(form),
        }

    def _is_whole(self) -> bool:
        """Whether it covers the screen, in front, with the keyboard, and its guard knows that."""
        window = self._window
        screen = QGuiApplication.primaryScreen().geometry()
        return bool(
            window._kiosk._was_whole
            and window.isVisible()
            and window.isFullScreen()
            and not window.isMinimized()
            and window.geometry() == screen
            and QApplication.activeWindow() is window
            and self._opened.main_window.windowHandle().isExposed()
        )

    def _is_settled(self) -> bool:
        """Whether a press counts now."""
        guard, now = self._window._guard, time.monotonic()
        again = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        shown_at = guard._shown_at
        return shown_at is not None and now - shown_at > 0.35 and now - guard._last_press > again


def _form(form: QWidget) -> dict[str, Any]:
    """What a participant has done on a page so far."""
    survey = getattr(form, "survey", None)
    lines = form.findChildren(QLineEdit) + form.findChildren(QPlainTextEdit)
    typed = {
        _name(line): line.text() if isinstance(line, QLineEdit) else line.toPlainText()
        for line in lines
    }
    return {
        "page": type(form).__name__,
        "step": getattr(form, "step", ""),
        "answers": repr(survey.response) if survey is not None else "",
        "typed": typed,
    }


def _secret(field: QWidget | None) -> str:
    """What is typed into the field that has the focus."""
    return field.text() if isinstance(field, QLineEdit) else ""


def _name(widget: QWidget | None) -> str:
    return widget.objectName() if widget is not None else ""


def main() -> None:
    """Open the window on the site in the folder of the first argument, until the input ends."""
    site = SiteRuntime(DataDir(Path(sys.argv[1])))
    with open_window(site) as opened:
        probe = KioskProbe(opened, Path(sys.argv[1]).parent / "pictures")
        opened.main_window.show()
        opened.app.exec()
        opened.main_window.removeEventFilter(probe)
    # A window that a participant has does not close: the process ends all the same.
    os._exit(0)


if __name__ == "__main__":
    main()
