"""Entry point of the program: parses the arguments, runs the command, returns the exit code.

What a command needs is imported with it: the first page of the window does not wait for the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from ptc_app import log
from ptc_app.commands import arguments as command_line
from ptc_app.commands.arguments import CommandResult
from ptc_app.commands.options import RunOptions
from ptc_app.domain.errors import PtcError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command these arguments name (`sys.argv` by default); returns its exit code."""
    log.catch_crashes()
    options = command_line.parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        result = _COMMANDS[options.command](options)
    except PtcError as error:
        return command_line.print_error(error, as_json=options.as_json)
    return command_line.print_result(result, as_json=options.as_json)


def _window(options: RunOptions) -> CommandResult:
    from ptc_app.commands.window import run_window

    return run_window(options)


def _practice(options: RunOptions) -> CommandResult:
    from ptc_app.commands.practice import run_practice

    return run_practice(options)


def _demo(options: RunOptions) -> CommandResult:
    from ptc_app.commands.demo import run_demo

    return run_demo(options)


def _self_check(options: RunOptions) -> CommandResult:
    from ptc_app.commands.self_check import run_self_check

    return run_self_check(options)


def _support(options: RunOptions) -> CommandResult:
    from ptc_app.commands.support import run_support_command

    return run_support_command(options)


_COMMANDS: dict[str, Callable[[RunOptions], CommandResult]] = {
    "window": _window,
    "practice": _practice,
    "demo": _demo,
    "self-check": _self_check,
    "store verify": _support,
    "sync status": _support,
    "sync once": _support,
    "connect": _support,
}
