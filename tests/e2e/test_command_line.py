"""The commands of site support: what they say, and the exit code a script can rely on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ptc_app.commands.command_result import ExitCode
from ptc_app.commands.main import main
from ptc_app.commands.practice import PRACTICE_SITE
from ptc_app.paths import DataDir
from ptc_central.server import serve
from tests.support.terminal import ME, Terminal


def test_a_whole_store_is_said_to_hold(terminal: Terminal) -> None:
    assert terminal.run("store", "verify", *ME) == (
        ExitCode.DONE,
        {"holds": True, "problems": []},
    )


def test_a_wrong_passphrase_is_locked_and_says_no_more(terminal: Terminal) -> None:
    code, said = terminal.run("store", "verify", *ME, passphrase="guess")
    assert (code, said) == (ExitCode.LOCKED, {"error": "store.locked.passphrase"})


def test_a_missing_store_is_site_support_s(terminal: Terminal) -> None:
    terminal.site.store.unlink()
    code, said = terminal.run("sync", "status", *ME)
    assert (code, said) == (ExitCode.STORE_UNUSABLE, {"error": "store.unusable.missing"})


def test_a_site_before_its_first_day(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.site = DataDir(tmp_path / "nothing")
    code, said = terminal.run("sync", "status", *ME)
    assert (code, said) == (ExitCode.FAILED, {"error": "rule.not-set-up"})


def test_status_before_and_after_central_is_known(terminal: Terminal, tmp_path: Path) -> None:
    code, said = terminal.run("sync", "status", *ME)
    assert code == ExitCode.DONE
    assert said == {
        "captured": 0, "received": 0, "waiting": 0, "needs_attention": 0, "connected": False,
    }  # fmt: skip
    assert terminal.run("sync", "once", *ME)[1] == {"error": "rule.not-connected"}
    with serve(tmp_path / "central") as central:
        connect = ("connect", *ME, "--url", central.url, "--ca", str(central.ca_path))
        code, said = terminal.run(*connect, then="wrong")
        assert (code, said["error"]) == (ExitCode.CENTRAL, "central.sign-in.registration")
        code, said = terminal.run(*connect, then=central.registration_code)
        assert (code, said) == (ExitCode.DONE, {"connected": True})
        code, said = terminal.run("sync", "once", *ME)
        assert code == ExitCode.DONE
        assert said == {"delivered": 0, "refused": 0, "postponed": 0, "away": ""}
    assert terminal.run("sync", "status", *ME)[1]["connected"] is True


def test_the_folder_may_be_named_before_or_after_the_command(
    site: DataDir, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["--data-dir", str(site.root), "store", "verify", *ME],
        ["store", "verify", "--data-dir", str(site.root), *ME],
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PRACTICE_SITE.passphrase}\n"))
        assert main(arguments) == ExitCode.DONE
        assert "holds: True" in capsys.readouterr().out


def test_a_command_that_makes_no_sense_is_refused_with_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["store", "shred"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
