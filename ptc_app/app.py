"""The composition root: what was asked for, wired and run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from ptc_app import cli, log
from ptc_app.cli import Outcome
from ptc_app.config import Config
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.house import House, join_central, known_central, open_watch
from ptc_app.practice import PRACTICE, practising
from ptc_app.storage.database import Database
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.settings import Settings
from ptc_app.storage.verification import verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command of these arguments; its exit code."""
    config = cli.parsed(sys.argv[1:] if arguments is None else arguments)
    try:
        outcome = _COMMANDS[config.command](config)
    except PtcError as error:
        return cli.refuse(error, as_json=config.as_json)
    return cli.answer(outcome, as_json=config.as_json)


def _window(config: Config) -> Outcome:
    log.write_to(config.data.log)
    return _show(House(config.data), config)


def _practice(config: Config) -> Outcome:
    """The window on the practice site; closing it ends the practice central too."""
    log.write_to(config.data.log)
    house = House(config.data)
    with practising(house):
        sys.stdout.write(
            f"Practice site. Sign in as: {PRACTICE.sign_in_name}\n"
            f"Passphrase: {PRACTICE.passphrase}\nStaff code of the kiosk: {PRACTICE.kiosk_code}\n"
        )
        sys.stdout.flush()
        return _show(house, config)


def _show(house: House, config: Config) -> Outcome:
    from ptc_app.ui.application import window  # noqa: PLC0415 - Qt only where a window opens

    with window(house, config.language, config.appearance) as opened:
        opened.shell.show()
        code = opened.app.exec()
    return Outcome({}, all_well=code == 0)


def _demo(config: Config) -> Outcome:
    from ptc_app.demonstration import demonstrate  # noqa: PLC0415 - Qt only where a window opens

    return demonstrate(config)


def _store_key(config: Config, house: House) -> bytes:
    if not house.door.is_set_up():
        raise RuleBroken("not-set-up")
    return house.door.unlock(config.sign_in_name, cli.passphrase(config.sign_in_name))


def _verify(config: Config) -> Outcome:
    house = House(config.data)
    database = Database(config.data.store, _store_key(config, house))
    try:
        found = verify(database)
    finally:
        database.close()
    return Outcome({"holds": found.holds, "problems": list(found.problems)}, found.holds)


def _status(config: Config) -> Outcome:
    house = House(config.data)
    database = Database(config.data.store, _store_key(config, house))
    try:
        counts = Outbox(database).counts()
        is_connected = known_central(Settings(database)) is not None
    finally:
        database.close()
    return Outcome(
        {
            "captured": counts.captured,
            "received": counts.received,
            "waiting": counts.waiting,
            "needs_attention": counts.needs_attention,
            "connected": is_connected,
        },
        all_well=counts.needs_attention == 0,
    )


def _sync_once(config: Config) -> Outcome:
    house = House(config.data)
    watch = open_watch(config.data, _store_key(config, house))
    if watch is None:
        raise RuleBroken("not-connected")
    try:
        report = watch.look()
    finally:
        watch.close()
    facts = {
        "delivered": report.delivered,
        "refused": report.refused,
        "postponed": report.postponed,
        "away": report.away or "",
    }
    return Outcome(facts, all_well=report.away is None and not report.refused)


def _connect(config: Config) -> Outcome:
    if config.central is None:
        raise RuleBroken("not-connected")
    join_central(config.data, _store_key(config, House(config.data)), config.central)
    return Outcome({"connected": True})


def _self_check(config: Config) -> Outcome:
    from ptc_app.self_check import checked  # noqa: PLC0415 - Qt only where a window opens

    return checked(config)


_COMMANDS: dict[str, Callable[[Config], Outcome]] = {
    "window": _window,
    "practice": _practice,
    "demo": _demo,
    "store verify": _verify,
    "sync status": _status,
    "sync once": _sync_once,
    "connect": _connect,
    "self-check": _self_check,
}
