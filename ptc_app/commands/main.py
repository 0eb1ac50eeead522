"""Entry point: parses the arguments, runs the command, returns the exit code.

What a command needs is imported with it: the first page of the window does not wait for the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ptc_app import crash_hooks
from ptc_app.commands.arguments import parse_arguments
from ptc_app.commands.command_result import CommandResult, print_error, print_result
from ptc_app.commands.window_options import WindowOptions
from ptc_app.domain.errors import PtcError
from ptc_app.i18n.catalogues import system_language
from ptc_app.paths import check_resources

if TYPE_CHECKING:
    from ptc_app.commands.options import CommandOptions


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command these arguments name, print its result, and return its exit code.

    `arguments` are `sys.argv` without its first where None. An error with a code is printed, with
    its message in the language asked for, else in that of the environment; any other passes.
    SystemExit where the arguments make no sense.
    """
    crash_hooks.install_crash_hooks()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        invocation = parse_arguments(given)
    except PtcError as error:
        return print_error(error, as_json="--json" in given, language=system_language())
    language = invocation.language or system_language()
    try:
        check_resources()
        return print_result(_run(invocation.options), as_json=invocation.as_json)
    except PtcError as error:
        return print_error(error, as_json=invocation.as_json, language=language)


def _run(options: CommandOptions) -> CommandResult:
    if type(options) is not WindowOptions:
        from ptc_app.commands.named_commands import run_named_command

        return run_named_command(options)
    from ptc_app.commands.window import run_window

    return run_window(options)
