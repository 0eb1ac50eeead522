"""From nothing to the sign-in page, against a bare PySide6 window; whole processes, in turns."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import set_up_practice_site
from ptc_app.paths import DataDir
from ptc_app.ui.open_window import use_offscreen_platform

_TURNS = 10

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Sign in"))
window.resize(1366, 768)
window.show()
window.grab()
print("shown", flush=True)
QTimer.singleShot(0, app.quit)
app.exec()
"""

_OURS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
import ptc_app.__main__
from ptc_app.paths import DataDir
from ptc_app.bootstrap import SiteRuntime
from ptc_app.ui.open_window import open_window
from ptc_app.ui.sign_in.sign_in_page import SignInPage
with open_window(SiteRuntime(DataDir(Path(sys.argv[1])))) as opened:
    opened.main_window.show()
    def look():
        if isinstance(opened.main_window.page, SignInPage):
            opened.main_window.grab()
            print("shown", flush=True)
            timer.stop()
            opened.app.quit()
    timer = QTimer(interval=1)
    timer.timeout.connect(look)
    timer.start()
    opened.app.exec()
"""


def main() -> None:
    """Both, turn by turn, so that a busy machine slows both."""
    use_offscreen_platform()
    with tempfile.TemporaryDirectory() as folder:
        set_up_practice_site(SiteRuntime(DataDir(Path(folder))))
        _seconds(_BARE, folder)
        _seconds(_OURS, folder)
        turns = [(_seconds(_BARE, folder), _seconds(_OURS, folder)) for _ in range(_TURNS)]
    bare, ours = (statistics.median(times) for times in zip(*turns, strict=True))
    print(
        json.dumps(
            {
                "bench": "start to sign-in",
                "bare_window_ms": round(bare * 1000),
                "sign_in_ms": round(ours * 1000),
                "ratio": round(ours / bare, 2),
                "bar": "ratio <= 2",
            }
        )
    )


def _seconds(program: str, folder: str) -> float:
    """From the start of the process to its word that the page is drawn."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-c", program, folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        said = process.stdout.readline() if process.stdout else b""
        took = time.perf_counter() - began
    if said != b"shown\n" or process.returncode:
        raise RuntimeError("the window did not come up")
    return took


if __name__ == "__main__":
    main()
