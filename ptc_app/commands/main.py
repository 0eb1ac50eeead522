"""Entry point of the program: parses the arguments, runs the command, returns the exit code.

What a command needs is imported with it: the first page of the window does not wait for the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ptc_app import log
from ptc_app.commands.arguments import parse_arguments
from ptc_app.commands.options import (
    CommandOptions,
    DemoOptions,
    PracticeOptions,
    SelfCheckOptions,
    SupportOptions,
    WindowOptions,
)
from ptc_app.commands.results import CommandResult, print_error, print_result
from ptc_app.domain.errors import PtcError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command these arguments name (`sys.argv` by default); returns its exit code."""
    log.catch_crashes()
    invocation = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        result = _run(invocation.options)
    except PtcError as error:
        return print_error(error, as_json=invocation.as_json)
    return print_result(result, as_json=invocation.as_json)


def _run(options: CommandOptions) -> CommandResult:
    match options:
        case DemoOptions():
            from ptc_app.commands.demo import run_demo

            return run_demo(options)
        case PracticeOptions():
            from ptc_app.commands.practice import run_practice

            return run_practice(options)
        case WindowOptions():
            from ptc_app.commands.window import run_window

            return run_window(options)
        case SelfCheckOptions():
            from ptc_app.commands.self_check import run_self_check

            return run_self_check()
        case SupportOptions():
            from ptc_app.commands.support import run_support_command

            return run_support_command(options)
