"""The parser of the commands with a name: their arguments, and the options made from them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ptc_app.app_version import app_version
from ptc_app.commands.demo_step_names import FIRST_STEP, demo_step
from ptc_app.commands.options import (
    ConnectOptions,
    DemoOptions,
    PracticeOptions,
    SelfCheckOptions,
    SyncOnceOptions,
    SyncStatusOptions,
    VerifyStoreOptions,
)
from ptc_app.commands.window_arguments import (
    data_dir,
    shared_options,
    window_options,
)
from ptc_app.ui.demo.demo_participant import DemoParticipant

_DEMO_OUT = Path("out/demo")
_EPILOG = (
    "Without a command, the window opens. Exit codes: 0 done, 1 not all is well,"
    " 2 no such command, 3 locked, 4 store unusable, 5 central, 6 failed."
)


def command_parser() -> argparse.ArgumentParser:
    """The parser; each command sets `build`, which makes its options of the parsed values."""
    shared = shared_options()
    parser = argparse.ArgumentParser(
        prog="ptc-app",
        parents=[shared],
        description="The program of a participant technology center.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {app_version()}")
    parser.set_defaults(build=window_options)
    commands = parser.add_subparsers(metavar="command")
    _add_practice(commands, shared)
    _add_demo(commands, shared)
    _add_self_check(commands, shared)
    _add_store(commands, shared)
    _add_sync(commands, shared)
    _add_connect(commands, shared)
    return parser


_Commands = Any
"""The object `add_subparsers` returns; argparse gives its class no public name."""


def _add_practice(commands: _Commands, shared: argparse.ArgumentParser) -> None:
    practice = commands.add_parser("practice", parents=[shared], help="the window on practice data")
    practice.set_defaults(build=lambda given: PracticeOptions(window_options(given, practice=True)))


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
    self_check.set_defaults(build=lambda given: SelfCheckOptions(data_dir(given)))


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


def _demo_options(given: dict[str, Any]) -> DemoOptions:
    window = window_options(given, practice=True)
    names = given["given_name"], given["family_name"]
    return DemoOptions(
        window,
        headless=given["headless"],
        out=given["out"],
        central_after=given["central_after"],
        participant=DemoParticipant(*names, window.language),
    )


def _support(given: dict[str, Any]) -> dict[str, Any]:
    return {"data": data_dir(given), "sign_in_name": given["sign_in_name"]}


def _connect_options(given: dict[str, Any]) -> ConnectOptions:
    central = {name: given[name] for name in ("url", "ca", "registration_code_file")}
    return ConnectOptions(**_support(given), **central)


def _text(argument: str) -> str:
    """The argument itself; argparse refuses one that is no text in the encoding of the system."""
    if not argument.isprintable():
        raise argparse.ArgumentTypeError("this is no text")
    return argument
