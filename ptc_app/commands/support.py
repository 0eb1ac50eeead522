"""Commands of site support, without a window: verify, status, send once, connect."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from contextlib import closing

from ptc_app.bootstrap import Site
from ptc_app.commands.arguments import CommandResult, count_facts
from ptc_app.commands.options import RunOptions
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.errors import RuleBroken


def run_support_command(config: RunOptions) -> CommandResult:
    """The command that was asked for."""
    return _COMMANDS[config.command](config)


def verify_store(options: RunOptions) -> CommandResult:
    """Check the integrity of the store: pages, records, documents, audit trail."""
    site = Site(options.data)
    report = site.check_integrity(_store_key(site, options))
    facts = {"holds": report.holds, "problems": list(report.problems)}
    return CommandResult(facts, all_well=report.holds)


def sync_status(options: RunOptions) -> CommandResult:
    """Count the records received by central, waiting and needing attention."""
    site = Site(options.data)
    with closing(site.open_store(_store_key(site, options))) as store:
        counts = store.outbox.counts()
        is_connected = store.settings.central() is not None
    facts = {**count_facts(counts), "connected": is_connected}
    return CommandResult(facts, all_well=counts.needs_attention == 0)


def sync_once(options: RunOptions) -> CommandResult:
    """Send what is due, once; RuleBroken where no central is known."""
    site = Site(options.data)
    runner = site.open_sync_runner(_store_key(site, options))
    if runner is None:
        raise RuleBroken("not-connected")
    with closing(runner):
        report = runner.probe_and_sync()
    facts = {
        "delivered": report.delivered,
        "refused": report.refused,
        "postponed": report.postponed,
        "away": report.away or "",
    }
    return CommandResult(facts, all_well=report.away is None and not report.refused)


def connect(options: RunOptions) -> CommandResult:
    """Register this device at a central and pin its certificate authority."""
    if options.central is None:
        raise RuleBroken("not-connected")
    site = Site(options.data)
    asked = options.central
    ca_pem = asked.ca.read_text(encoding="utf-8")
    invitation = CentralInvitation(asked.url, ca_pem, asked.registration_code)
    site.join_central(_store_key(site, options), invitation)
    return CommandResult({"connected": True})


def _store_key(site: Site, options: RunOptions) -> bytes:
    if not site.is_set_up():
        raise RuleBroken("not-set-up")
    return site.sign_in.unlock(options.sign_in_name, _passphrase(options.sign_in_name))


def _passphrase(sign_in_name: str) -> str:
    """Asked without an echo at a terminal, else the first line that comes in.

    It is never an argument: the list of processes is there for everyone to read.
    """
    if sys.stdin.isatty():
        return getpass.getpass(f"Passphrase of {sign_in_name}: ")
    return sys.stdin.readline().rstrip("\n")


_COMMANDS: dict[str, Callable[[RunOptions], CommandResult]] = {
    "store verify": verify_store,
    "sync status": sync_status,
    "sync once": sync_once,
    "connect": connect,
}
