"""What the operating system refuses ends in one of our codes and in words, never in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.arguments import parse_arguments
from ptc_app.commands.command_result import ExitCode
from ptc_app.commands.main import main
from ptc_app.commands.practice import PRACTICE_SITE
from ptc_app.paths import DataDir
from ptc_app.ui.open_window import open_window
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.widgets.banner import Banner

ROOT = Path(__file__).resolve().parents[2]
ME = ("--sign-in-name", PRACTICE_SITE.sign_in_name)
JOIN = ("connect", *ME, "--url", "https://127.0.0.1:1")
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


@dataclass(frozen=True)
class Ended:
    """A run of the program that has ended: exit code and what it said."""

    code: int
    out: str
    err: str


def run(
    *arguments: str, stdin: bytes = b"", variables: Mapping[str, str] = MappingProxyType({})
) -> Ended:
    """The program in a process of its own; it must have said nothing of Python's."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "ptc_app", *arguments],
        cwd=ROOT, env={**os.environ, **variables}, input=stdin, capture_output=True, check=False,
    )  # fmt: skip
    said = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
    for word in ("Traceback", "crash", "Error"):
        assert word not in said.err, said.err
    return said


def file_in_place(place: Path) -> None:
    place.write_text("a file")


def dangling_link(place: Path) -> None:
    place.symlink_to(place.parent / "gone")


def open_to_all(place: Path) -> None:
    place.mkdir()
    place.chmod(0o777)


def linked_log(place: Path) -> None:
    place.mkdir(mode=0o700)
    (place / "ptc-app.log").symlink_to(place.parent / "elsewhere")


HARMS: dict[Callable[[Path], None], tuple[str, str]] = {
    file_in_place: ("data-folder.not-a-folder", "There is no folder where"),
    dangling_link: ("data-folder.not-a-folder", "There is no folder where"),
    open_to_all: ("data-folder.shared", "Other accounts may write"),
    linked_log: ("data-folder.not-a-file", "In the folder of this site there is a link"),
}
CASES = [pytest.param(harm, *said, id=harm.__name__) for harm, said in HARMS.items()]


@pytest.mark.parametrize(("harm", "code", "words"), CASES)
def test_the_window_says_why_the_folder_cannot_be_used(
    tmp_path: Path, qtbot: QtBot, harm: Callable[[Path], None], code: str, words: str
) -> None:
    harm(tmp_path / "site")
    with open_window(SiteRuntime(DataDir(tmp_path / "site"))) as opened:
        opened.main_window.show()
        page = opened.main_window.page
        assert isinstance(page, SignInPage)
        assert not page.isEnabled()
        shown = [banner for banner in page.findChildren(Banner) if banner.isVisible()]
        assert words in " ".join(banner.accessibleName() for banner in shown)
        assert str(opened.refusal) == code
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(("harm", "code", "words"), CASES)
def test_a_command_says_it_with_its_exit_code(
    tmp_path: Path, harm: Callable[[Path], None], code: str, words: str
) -> None:
    harm(tmp_path / "site")
    folder = ("--data-dir", str(tmp_path / "site"))
    said = run("demo", "--headless", "--out", str(tmp_path / "out"), *folder)
    assert said.code == ExitCode.STORE_UNUSABLE
    assert said.err.startswith(f"ptc-app: {code}\n{words}")
    checked = run("self-check", "--json", *folder)
    assert checked.code == ExitCode.NOT_ALL_WELL
    found = json.loads(checked.out)
    assert found.pop("problems") == [code]
    assert found == {"folder": False, "store": True, "page": True, "paper": True}


def test_the_words_are_in_the_language_asked_for_or_that_of_the_system(tmp_path: Path) -> None:
    file_in_place(tmp_path / "site")
    demo = ("demo", "--headless", "--out", str(tmp_path), "--data-dir", str(tmp_path / "site"))
    english, spanish = "There is no folder", "No hay ninguna carpeta"
    system = {"LANGUAGE": "", "LC_ALL": "es_MX.UTF-8"}
    assert spanish in run(*demo, "--language", "es").err
    assert spanish in run(*demo, variables=system).err
    assert english in run(*demo, "--language", "en", variables=system).err


@pytest.mark.parametrize("command", ["window", "practice"])
def test_a_window_that_said_why_it_opens_nothing_ends_with_that_error(
    tmp_path: Path, command: str
) -> None:
    file_in_place(tmp_path / "site")
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", CLOSED_AT_ONCE, command, str(tmp_path / "site")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    last = said.stdout.splitlines()[-1]
    assert last == "There is no folder where the folder of this site should be"
    assert said.returncode == ExitCode.STORE_UNUSABLE
    assert "ptc-app: data-folder.not-a-folder\n" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
@pytest.mark.parametrize("command", [(), ("practice",), ("demo",)])
def test_without_a_display_the_window_says_so(tmp_path: Path, command: tuple[str, ...]) -> None:
    none = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    said = run(*command, "--data-dir", str(tmp_path / "site"), variables=none)
    assert said.code == ExitCode.FAILED
    assert said.err.startswith("ptc-app: display.missing\nThere is no display\n")
    assert said.out == ""
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("command", ["practice", "demo"])
def test_without_the_practice_central_it_is_named(
    tmp_path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    code = main([command, "--data-dir", str(tmp_path / "site")])
    assert code == ExitCode.FAILED
    assert capsys.readouterr().err.startswith(
        "ptc-app: installation.practice-central\nThe practice central system is not installed\n"
    )
    assert not (tmp_path / "site").exists()


def test_the_practice_central_names_the_library_it_lacks() -> None:
    lacking = "import sys; sys.modules['sqlalchemy'] = None; import ptc_central.__main__"
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", lacking], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("ptc-central: sqlalchemy is not installed.")


CLOSED_AT_ONCE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ptc_app.commands.main import main
from ptc_app.ui.widgets.banner import Banner

app = QApplication([])

def close():
    (window,) = (w for w in app.topLevelWidgets() if w.isVisible())
    print(*[b.accessibleName() for b in window.findChildren(Banner) if b.isVisible()])
    app.exit()

QTimer.singleShot(0, close)
command = [] if sys.argv[1] == "window" else [sys.argv[1]]
sys.exit(main([*command, "--data-dir", sys.argv[2]]))
"""


def der(place: Path) -> None:
    place.write_bytes(b"\x30\x82\x01\x0a\x02\x82")


def utf16(place: Path) -> None:
    place.write_text(CERTIFICATE, encoding="utf-16")


def empty(place: Path) -> None:
    place.touch()


def cut_off(place: Path) -> None:
    place.write_text(CERTIFICATE)


def huge(place: Path) -> None:
    place.write_text(CERTIFICATE)
    os.truncate(place, 10**10)  # a sparse file


def not_text(place: Path) -> None:
    place.write_bytes(CERTIFICATE.encode() + b"\xff")


def endless(place: Path) -> None:
    place.symlink_to("/dev/zero")


def folder(place: Path) -> None:
    place.mkdir()


def nothing(place: Path) -> None:
    """No such file."""


def in_a_file(place: Path) -> None:
    """A path through a file."""


NO_CERTIFICATE = (ExitCode.CENTRAL, "central.untrusted.authority")
AUTHORITIES: dict[Callable[[Path], None], tuple[ExitCode, str]] = {
    **dict.fromkeys((der, utf16, empty, cut_off, huge, not_text, endless), NO_CERTIFICATE),
    folder: (ExitCode.FAILED, "input-file.not-a-file"),
    nothing: (ExitCode.FAILED, "input-file.missing"),
}


@pytest.mark.parametrize(
    ("harm", "code", "error"),
    [pytest.param(harm, *said, id=harm.__name__) for harm, said in AUTHORITIES.items()],
)
def test_a_file_that_is_no_certificate_is_said(
    site: DataDir, tmp_path: Path, harm: Callable[[Path], None], code: ExitCode, error: str
) -> None:
    harm(tmp_path / "ca")
    arguments = ("--data-dir", str(site.root), *JOIN, "--ca", str(tmp_path / "ca"))
    said = run(*arguments, stdin=f"{PRACTICE_SITE.passphrase}\n42\n".encode())
    assert said.err.startswith(f"ptc-app: {error}\n")
    assert said.code == code


def test_a_passphrase_that_is_no_text_opens_nothing(site: DataDir) -> None:
    arguments = ("--data-dir", str(site.root), "store", "verify", *ME)
    for variables in ({"PYTHONUTF8": "1"}, {"PYTHONIOENCODING": "utf-8:strict"}):
        said = run(*arguments, stdin=b"\xff\xfe\n", variables=variables)
        assert said.err.startswith("ptc-app: rule.input-unreadable\n")
        assert said.code == ExitCode.FAILED


def test_a_command_without_any_input_is_locked(site: DataDir) -> None:
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", WITHOUT_INPUT, str(site.root), *ME],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.stderr.startswith("ptc-app: store.locked.passphrase\n")
    assert said.returncode == ExitCode.LOCKED


WITHOUT_INPUT = """
import sys
from ptc_app.commands.main import main

sys.stdin = None  # as Python has it where the input is closed
sys.exit(main(["--data-dir", sys.argv[1], "store", "verify", *sys.argv[2:]]))
"""


def test_a_name_that_is_no_text_makes_no_sense() -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["store", "verify", "--sign-in-name", "\udcff"])
    assert ended.value.code == 2


def test_a_demo_is_not_begun_where_it_cannot_be_written(tmp_path: Path) -> None:
    file_in_place(tmp_path / "file")
    dangling_link(tmp_path / "link")
    site = ("--data-dir", str(tmp_path / "site"))
    for out in ("file", "file/below", "link", "long" * 100):
        said = run("demo", "--headless", *site, "--out", str(tmp_path / out))
        assert said.err.startswith("ptc-app: output.")
        assert said.code == ExitCode.FAILED
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_an_answer_that_cannot_be_written_is_no_traceback(
    tmp_path: Path, form: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "ptc_app", "self-check", "--data-dir", str(tmp_path), *form],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert said.returncode == ExitCode.FAILED
    assert "Traceback" not in said.stderr
    assert "Exception" not in said.stderr
    assert form or said.stderr.startswith("ptc-app: output.full\n")
