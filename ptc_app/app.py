"""The composition root: what was asked for, wired and run.

What a command needs is loaded with it: the first page does not wait for the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

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
    from ptc_app.practice import practising, welcome

    porch = Porch(config.data)
    with practising(porch.house()):
        sys.stdout.write(welcome())
        sys.stdout.flush()
        return _show(porch, config)


def _show(porch: Porch, config: Config) -> Outcome:
    with window(porch, config.language, config.appearance) as opened:
        opened.shell.show()
        code = opened.app.exec()
    return Outcome({}, all_well=code == 0)


def _demo(config: Config) -> Outcome:
    from ptc_app.demonstration import run

    return run(config)


def _self_check(config: Config) -> Outcome:
    from ptc_app.self_check import run

    return run(config)


def _office(config: Config) -> Outcome:
    """The commands of site support, which need no window."""
    from ptc_app.office import run

    return run(config)


_COMMANDS: dict[str, Callable[[Config], Outcome]] = {
    "window": _window,
    "practice": _practice,
    "demo": _demo,
    "self-check": _self_check,
    "store verify": _office,
    "sync status": _office,
    "sync once": _office,
    "connect": _office,
}
