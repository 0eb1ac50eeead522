"""From nothing to the sign-in page, against a bare PySide6 window; whole processes, in turns."""

from __future__ import annotations

import json
import os
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
_BARS = {"window": 1.6, "practice": 2.0}
"""The most times that a start may take as long as the bare window, by command."""

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
import ptc_app.__main__
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
app = QApplication(["ptc-app"])
def look():
    for window in app.topLevelWidgets():
        page = getattr(window, "page", None)
        if type(page).__name__ == "SignInPage":
            window.grab()
            print("shown", flush=True)
            timer.stop()
            app.quit()
timer = QTimer(interval=1)
timer.timeout.connect(look)
timer.start()
sys.exit(ptc_app.__main__.main([*sys.argv[2:], "--data-dir", sys.argv[1]]))
"""
"""The command line as it is, with somebody who looks whether the page is there."""


def main() -> int:
    """All three, turn by turn, so that a busy machine slows all; 1 where a bar is missed."""
    use_offscreen_platform()
    with tempfile.TemporaryDirectory() as folder:
        set_up_practice_site(SiteRuntime(DataDir(Path(folder) / "site")))
        _turn(Path(folder), writes_byte_code=True)
        turns = [_turn(Path(folder)) for _ in range(_TURNS)]
    bare, window, practice = (statistics.median(times) for times in zip(*turns, strict=True))
    ratios = {
        "window": statistics.median(ours / bare for bare, ours, _ in turns),
        "practice": statistics.median(ours / bare for bare, _, ours in turns),
    }
    is_met = all(ratios[name] <= bar for name, bar in _BARS.items())
    print(
        json.dumps(
            {
                "bare_window_ms": round(bare * 1000),
                "sign_in_ms": round(window * 1000),
                "practice_ms": round(practice * 1000),
                "sign_in_ratio": round(ratios["window"], 2),
                "practice_ratio": round(ratios["practice"], 2),
                "bar": f"ratio: sign-in <= {_BARS['window']}, practice <= {_BARS['practice']}",
                "met": is_met,
            }
        )
    )
    return 0 if is_met else 1


def _turn(folder: Path, *, writes_byte_code: bool = False) -> tuple[float, float, float]:
    """Seconds of the bare window, the window of a site, and that of the practice command.

    All find their byte code in the same place, which the first turn fills for all modules.
    """
    environment = dict(os.environ, PYTHONPYCACHEPREFIX=str(folder / "byte-code"))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not writes_byte_code:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    site = str(folder / "site")
    return (
        _seconds(_BARE, environment),
        _seconds(_OURS, environment, site),
        _seconds(_OURS, environment, site, "practice"),
    )


def _seconds(program: str, environment: dict[str, str], *arguments: str) -> float:
    """From the start of the process to its word that the page is drawn; then it ends by itself."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        took, said = 0.0, b""
        for said in process.stdout or ():
            if said == b"shown\n":
                took = time.perf_counter() - began
                break
        while process.stdout and process.stdout.read():
            pass
    if not took or process.returncode:
        raise RuntimeError("the window did not come up")
    return took


if __name__ == "__main__":
    sys.exit(main())
