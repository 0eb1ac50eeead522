"""What a command found, how it is printed, and the exit code that tells who can act."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    PtcError,
    SignInNeeded,
    StoreLocked,
    StoreUnusable,
)
from ptc_app.domain.language import SOURCE_LANGUAGE, Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.error_messages import error_message

if TYPE_CHECKING:
    from ptc_app.domain.outbox import DeliveryCounts


class ExitCode(IntEnum):
    """Exit codes that scripts may rely on; 2 is argparse's for arguments it cannot read.

    `DONE`: all is well.
    `NOT_ALL_WELL`: the command ran and found something that is not well.
    `LOCKED`: the store was not unlocked (StoreLocked).
    `STORE_UNUSABLE`: the store cannot be used (StoreUnusable).
    `CENTRAL`: central is away, not trusted, or refused this device.
    `FAILED`: any other PtcError.
    """

    DONE = 0
    NOT_ALL_WELL = 1
    LOCKED = 3
    STORE_UNUSABLE = 4
    CENTRAL = 5
    FAILED = 6


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command found, and whether all is well.

    `facts`: JSON values by name, in the order in which they are printed.
    `all_well`: decides the exit code, DONE or NOT_ALL_WELL.
    """

    facts: Mapping[str, object]
    all_well: bool = field(default=True, kw_only=True)

    @property
    def exit_code(self) -> ExitCode:
        """DONE where all is well, else NOT_ALL_WELL."""
        return ExitCode.DONE if self.all_well else ExitCode.NOT_ALL_WELL


def print_result(result: CommandResult, *, as_json: bool) -> int:
    """Print the facts to standard output and return the exit code.

    One fact a line, as `name: value`, or with `as_json` one JSON object.
    """
    if as_json:
        print(json.dumps(result.facts))
    else:
        for name, fact in result.facts.items():
            print(f"{name}: {fact if isinstance(fact, str | int) else json.dumps(fact)}")
    return result.exit_code


def print_error(error: PtcError, *, as_json: bool, language: Language = SOURCE_LANGUAGE) -> int:
    """Print the error's code and message, never its cause, and return the exit code of its class.

    They go to standard error, the code on the first line, the message in `language` below. With
    `as_json` the code goes to standard output alone, as `{"error": code}`.
    """
    if as_json:
        print(json.dumps({"error": error.full_code}))
    else:
        message = error_message(error, Localizer(language))
        lines = (f"ptc-app: {error.full_code}", message.title, message.text)
        print("\n".join(lines), file=sys.stderr)
    match error:
        case StoreLocked():
            return ExitCode.LOCKED
        case StoreUnusable():
            return ExitCode.STORE_UNUSABLE
        case CentralUnreachable() | CentralUntrusted() | SignInNeeded():
            return ExitCode.CENTRAL
        case _:
            return ExitCode.FAILED


def count_facts(counts: DeliveryCounts) -> dict[str, int]:
    """Numbers of envelopes by delivery state: captured = received + waiting + needs_attention."""
    return {
        "captured": counts.captured,
        "received": counts.received,
        "waiting": counts.waiting,
        "needs_attention": counts.needs_attention,
    }
