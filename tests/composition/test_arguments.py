"""What a command line asks for, and what a script is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ptc_app.commands.arguments import (
    CommandResult,
    ExitCode,
    parse_arguments,
    print_error,
    print_result,
)
from ptc_app.commands.options import ConnectOptions, RunOptions
from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    PtcError,
    RuleBroken,
    SignInNeeded,
    StoreLocked,
    StoreUnusable,
)
from ptc_app.paths import DataDir
from ptc_app.ui.appearance import Appearance
from ptc_app.ui.demo.demo_participant import DemoParticipant


def test_nothing_said_is_the_window_on_the_usual_site() -> None:
    asked = parse_arguments([])
    assert asked == RunOptions("window", asked.data)
    assert asked.data.root.name == "ptc-app"


def test_practising_never_touches_the_folder_of_the_real_site() -> None:
    assert parse_arguments(["practice"]).data.root != parse_arguments([]).data.root
    assert parse_arguments(["demo"]).data.root == parse_arguments(["practice"]).data.root


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data-dir", "here", "--json", "store", "verify", "--sign-in-name", "ana"],
        ["store", "--json", "verify"],
        ["store", "verify", "--sign-in-name", "ana", "--json", "--data-dir", "here"],
    ],
)
def test_options_stand_before_or_after_a_command_but_not_inside_it(arguments: list[str]) -> None:
    if arguments[1] == "--json":
        with pytest.raises(SystemExit):
            parse_arguments(arguments)
        return
    asked = parse_arguments(arguments)
    assert (asked.command, asked.sign_in_name, asked.as_json) == ("store verify", "ana", True)
    assert asked.data == DataDir(Path("here").absolute())


@pytest.mark.parametrize("arguments", [["self-check"], ["--self-check"], ["--json", "self-check"]])
def test_the_self_check_has_two_spellings(arguments: list[str]) -> None:
    assert parse_arguments(arguments).command == "self-check"


@pytest.mark.parametrize(("asked", "scale"), [("0.5", 1.0), ("1.5", 1.5), ("9", 2.0)])
def test_how_the_window_looks(asked: str, scale: float) -> None:
    arguments = ["--theme", "dark", "--text-scale", asked, "--size", "800x600"]
    assert parse_arguments(arguments).appearance == Appearance("dark", scale, 800, 600)


def test_the_demonstration_is_told_who_comes_and_when_central_does() -> None:
    asked = parse_arguments(
        ["demo", "--headless", "--out", "there", "--central-after", "finish", "--language", "es"]
    )
    assert (asked.headless, asked.out, asked.central_after) == (True, Path("there"), "finish")
    assert asked.person == DemoParticipant(language="es")


def test_the_central_to_join_is_named_in_full() -> None:
    said = ["connect", "--sign-in-name", "ana", "--url", "https://c.example", "--ca", "ca.pem"]
    assert parse_arguments([*said, "--registration-code", "42"]).central == ConnectOptions(
        "https://c.example", Path("ca.pem"), "42"
    )
    with pytest.raises(SystemExit) as ended:
        parse_arguments(said)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreLocked("passphrase"), ExitCode.LOCKED),
        (StoreUnusable("full"), ExitCode.STORE_UNUSABLE),
        (CentralUnreachable(), ExitCode.CENTRAL),
        (CentralUntrusted(), ExitCode.CENTRAL),
        (SignInNeeded(), ExitCode.CENTRAL),
        (RuleBroken("not-set-up"), ExitCode.FAILED),
        (PtcError(), ExitCode.FAILED),
    ],
)
def test_the_exit_code_says_who_can_act(
    capsys: pytest.CaptureFixture[str], error: PtcError, code: ExitCode
) -> None:
    assert print_error(error, as_json=True) == code
    assert json.loads(capsys.readouterr().out) == {"error": error.full_code}
    assert print_error(error, as_json=False) == code
    assert capsys.readouterr().err == f"ptc-app: {error.full_code}\n"


def test_an_answer_is_lines_or_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    found = CommandResult({"holds": False, "problems": ["pages"]}, all_well=False)
    assert print_result(found, as_json=False) == ExitCode.NOT_ALL_WELL
    assert capsys.readouterr().out == 'holds: False\nproblems: ["pages"]\n'
    assert print_result(found, as_json=True) == ExitCode.NOT_ALL_WELL
    assert json.loads(capsys.readouterr().out) == found.facts
