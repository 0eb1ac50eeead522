"""What a command found, how it is printed, and the exit code that tells who can act."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    ClockWrong,
    DataFolderUnusable,
    OutputUnusable,
    PtcError,
    SignInNeeded,
    StoreLocked,
    StoreUnusable,
)
from ptc_app.domain.language import SOURCE_LANGUAGE, Language
from ptc_app.file_access import refusals_as
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.error_messages import error_message

if TYPE_CHECKING:
    from ptc_app.domain.outbox import DeliveryCounts


class ExitCode(IntEnum):
    """Exit codes that scripts may rely on; 2 is argparse's for arguments it cannot read.

    `DONE`: all is well.
    `NOT_ALL_WELL`: the command ran and found something that is not well.
    `LOCKED`: the store was not unlocked (StoreLocked).
    `STORE_UNUSABLE`: the store or its folder cannot be used (StoreUnusable, DataFolderUnusable).
    `CENTRAL`: central is away, not trusted, or refused this device, or the clock is wrong.
    `FAILED`: any other PtcError.
    """

    DONE = 0
    NOT_ALL_WELL = 1
    LOCKED = 3
    STORE_UNUSABLE = 4
    CENTRAL = 5
    FAILED = 6


class CommandResult(NamedTuple):
    """What a command found, and whether all is well.

    `facts`: JSON values by name, in the order in which they are printed.
    `all_well`: decides the exit code, DONE or NOT_ALL_WELL.
    """

    facts: Mapping[str, object]
    all_well: bool = True

    @property
    def exit_code(self) -> ExitCode:
        """DONE where all is well, else NOT_ALL_WELL."""
        return ExitCode.DONE if self.all_well else ExitCode.NOT_ALL_WELL


def print_result(result: CommandResult, *, as_json: bool) -> int:
    """Print the facts to standard output and return the exit code.

    One fact a line, as `name: value`, or with `as_json` one JSON object. Raises OutputUnusable.
    """
    if as_json:
        print_text(f"{json.dumps(result.facts)}\n")
    else:
        print_text("".join(f"{name}: {_shown(fact)}\n" for name, fact in result.facts.items()))
    return result.exit_code


def print_error(error: PtcError, *, as_json: bool, language: Language = SOURCE_LANGUAGE) -> int:
    """Print the error's code and message, never its cause, and return the exit code of its class.

    They go to standard error, the code on the first line, the message in `language` below. With
    `as_json` the code goes to standard output alone, as `{"error": code}`. What cannot be printed
    is left out.
    """
    with suppress(OutputUnusable):
        if as_json:
            print_text(f"{json.dumps({'error': error.full_code})}\n")
        else:
            message = error_message(error, Localizer(language))
            lines = (f"ptc-app: {error.full_code}", message.title, message.text, "")
            print_text("\n".join(lines), sys.stderr)
    return _exit_code(error)


def print_text(text: str, stream: TextIO | None = None) -> None:
    """Print a text at once, to standard output where no stream is given.

    OutputUnusable where it cannot be written: the disk is full, or nobody reads it any more. Then
    nothing more is written to that stream.
    """
    stream = stream or sys.stdout
    if stream is None:  # a process without a terminal has none
        return
    try:
        with refusals_as(OutputUnusable):
            print(text, end="", file=stream, flush=True)
    except OutputUnusable:
        _discard(stream)
        raise


def _discard(stream: TextIO) -> None:
    """Send what a stream still holds nowhere, or Python would try to write it again at its end."""
    with suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def _shown(fact: object) -> str:
    return str(fact) if isinstance(fact, str | int) else json.dumps(fact)


def _exit_code(error: PtcError) -> ExitCode:
    match error:
        case StoreLocked():
            return ExitCode.LOCKED
        case StoreUnusable() | DataFolderUnusable():
            return ExitCode.STORE_UNUSABLE
        case CentralUnreachable() | CentralUntrusted() | SignInNeeded() | ClockWrong():
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
