"""The command line: from arguments to the options of one command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ptc_app.commands.demo_step_names import FIRST_STEP, demo_step
from ptc_app.commands.options import (
    CommandOptions,
    ConnectOptions,
    DemoOptions,
    PracticeOptions,
    SelfCheckOptions,
    SyncOnceOptions,
    SyncStatusOptions,
    VerifyStoreOptions,
    WindowOptions,
)
from ptc_app.domain.errors import DataFolderUnusable
from ptc_app.domain.language import Language
from ptc_app.paths import DataDir, default_data_dir
from ptc_app.ui.appearance_options import AppearanceOptions
from ptc_app.ui.demo.demo_participant import DemoParticipant

_DEMO_OUT = Path("out/demo")
_EPILOG = (
    "Without a command, the window opens. Exit codes: 0 done, 1 not all is well,"
    " 2 no such command, 3 locked, 4 store unusable, 5 central, 6 failed."
)


@dataclass(frozen=True, slots=True)
class Invocation:
    """One run of the application: the options of its command, which also say which command it is.

    `as_json`: whether the result is printed as one JSON object.
    `language`: the language asked for (BCP 47); None where none was.
    """

    options: CommandOptions
    as_json: bool = False
    language: Language | None = None


def parse_arguments(arguments: Sequence[str]) -> Invocation:
    """The command and options these arguments ask for, without the name of the executable.

    Where they make no sense, prints why and raises SystemExit with code 2; with 0 after `--help`.
    DataFolderUnusable (`path`) where the data folder is below a home that nobody has, or below a
    working directory that is gone.
    """
    spelled = ["self-check" if word == "--self-check" else word for word in arguments]
    given = vars(_parser().parse_args(spelled))
    build: Callable[[dict[str, Any]], CommandOptions] = given.pop("build")
    return Invocation(build(given), given.get("json", False), given.get("language"))


def _parser() -> argparse.ArgumentParser:
    """The parser; each command sets `build`, which makes its options of the parsed values."""
    shared = _shared_options()
    parser = argparse.ArgumentParser(
        prog="ptc-app",
        parents=[shared],
        description="The program of a participant technology center.",
        epilog=_EPILOG,
    )
    parser.set_defaults(build=lambda given: WindowOptions(**_window(given)))
    commands = parser.add_subparsers(metavar="command")
    _add_practice(commands, shared)
    _add_demo(commands, shared)
    _add_self_check(commands, shared)
    _add_store(commands, shared)
    _add_sync(commands, shared)
    _add_connect(commands, shared)
    return parser


def _shared_options() -> argparse.ArgumentParser:
    """What every command takes, before or after its name; what is not given is not set."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data-dir", type=Path, help="the folder of the site")
    shared.add_argument("--json", action="store_true", help="print the result as JSON")
    shared.add_argument("--language", choices=("en", "es"))
    shared.add_argument("--theme", choices=("light", "dark", "high-contrast"))
    shared.add_argument("--text-scale", type=float, metavar="1.0-2.0")
    shared.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT")
    return shared


_Commands = Any
"""The object `add_subparsers` returns; argparse gives its class no public name."""


def _add_practice(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    practice = commands.add_parser("practice", parents=[shared], help="the window on practice data")
    practice.set_defaults(build=lambda given: PracticeOptions(**_window(given, practice=True)))


def _add_demo(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    demo = commands.add_parser("demo", parents=[shared], help="drive a whole visit unattended")
    demo.add_argument("--headless", action="store_true", help="without a display")
    demo.add_argument("--out", type=Path, default=_DEMO_OUT, help="for pages and PDFs")
    demo.add_argument("--central-after", type=demo_step, default=FIRST_STEP, metavar="STEP")
    demo.add_argument("--given-name", type=_text, default=DemoParticipant().given_name)
    demo.add_argument("--family-name", type=_text, default=DemoParticipant().family_name)
    demo.set_defaults(build=_demo_options)


def _add_self_check(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    self_check = commands.add_parser(
        "self-check", parents=[shared], help="can this machine do its work?"
    )
    self_check.set_defaults(build=lambda given: SelfCheckOptions(_data_dir(given)))


def _add_store(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    store = commands.add_parser("store", parents=[shared], help="look after the store")
    verify = store.add_subparsers(required=True, metavar="verify").add_parser(
        "verify", parents=[shared], help="check every page, record and audit entry"
    )
    verify.add_argument("--sign-in-name", type=_text, required=True)
    verify.set_defaults(build=lambda given: VerifyStoreOptions(**_support(given)))


def _add_sync(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    sync = commands.add_parser("sync", parents=[shared], help="look at sending, or send")
    actions = sync.add_subparsers(required=True, metavar="status|once")
    status = actions.add_parser("status", parents=[shared], help="where each record is")
    once = actions.add_parser("once", parents=[shared], help="send what waits, once")
    for action in (status, once):
        action.add_argument("--sign-in-name", type=_text, required=True)
    status.set_defaults(build=lambda given: SyncStatusOptions(**_support(given)))
    once.set_defaults(build=lambda given: SyncOnceOptions(**_support(given)))


def _add_connect(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    # Not abbreviated: `--registration-code CODE` would be read as the file of that name.
    connect = commands.add_parser(
        "connect", parents=[shared], help="connect this site to central", allow_abbrev=False
    )
    connect.add_argument("--sign-in-name", type=_text, required=True)
    connect.add_argument("--url", required=True, help="as in https://central.example")
    connect.add_argument("--ca", type=Path, required=True, help="the certificate to trust (PEM)")
    connect.add_argument(
        "--registration-code-file",
        type=Path,
        metavar="FILE",
        help="the file with the registration code, - for standard input; else you are asked for it",
    )
    connect.set_defaults(build=_connect_options)


def _window(given: dict[str, Any], *, practice: bool = False) -> dict[str, Any]:
    return {
        "data": _data_dir(given, practice=practice),
        "language": given.get("language", "en"),
        "appearance": _appearance(given),
    }


def _demo_options(given: dict[str, Any]) -> DemoOptions:
    window = _window(given, practice=True)
    names = given["given_name"], given["family_name"]
    return DemoOptions(
        **window,
        headless=given["headless"],
        out=given["out"],
        central_after=given["central_after"],
        participant=DemoParticipant(*names, window["language"]),
    )


def _support(given: dict[str, Any]) -> dict[str, Any]:
    return {"data": _data_dir(given), "sign_in_name": given["sign_in_name"]}


def _connect_options(given: dict[str, Any]) -> ConnectOptions:
    central = {name: given[name] for name in ("url", "ca", "registration_code_file")}
    return ConnectOptions(**_support(given), **central)


def _data_dir(given: dict[str, Any], *, practice: bool = False) -> DataDir:
    """The folder asked for; practice data is never in the folder of the real site by default."""
    default = default_data_dir()
    if practice:
        default = default.with_name(f"{default.name}-practice")
    folder: Path = given.get("data_dir", default)
    try:
        return DataDir(folder.expanduser().absolute())
    except (OSError, RuntimeError) as error:  # RuntimeError: pathlib knows no such home
        raise DataFolderUnusable("path") from error


def _appearance(given: dict[str, Any]) -> AppearanceOptions:
    default = AppearanceOptions()
    width, height = given.get("size", (default.width, default.height))
    scale = min(max(given.get("text_scale", default.text_scale), 1.0), 2.0)
    return AppearanceOptions(given.get("theme", default.theme), scale, width, height)


def _text(argument: str) -> str:
    """The argument itself; argparse refuses one that is no text in the encoding of the system."""
    if not argument.isprintable():
        raise argparse.ArgumentTypeError("this is no text")
    return argument


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)
