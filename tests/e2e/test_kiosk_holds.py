"""Ways out of the kiosk, tried on a real window manager: none leads out, the form stays as it was.

What is tried: keys, the pointer, requests as pagers and docks make them, other windows, a second
instance, wrong codes and passphrases, and killing the program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.storage.audit import AuditTrail
from tests.support.builders import a_practitioner
from tests.support.page_contexts import KIOSK_CODE, PASSPHRASE, page_fixture
from tests.support.page_states import Desk
from tests.support.x_display import WindowRequests, why_none, x_display

pytestmark = pytest.mark.skipif(bool(why_none()), reason=f"no window manager: {why_none()}")

ROOT = Path(__file__).resolve().parents[2]
NAME = a_practitioner().sign_in_name
OTHER_WINDOW = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget(None, Qt.WindowType.WindowStaysOnTopHint)
window.showFullScreen()
app.processEvents()
print("shown", flush=True)
app.exec()
"""


@dataclass
class Kiosk:
    """A window in a participant's hands, on a display of its own."""

    display: str
    folder: Path
    process: subprocess.Popen[str]
    requests: WindowRequests
    tried: int = 0
    out: list[str] = field(default_factory=list)
    """What led out, or changed the form."""

    def do(self, **act: Any) -> dict[str, Any]:
        """An act of the probe, and the state of the window after it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(act), file=self.process.stdin, flush=True)
        state: dict[str, Any] = json.loads(self.process.stdout.readline())
        return state

    def wait(self, **until: Any) -> dict[str, Any]:
        """The state of the window once it is so."""
        state = self.do(until=until)
        assert until.items() <= state.items(), state
        return state

    def wait_for_exit(self, above: int) -> None:
        """Until the window has told of more exits than these: something came before it."""
        state = self.do(exits_above=above)
        assert state["exits"] > above, state

    def xdotool(self, *words: str) -> None:
        """Keys and pointer of the display."""
        subprocess.run(  # noqa: S603 - our own words
            ["xdotool", *words],  # noqa: S607 - the installed one
            env={**os.environ, "DISPLAY": self.display}, check=False, capture_output=True,
        )  # fmt: skip

    def key(self, keys: str) -> None:
        self.xdotool("key", "--clearmodifiers", keys)

    def request(self, name: str, *data: int | str, of_root: bool = False) -> None:
        """A request to the window manager about this window, or about the whole desktop."""
        window = 0 if of_root else int(self.do()["window"])
        self.requests.send(name, window, *data)

    def judge(self, name: str, form: object) -> None:
        """Note a try, and whether it led out or changed what the participant has done."""
        self.tried += 1
        state = self.do(until={"is_whole": True, "popup": False, "is_idle": True})
        is_in = state["is_whole"] and state["is_handed_over"] and not state["shows_staff"]
        if not is_in or state["form"] != form:
            self.out.append(f"{name}: {state}")

    def type_and_enter(self, name: str, text: str) -> None:
        """Type into a field, and press Enter as soon as a press counts."""
        self.wait(is_settled=True, is_whole=True, is_idle=True)
        self.do(type=name, text=text)
        self.key("Return")
        self.wait(typed="", is_idle=True)

    @contextmanager
    def other_window(self) -> Iterator[None]:
        """A window of another program, full screen and above all others, while it lasts."""
        command = [sys.executable, "-c", OTHER_WINDOW]
        with subprocess.Popen(  # noqa: S603 - our own program
            command, env=environment(self.folder, self.display), stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == b"shown"
            yield
            process.kill()

    def second_instance(self) -> None:
        """The program once more on the same site; it ends by itself, without a window."""
        command = [sys.executable, "-m", "ptc_app", "--data-dir", str(self.folder / "site")]
        ended = subprocess.run(  # noqa: S603 - our own program
            command, cwd=ROOT, env=environment(self.folder, self.display), check=False,
            capture_output=True,
        )  # fmt: skip
        assert ended.returncode != 0

    def restart_killed(self) -> None:
        """Kill the program as the system would, and start it again."""
        self.stop()
        self.process = started(self.folder, self.display)

    def stop(self) -> None:
        """Kill the program, if it runs."""
        self.process.kill()
        self.process.communicate()

    def ended(self) -> list[AuditEvent]:
        """End the program; the audit trail it leaves."""
        self.stop()
        place = page_fixture(self.folder)
        events = [entry.event for entry in AuditTrail(place.database).entries()]
        place.close()
        return events


Try = Callable[[Kiosk], None]

KEYS = (
    "alt+F4", "alt+space", "super+d", "super+e", "ctrl+alt+Left", "ctrl+alt+Right",
    "ctrl+alt+Up", "alt+Tab", "alt+shift+Tab", "alt+Escape", "super+F1", "super+F2", "super+F3",
    "super+F4", "shift+alt+Left", "shift+alt+Right", "ctrl+alt+Delete", "ctrl+alt+BackSpace",
    "ctrl+Escape", "alt+F1", "alt+F2", "F11", "F1", "ctrl+q", "ctrl+w", "ctrl+l", "ctrl+k",
    "ctrl+n", "ctrl+o", "ctrl+p", "super", "ctrl+alt+t", "ctrl+F4", "ctrl+Tab",
)  # fmt: skip
ADD, REMOVE = 1, 0
STATES = (
    ("_NET_WM_STATE", REMOVE, "_NET_WM_STATE_FULLSCREEN"),
    ("_NET_WM_STATE", ADD, "_NET_WM_STATE_HIDDEN"),
    ("_NET_WM_STATE", ADD, "_NET_WM_STATE_BELOW"),
    ("_NET_WM_STATE", REMOVE, "_NET_WM_STATE_ABOVE"),
    ("_NET_WM_STATE", ADD, "_NET_WM_STATE_SHADED"),
    ("_NET_CLOSE_WINDOW", 0, 2),
    ("WM_CHANGE_STATE", 3),
    ("_NET_WM_DESKTOP", 1, 2),
    ("_NET_MOVERESIZE_WINDOW", 0xF00, 200, 150, 400, 300),
    ("_NET_RESTACK_WINDOW", 2, 0, 1),
)  # fmt: skip
ROOT_REQUESTS = (
    ("_NET_CURRENT_DESKTOP", 1, 0),
    ("_NET_CURRENT_DESKTOP", 2, 0),
    ("_NET_CURRENT_DESKTOP", 0, 0),
    ("_NET_SHOWING_DESKTOP", 1),
)
FULFILLED: dict[tuple[Any, ...], str] = {
    ("WM_CHANGE_STATE", 3): "minimized",
    ("_NET_WM_STATE", REMOVE, "_NET_WM_STATE_FULLSCREEN"): "full-screen-ended",
    ("_NET_WM_DESKTOP", 1, 2): "deactivated",
    ("_NET_CLOSE_WINDOW", 0, 2): "close-refused",
}
"""Requests that the window manager is sure to fulfil, and what the window then tells."""
POINTER = (
    ("mousemove", "2", "2", "click", "3"),
    ("mousemove", "1364", "766", "click", "1"),
    ("mousemove", "1364", "2", "click", "1"),
    ("mousemove", "20", "300", "keydown", "alt", "mousedown", "1", "mousemove", "400", "500",
     "mouseup", "1", "keyup", "alt"),
    ("mousemove", "20", "300", "keydown", "alt", "mousedown", "3", "mousemove", "500", "200",
     "mouseup", "3", "keyup", "alt"),
    ("mousemove", "20", "300", "keydown", "alt", "click", "2", "keyup", "alt"),
    ("mousemove", "20", "300", "keydown", "alt", "click", "4", "keyup", "alt"),
    ("mousemove", "20", "300", "keydown", "alt", "click", "5", "keyup", "alt"),
    ("mousemove", "683", "0", "click", "--repeat", "2", "1"),
    ("mousemove", "20", "300", "keydown", "super", "click", "1", "keyup", "super"),
)  # fmt: skip


@pytest.fixture
def kiosk(tmp_path: Path, qapp: QApplication) -> Iterator[Kiosk]:
    """A survey at the kiosk, with an answer that is half typed."""
    place = page_fixture(tmp_path)
    Desk(place, tmp_path).begun("basics")
    place.close()
    with x_display(tmp_path) as display:
        requests = WindowRequests(display)
        opened = Kiosk(display, tmp_path, started(tmp_path, display), requests)
        try:
            opened.xdotool("set_num_desktops", "4")
            open_form(opened)
            yield opened
        finally:
            opened.stop()
            requests.close()


def environment(folder: Path, display: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "TZ") if key in os.environ}
    return {
        **kept,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def started(folder: Path, display: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.kiosk_probe", str(folder / "site")]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, env=environment(folder, display), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def open_form(kiosk: Kiosk) -> None:
    """Sign in, open the visit, and hand the survey to the participant."""
    kiosk.wait(page="SignInPage")
    kiosk.do(type="sign-in.name", text=NAME)
    kiosk.do(type="sign-in.passphrase", text=PASSPHRASE)
    kiosk.do(press="sign-in.enter")
    kiosk.wait(page="TodayPage", is_idle=True)
    kiosk.do(row="today.visits")
    kiosk.wait(page="VisitPage", is_idle=True)
    kiosk.do(press="visit.begin:basics")
    kiosk.wait(page="SurveyPage", is_whole=True, is_idle=True)
    if kiosk.do()["form"]["step"] == "welcome":
        kiosk.do(press="kiosk.next")
        kiosk.do(press="answer:about-relationship:married")
    kiosk.wait(is_idle=True, is_whole=True)


def tries() -> Iterator[tuple[str, Try]]:
    """Each way out by keys, pointer and requests, with its name."""
    for keys in KEYS:
        yield keys, partial(Kiosk.key, keys=keys)
    for words in POINTER:
        yield " ".join(words), partial(_move_pointer, words)
    for request in STATES:
        yield str(request), partial(_request, request)
    for request in ROOT_REQUESTS:
        yield str(request), partial(_request, request, of_root=True)


def _move_pointer(words: Sequence[str], kiosk: Kiosk) -> None:
    kiosk.xdotool(*words)


def _request(request: Sequence[Any], kiosk: Kiosk, *, of_root: bool = False) -> None:
    kiosk.request(*request, of_root=of_root)


def test_no_key_pointer_or_request_leads_out(kiosk: Kiosk) -> None:
    form = kiosk.do()["form"]
    for name, one in islice(cycle(tries()), 160):
        one(kiosk)
        kiosk.judge(name, form)
    assert (kiosk.tried, kiosk.out) == (160, [])
    actions = [event.action for event in kiosk.ended()]
    exits = actions.count(AuditAction.KIOSK_LEFT)
    assert 4 <= exits <= 24, "each kind of exit, once a minute at most"


def test_what_a_window_manager_fulfils_is_undone_and_told(kiosk: Kiosk) -> None:
    for request, told in FULFILLED.items():
        kiosk.request(*request)
        kiosk.wait(last_exit=told, is_whole=True, is_idle=True)
    details = {event.detail for event in kiosk.ended() if event.action is AuditAction.KIOSK_LEFT}
    assert {f"{told} 1" for told in FULFILLED.values()} <= details


def test_no_other_window_stays_before_it(kiosk: Kiosk) -> None:
    form = kiosk.do()["form"]
    for _ in range(6):
        exits = kiosk.do()["exits"]
        with kiosk.other_window():
            kiosk.wait_for_exit(exits)
            kiosk.judge("another window", form)
    for _ in range(6):
        kiosk.second_instance()
        kiosk.judge("second instance", form)
    assert (kiosk.tried, kiosk.out) == (12, [])


def test_no_wrong_code_or_passphrase_leads_out(kiosk: Kiosk) -> None:
    """Five wrong codes lock in place; a passphrase unlocks, and the form goes on as it was."""
    form = kiosk.do()["form"]
    for _ in range(3):
        kiosk.do(press="kiosk.staff")
        kiosk.do(press="kiosk.is-staff", until={"page": "KioskReturnPage"})
        for guess in range(5):
            kiosk.type_and_enter("kiosk.code", f"11111{guess}")
            kiosk.judge(f"wrong code {guess}", form)
        kiosk.wait(page="KioskLockPage")
        for guess in range(2):
            kiosk.do(type="kiosk-lock.name", text=NAME)
            kiosk.type_and_enter("kiosk-lock.passphrase", f"wrong {guess}")
            kiosk.judge(f"wrong passphrase {guess}", form)
        kiosk.do(type="kiosk-lock.name", text=NAME)
        kiosk.type_and_enter("kiosk-lock.passphrase", PASSPHRASE)
        kiosk.wait(page="KioskUnlockedPage", is_whole=True)
        kiosk.do(press="kiosk.resume")
        kiosk.judge("unlocked and resumed", form)
        kiosk.wait(page="SurveyPage")
    assert (kiosk.tried, kiosk.out) == (24, [])
    kiosk.do(press="kiosk.staff")
    kiosk.do(press="kiosk.is-staff", until={"page": "KioskReturnPage"})
    kiosk.type_and_enter("kiosk.code", KIOSK_CODE)
    assert not kiosk.wait(page="VisitPage")["is_handed_over"]
    refused = [one for one in kiosk.ended() if one.action is AuditAction.SIGN_IN_REFUSED]
    assert len(refused) == 15 + 3  # each wrong code, and once for each lock the wrong passphrases


def test_killing_the_program_leads_to_a_locked_one_with_the_form(kiosk: Kiosk) -> None:
    form = kiosk.do()["form"]
    for _ in range(4):
        kiosk.restart_killed()
        state = kiosk.wait(page="SignInPage")
        kiosk.tried += 1
        if state["shows_staff"] or state["form"]["answers"]:
            kiosk.out.append(f"killed: {state}")
        open_form(kiosk)
        assert kiosk.do()["form"]["answers"] == form["answers"]
    assert (kiosk.tried, kiosk.out) == (4, [])
