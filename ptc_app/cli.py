"""The command line: what was asked, how it is answered, and the exit code."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from ptc_app.config import CentralToJoin, Config, Person
from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    PtcError,
    SignInNeeded,
    StoreLocked,
    StoreUnusable,
)
from ptc_app.paths import DataDir, default_data_dir

STEPS = (
    "start", "sign-in", "register", "identity", "primary-consent", "ehr-consent", "basics",
    "measurements", "finish",
)  # fmt: skip
"""The steps of the demonstration, in order."""


class ExitCode(IntEnum):
    """What a script can rely on; 2 is argparse's for a command that cannot be read."""

    DONE = 0
    NOT_ALL_WELL = 1
    LOCKED = 3
    STORE_UNUSABLE = 4
    CENTRAL = 5
    FAILED = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command found; `all_well` decides the exit code."""

    facts: Mapping[str, object]
    all_well: bool = True

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.DONE if self.all_well else ExitCode.NOT_ALL_WELL


def parsed(arguments: Sequence[str]) -> Config:
    """The run these arguments ask for; exits with 2 where they make no sense."""
    asked = _parser().parse_args(_joined(arguments))
    return Config(
        command=asked.command or "window",
        data=DataDir(asked.data_dir.expanduser().absolute()),
        as_json=asked.json,
        language=asked.language,
        sign_in_name=getattr(asked, "sign_in_name", ""),
        headless=getattr(asked, "headless", False),
        out=getattr(asked, "out", Path("out/demo")),
        central_after=getattr(asked, "central_after", "start"),
        central=_central(asked),
        person=Person(
            getattr(asked, "given_name", Person().given_name),
            getattr(asked, "family_name", Person().family_name),
            asked.language,
        ),
    )


def passphrase(sign_in_name: str) -> str:
    """Asked without an echo at a terminal, else the first line that comes in.

    It is never an argument: the list of processes is there for everyone to read.
    """
    if sys.stdin.isatty():
        return getpass.getpass(f"Passphrase of {sign_in_name}: ")
    return sys.stdin.readline().rstrip("\n")


def answer(outcome: Outcome, *, as_json: bool) -> int:
    """Print what was found; the exit code."""
    if as_json:
        print(json.dumps(outcome.facts))
    else:
        for name, fact in outcome.facts.items():
            print(f"{name}: {fact if isinstance(fact, str | int) else json.dumps(fact)}")
    return outcome.exit_code


def refuse(error: PtcError, *, as_json: bool) -> int:
    """Print the code of what stood in the way; the exit code says who can act."""
    if as_json:
        print(json.dumps({"error": error.full_code}))
    else:
        print(f"ptc-app: {error.full_code}", file=sys.stderr)
    match error:
        case StoreLocked():
            return ExitCode.LOCKED
        case StoreUnusable():
            return ExitCode.STORE_UNUSABLE
        case CentralUnreachable() | CentralUntrusted() | SignInNeeded():
            return ExitCode.CENTRAL
        case _:
            return ExitCode.FAILED


def _central(asked: argparse.Namespace) -> CentralToJoin | None:
    if asked.command != "connect":
        return None
    return CentralToJoin(asked.url, asked.ca, asked.registration_code)


_PAIRS = {("store", "verify"), ("sync", "status"), ("sync", "once")}


def _joined(arguments: Sequence[str]) -> list[str]:
    """Two words that make one command, as in `store verify`, become one."""
    given = list(arguments)
    for index, pair in enumerate(zip(given, given[1:], strict=False)):
        if pair in _PAIRS:
            return [*given[:index], " ".join(pair), *given[index + 2 :]]
    if "--self-check" in given:
        given[given.index("--self-check")] = "self-check"
    return given


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data-dir", type=Path, default=default_data_dir(), help="the folder of the site"
    )
    shared.add_argument("--json", action="store_true", help="answer as JSON")
    shared.add_argument("--language", choices=("en", "es"), default="en")
    parser = argparse.ArgumentParser(
        prog="ptc-app",
        parents=[shared],
        description="The program of a participant technology center.",
        epilog="Without a command, the window opens. Exit codes: 0 done, 1 not all is well,"
        " 2 no such command, 3 locked, 4 store unusable, 5 central, 6 failed.",
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser("practice", parents=[shared], help="the window on a practice site")
    demo = commands.add_parser("demo", parents=[shared], help="a whole visit, by itself")
    demo.add_argument("--headless", action="store_true", help="without a display")
    demo.add_argument("--out", type=Path, default=Path("out/demo"), help="for pages and papers")
    demo.add_argument("--central-after", choices=STEPS, default="start", metavar="STEP")
    demo.add_argument("--given-name", default=Person().given_name)
    demo.add_argument("--family-name", default=Person().family_name)
    for name, said in (
        ("store verify", "check every page, record and link of the trail"),
        ("sync status", "where everything recorded here is"),
        ("sync once", "send what waits, once"),
    ):
        command = commands.add_parser(name, parents=[shared], help=said)
        command.add_argument("--sign-in-name", required=True)
    connect = commands.add_parser("connect", parents=[shared], help="connect this site to central")
    connect.add_argument("--sign-in-name", required=True)
    connect.add_argument("--url", required=True, help="as in https://central.example")
    connect.add_argument("--ca", type=Path, required=True, help="the certificate to trust (PEM)")
    connect.add_argument("--registration-code", required=True)
    commands.add_parser("self-check", parents=[shared], help="can this machine do its work?")
    return parser
