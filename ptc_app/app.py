"""The composition root: what was asked for, wired and run.

What a command needs is loaded with it: the first page does not wait for the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from ptc_app import cli, log
from ptc_app.cli import Outcome
from ptc_app.config import Config
from ptc_app.domain.errors import PtcError
from ptc_app.porch import Porch
from ptc_app.ui.application import window


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command of these arguments; its exit code."""
    log.catch_crashes()
    config = cli.parsed(sys.argv[1:] if arguments is None else arguments)
    try:
        outcome = _COMMANDS[config.command](config)
    except PtcError as error:
        return cli.refuse(error, as_json=config.as_json)
    return cli.answer(outcome, as_json=config.as_json)


def _window(config: Config) -> Outcome:
    return _show(Porch(config.data), config)


def _practice(config: Config) -> Outcome:
    """The window on the practice site; closing it ends the practice central too."""
    practice = import_module("ptc_app.practice")
    porch = Porch(config.data)
    with practice.practising(porch.house()):
        sys.stdout.write(practice.welcome())
        sys.stdout.flush()
        return _show(porch, config)


def _show(porch: Porch, config: Config) -> Outcome:
    with window(porch, config.language, config.appearance) as opened:
        opened.shell.show()
        code = opened.app.exec()
    return Outcome({}, all_well=code == 0)


def _in(module: str) -> Callable[[Config], Outcome]:
    """The command of this module, loaded when it is run."""

    def run(config: Config) -> Outcome:
        command: Callable[[Config], Outcome] = import_module(f"ptc_app.{module}").run
        return command(config)

    return run


def _office(verb: str) -> Callable[[Config], Outcome]:
    """A command of the office, which needs no window."""

    def run(config: Config) -> Outcome:
        command: Callable[[Config], Outcome] = getattr(import_module("ptc_app.office"), verb)
        return command(config)

    return run


_COMMANDS: dict[str, Callable[[Config], Outcome]] = {
    "window": _window,
    "practice": _practice,
    "demo": _in("demonstration"),
    "self-check": _in("self_check"),
    "store verify": _office("verify_store"),
    "sync status": _office("sync_status"),
    "sync once": _office("sync_once"),
    "connect": _office("connect"),
}
