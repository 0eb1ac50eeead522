"""Commands of site support, without a window: verify, status, send once, connect."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing

from ptc_app.cli import Outcome, counted
from ptc_app.config import Config
from ptc_app.domain.errors import RuleBroken
from ptc_app.house import House, join_central, open_watch
from ptc_app.storage.database import Database
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.settings import Settings
from ptc_app.storage.verification import verify


def run(config: Config) -> Outcome:
    """The command that was asked for."""
    return _COMMANDS[config.command](config)


def verify_store(config: Config) -> Outcome:
    """Whether each page, record and link of the trail is whole."""
    with _store(config) as database:
        found = verify(database)
    return Outcome({"holds": found.holds, "problems": list(found.problems)}, all_well=found.holds)


def sync_status(config: Config) -> Outcome:
    """Where everything recorded here is."""
    with _store(config) as database:
        counts = Outbox(database).counts()
        is_connected = Settings(database).central() is not None
    facts = {**counted(counts), "connected": is_connected}
    return Outcome(facts, all_well=counts.needs_attention == 0)


def sync_once(config: Config) -> Outcome:
    """Send what waits, once."""
    watch = open_watch(config.data, _store_key(config))
    if watch is None:
        raise RuleBroken("not-connected")
    with closing(watch):
        report = watch.look()
    facts = {
        "delivered": report.delivered,
        "refused": report.refused,
        "postponed": report.postponed,
        "away": report.away or "",
    }
    return Outcome(facts, all_well=report.away is None and not report.refused)


def connect(config: Config) -> Outcome:
    """Register this device at a central and trust its certificate from now on."""
    if config.central is None:
        raise RuleBroken("not-connected")
    join_central(config.data, _store_key(config), config.central)
    return Outcome({"connected": True})


def _store(config: Config) -> AbstractContextManager[Database]:
    return closing(Database(config.data.store, _store_key(config)))


def _store_key(config: Config) -> bytes:
    house = House(config.data)
    if not house.door.is_set_up():
        raise RuleBroken("not-set-up")
    return house.door.unlock(config.sign_in_name, _passphrase(config.sign_in_name))


def _passphrase(sign_in_name: str) -> str:
    """Asked without an echo at a terminal, else the first line that comes in.

    It is never an argument: the list of processes is there for everyone to read.
    """
    if sys.stdin.isatty():
        return getpass.getpass(f"Passphrase of {sign_in_name}: ")
    return sys.stdin.readline().rstrip("\n")


_COMMANDS: dict[str, Callable[[Config], Outcome]] = {
    "store verify": verify_store,
    "sync status": sync_status,
    "sync once": sync_once,
    "connect": connect,
}
