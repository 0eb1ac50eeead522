"""Runs a command with a name; what it needs is imported with it."""

from __future__ import annotations

from ptc_app.commands.command_result import CommandResult
from ptc_app.commands.options import (
    CommandOptions,
    DemoOptions,
    PracticeOptions,
    SelfCheckOptions,
    StoreCommandOptions,
)
from ptc_app.commands.window_options import WindowOptions


def run_named_command(options: CommandOptions) -> CommandResult:
    """Run the command of these options and return what it found; raises its PtcError.

    TypeError for options of the window, which has no name.
    """
    match options:
        case DemoOptions():
            from ptc_app.commands.demo import run_demo

            return run_demo(options)
        case PracticeOptions():
            from ptc_app.commands.practice_command import run_practice

            return run_practice(options)
        case SelfCheckOptions():
            from ptc_app.commands.self_check import run_self_check

            return run_self_check(options)
        case StoreCommandOptions():
            from ptc_app.commands.store_and_sync import run_store_command

            return run_store_command(options)
        case WindowOptions():
            raise TypeError("the window is no command with a name")
