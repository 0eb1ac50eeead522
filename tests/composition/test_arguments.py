"""The command line: options of each command, exit codes, results."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from ptc_app.commands.arguments import Invocation, parse_arguments
from ptc_app.commands.command_result import CommandResult, ExitCode, print_error, print_result
from ptc_app.commands.options import (
    CommandOptions,
    ConnectOptions,
    DemoOptions,
    PracticeOptions,
    SelfCheckOptions,
    SyncOnceOptions,
    SyncStatusOptions,
    VerifyStoreOptions,
)
from ptc_app.commands.window_options import WindowOptions
from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    ClockWrong,
    DataFolderUnusable,
    InputFileUnusable,
    InstallationIncomplete,
    OutputUnusable,
    PtcError,
    RuleBroken,
    SignInNeeded,
    StoreLocked,
    StoreUnusable,
)
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import DataDir, default_data_dir
from ptc_app.ui.appearance_options import AppearanceOptions
from ptc_app.ui.demo.demo_participant import DemoParticipant
from ptc_app.ui.messages.error_messages import error_message
from tests.support.builders import MORNING

CONNECT = ["--url", "https://c.example", "--ca", "ca.pem"]
CODE_FILE = ["--registration-code-file", "code.txt"]


def options(*arguments: str) -> CommandOptions:
    return parse_arguments(arguments).options


def test_without_arguments_the_window_opens_on_the_default_site() -> None:
    opened = options()
    assert isinstance(opened, WindowOptions)
    assert opened == WindowOptions(opened.data)
    assert opened.data.root.name == "ptc-app"


def test_practice_data_is_never_in_the_folder_of_the_real_site() -> None:
    window, practice, demo = options(), options("practice"), options("demo")
    assert isinstance(window, WindowOptions)
    assert isinstance(practice, PracticeOptions)
    assert isinstance(demo, DemoOptions)
    assert practice.window.data.root != window.data.root
    assert demo.window.data.root == practice.window.data.root


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data-dir", "here", "--json", "store", "verify", "--sign-in-name", "ana"],
        ["store", "--json", "--data-dir", "here", "verify", "--sign-in-name", "ana"],
        ["store", "verify", "--sign-in-name", "ana", "--json", "--data-dir", "here"],
    ],
)
def test_shared_options_stand_before_inside_or_after_a_command(arguments: list[str]) -> None:
    expected = VerifyStoreOptions(DataDir(Path("here").absolute()), "ana")
    assert parse_arguments(arguments) == Invocation(expected, as_json=True)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("sync", "status", "--sign-in-name", "ana"), SyncStatusOptions),
        (("sync", "once", "--sign-in-name", "ana"), SyncOnceOptions),
        (("connect", "--sign-in-name", "ana", *CONNECT), ConnectOptions),
    ],
)
def test_each_support_command_has_options_of_its_own(
    arguments: tuple[str, ...], kind: type[CommandOptions]
) -> None:
    assert type(options(*arguments)) is kind


@pytest.mark.parametrize("arguments", [["self-check"], ["--self-check"], ["--json", "self-check"]])
def test_the_self_check_has_two_spellings(arguments: list[str]) -> None:
    assert options(*arguments) == SelfCheckOptions(DataDir(default_data_dir()))


def test_the_self_check_is_told_which_folder_to_try(tmp_path: Path) -> None:
    checked = options("self-check", "--data-dir", str(tmp_path))
    assert checked == SelfCheckOptions(DataDir(tmp_path))


@pytest.mark.parametrize("folder", ["~nobody-has-this-name/site"])
def test_a_folder_below_nobodys_home_is_refused_in_our_code(folder: str) -> None:
    with pytest.raises(DataFolderUnusable, match=r"^data-folder\.path$"):
        parse_arguments(["--data-dir", folder])


@pytest.mark.parametrize(("asked", "scale"), [("0.5", 1.0), ("1.5", 1.5), ("9", 2.0)])
def test_how_the_window_looks(asked: str, scale: float) -> None:
    opened = options("--theme", "dark", "--text-scale", asked, "--size", "800x600")
    assert isinstance(opened, WindowOptions)
    assert opened.appearance == AppearanceOptions("dark", scale, 800, 600)


def test_the_demo_is_told_who_takes_part_and_when_central_starts() -> None:
    demo = options(
        "demo", "--headless", "--out", "there", "--central-after", "finish", "--language", "es"
    )
    assert isinstance(demo, DemoOptions)
    assert (demo.headless, demo.out, demo.central_after) == (True, Path("there"), "finish")
    assert demo.participant == DemoParticipant(language="es")
    assert demo.window.language == "es"


def test_the_central_to_join_is_named_in_full() -> None:
    asked = options("connect", "--sign-in-name", "ana", *CONNECT)
    assert isinstance(asked, ConnectOptions)
    assert (asked.url, asked.ca) == ("https://c.example", Path("ca.pem"))
    assert asked.registration_code_file is None
    from_file = options("connect", "--sign-in-name", "ana", *CONNECT, *CODE_FILE)
    assert isinstance(from_file, ConnectOptions)
    assert from_file.registration_code_file == Path("code.txt")


@pytest.mark.parametrize("option", ["--registration-code", "--registration-code=42"])
def test_a_registration_code_is_no_argument(option: str) -> None:
    with pytest.raises(SystemExit) as ended:
        options("connect", "--sign-in-name", "ana", *CONNECT, *option.split("="), "42")
    assert ended.value.code == 2


@pytest.mark.parametrize("theme", [["--theme", "dark"], ["--theme=dark"], ["--them", "dark"]])
def test_an_option_may_be_written_in_each_way_of_the_platform(theme: list[str]) -> None:
    assert options("--data-dir", "here", *theme) == WindowOptions(
        DataDir(Path("here").absolute()), appearance=AppearanceOptions("dark")
    )


def test_the_version_is_told_and_nothing_is_opened(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"ptc-app {version('ptc-app')}\n"


def test_help_names_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--help"])
    assert ended.value.code == 0
    assert "self-check" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["connect", "--sign-in-name", "ana", *CONNECT[:-2]],
        ["connect", *CONNECT],
        ["store"],
        ["sync", "status"],
        ["sync", "never", "--sign-in-name", "ana"],
        ["demo", "--central-after", "lunch"],
        ["--size", "wide"],
    ],
)
def test_arguments_that_make_no_sense_exit_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreLocked("passphrase"), ExitCode.LOCKED),
        (StoreUnusable("full"), ExitCode.STORE_UNUSABLE),
        (DataFolderUnusable("denied"), ExitCode.STORE_UNUSABLE),
        (InputFileUnusable("missing"), ExitCode.FAILED),
        (OutputUnusable("full"), ExitCode.FAILED),
        (InstallationIncomplete("resources"), ExitCode.FAILED),
        (CentralUnreachable(), ExitCode.CENTRAL),
        (CentralUntrusted(), ExitCode.CENTRAL),
        (SignInNeeded(), ExitCode.CENTRAL),
        (ClockWrong(MORNING), ExitCode.CENTRAL),
        (RuleBroken("not-set-up"), ExitCode.FAILED),
        (PtcError(), ExitCode.FAILED),
    ],
)
def test_the_exit_code_says_who_can_act(
    capsys: pytest.CaptureFixture[str], error: PtcError, code: ExitCode
) -> None:
    assert print_error(error, as_json=True) == code
    assert json.loads(capsys.readouterr().out) == {"error": error.full_code}
    assert print_error(error, as_json=False, language=Language("es")) == code
    message = error_message(error, Localizer(Language("es")))
    lines = [f"ptc-app: {error.full_code}", message.title, message.text]
    assert capsys.readouterr().err.splitlines() == lines


def test_an_answer_is_lines_or_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    found = CommandResult({"holds": False, "problems": ["pages"]}, all_well=False)
    assert print_result(found, as_json=False) == ExitCode.NOT_ALL_WELL
    assert capsys.readouterr().out == 'holds: False\nproblems: ["pages"]\n'
    assert print_result(found, as_json=True) == ExitCode.NOT_ALL_WELL
    assert json.loads(capsys.readouterr().out) == found.facts
