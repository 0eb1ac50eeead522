"""The command line: what was asked, how it is answered, and the exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ptc_app.commands.options import ConnectOptions, RunOptions
from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    PtcError,
    SignInNeeded,
    StoreLocked,
    StoreUnusable,
)
from ptc_app.paths import DataDir, default_data_dir
from ptc_app.ui.appearance import Appearance
from ptc_app.ui.demo.demo_participant import DemoParticipant

if TYPE_CHECKING:
    from ptc_app.domain.outbox import DeliveryCounts

DEMO_STEPS = (
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
class CommandResult:
    """What a command found; `all_well` decides the exit code."""

    facts: Mapping[str, object]
    all_well: bool = field(default=True, kw_only=True)

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.DONE if self.all_well else ExitCode.NOT_ALL_WELL


def parse_arguments(arguments: Sequence[str]) -> RunOptions:
    """The run these arguments ask for; exits with 2 where they make no sense."""
    asked = _parser().parse_args(_joined(arguments))
    command = asked.command or "window"
    language = getattr(asked, "language", "en")
    return RunOptions(
        command=command,
        data=_data_dir(command, getattr(asked, "data_dir", None)),
        as_json=getattr(asked, "json", False),
        language=language,
        appearance=_appearance(asked),
        sign_in_name=getattr(asked, "sign_in_name", ""),
        headless=getattr(asked, "headless", False),
        out=getattr(asked, "out", Path("out/demo")),
        central_after=getattr(asked, "central_after", "start"),
        central=_central(asked),
        person=DemoParticipant(
            getattr(asked, "given_name", DemoParticipant().given_name),
            getattr(asked, "family_name", DemoParticipant().family_name),
            language,
        ),
    )


def _data_dir(command: str, asked: Path | None) -> DataDir:
    """The folder asked for; practising never touches the folder of the real site by itself."""
    usual = default_data_dir()
    if command in _PRACTISING:
        usual = usual.with_name(f"{usual.name}-practice")
    return DataDir((asked or usual).expanduser().absolute())


def print_result(outcome: CommandResult, *, as_json: bool) -> int:
    """Print what was found; the exit code."""
    if as_json:
        print(json.dumps(outcome.facts))
    else:
        for name, fact in outcome.facts.items():
            print(f"{name}: {fact if isinstance(fact, str | int) else json.dumps(fact)}")
    return outcome.exit_code


def count_facts(counts: DeliveryCounts) -> dict[str, int]:
    """Where everything recorded is, as commands say it."""
    return {
        "captured": counts.captured,
        "received": counts.received,
        "waiting": counts.waiting,
        "needs_attention": counts.needs_attention,
    }


def print_error(error: PtcError, *, as_json: bool) -> int:
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


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


def _appearance(asked: argparse.Namespace) -> Appearance:
    usual = Appearance()
    width, height = getattr(asked, "size", (usual.width, usual.height))
    scale = min(max(getattr(asked, "text_scale", usual.text_scale), 1.0), 2.0)
    return Appearance(getattr(asked, "theme", usual.theme), scale, width, height)


def _central(asked: argparse.Namespace) -> ConnectOptions | None:
    if asked.command != "connect":
        return None
    return ConnectOptions(asked.url, asked.ca, asked.registration_code)


_PRACTISING = frozenset({"practice", "demo"})
_PAIRS = {("store", "verify"), ("sync", "status"), ("sync", "once")}


def _joined(arguments: Sequence[str]) -> list[str]:
    """Two words that make one command, as in `store verify`, become one."""
    given = list(arguments)
    for index, pair in enumerate(pairwise(given)):
        if pair in _PAIRS:
            return [*given[:index], " ".join(pair), *given[index + 2 :]]
    if "--self-check" in given:
        given[given.index("--self-check")] = "self-check"
    return given


def _shared() -> argparse.ArgumentParser:
    """What every command takes, before its name or after; what is not said has no default here."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data-dir", type=Path, help="the folder of the site")
    shared.add_argument("--json", action="store_true", help="answer as JSON")
    shared.add_argument("--language", choices=("en", "es"))
    shared.add_argument("--theme", choices=("light", "dark", "high-contrast"))
    shared.add_argument("--text-scale", type=float, metavar="1.0-2.0")
    shared.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT")
    return shared


def _parser() -> argparse.ArgumentParser:
    shared = _shared()
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
    demo.add_argument("--central-after", choices=DEMO_STEPS, default="start", metavar="STEP")
    demo.add_argument("--given-name", default=DemoParticipant().given_name)
    demo.add_argument("--family-name", default=DemoParticipant().family_name)
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
