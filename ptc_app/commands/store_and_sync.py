"""Commands of site support, without a window: verify, status, send once, connect."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

from ptc_app.authority_file import read_authority
from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.command_result import CommandResult, count_facts
from ptc_app.commands.options import (
    ConnectOptions,
    StoreCommandOptions,
    SyncOnceOptions,
    SyncStatusOptions,
    VerifyStoreOptions,
)
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.errors import RuleBroken, StoreLocked


def run_store_command(options: StoreCommandOptions) -> CommandResult:
    """Run the support command of these options; asks for the passphrase on standard input.

    Raises RuleBroken (`not-set-up`), StoreLocked, StoreUnusable, and what the command raises.
    """
    return _COMMANDS[type(options)](options)


def verify_store(options: VerifyStoreOptions) -> CommandResult:
    """Check the integrity of the store: pages, records, documents, audit trail; it takes long.

    The facts: `holds`, and `problems`, the codes of the checks that failed. Raises RuleBroken
    (`not-set-up`), StoreLocked, StoreUnusable.
    """
    site = SiteRuntime(options.data)
    with closing(site.open_store(_store_key(site, options))) as store:
        report = store.check_integrity()
    facts = {"holds": report.holds, "problems": list(report.problems)}
    return CommandResult(facts, all_well=report.holds)


def sync_status(options: SyncStatusOptions) -> CommandResult:
    """Count the records received by central, waiting and needing attention; sends nothing.

    The facts: those of `count_facts`, and `connected`: whether a central was joined, not whether it
    answers. All is well where none needs attention. Raises RuleBroken (`not-set-up`), StoreLocked,
    StoreUnusable.
    """
    site = SiteRuntime(options.data)
    with closing(site.open_store(_store_key(site, options))) as store:
        counts = store.outbox.counts()
        is_connected = store.settings.central() is not None
    facts = {**count_facts(counts), "connected": is_connected}
    return CommandResult(facts, all_well=counts.needs_attention == 0)


def sync_once(options: SyncOnceOptions) -> CommandResult:
    """Send what is due, once; a record that central refuses needs attention.

    The facts: `delivered`, `refused`, `postponed` (counts), `away` (why it stopped early, "" where
    it did not). All is well where it did not stop early and nothing was refused. RuleBroken:
    `not-connected` where no central was joined, `not-set-up`; StoreLocked, StoreUnusable.
    """
    site = SiteRuntime(options.data)
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


def connect(options: ConnectOptions) -> CommandResult:
    """Register this device at a central and pin its certificate authority.

    The only fact is `connected`, true. InputFileUnusable where the file of the authority cannot be
    read. Raises SignInNeeded, CentralUnreachable or CentralUntrusted as `join_central`; RuleBroken
    (`not-set-up`), StoreLocked, StoreUnusable.
    """
    site = SiteRuntime(options.data)
    invitation = CentralInvitation(
        options.url, read_authority(options.ca), options.registration_code
    )
    site.join_central(_store_key(site, options), invitation)
    return CommandResult({"connected": True})


def _store_key(site: SiteRuntime, options: StoreCommandOptions) -> bytes:
    if not site.is_set_up():
        raise RuleBroken("not-set-up")
    return site.sign_in.unlock(options.sign_in_name, _passphrase(options.sign_in_name))


def _passphrase(sign_in_name: str) -> str:
    """Asked without an echo at a terminal, else the first line that comes in.

    Empty without an input. It is never an argument: the list of processes is there for everyone to
    read. StoreLocked (`passphrase`) where what comes in is no text.
    """
    try:
        if sys.stdin is not None and sys.stdin.isatty():
            return getpass.getpass(f"Passphrase of {sign_in_name}: ")
        line = sys.stdin.readline() if sys.stdin is not None else ""
        line.encode()
    except (EOFError, UnicodeError) as error:  # bytes that are no text are nobody's passphrase
        raise StoreLocked("passphrase") from error
    return line.rstrip("\n")


_COMMANDS: dict[type[StoreCommandOptions], Callable[[Any], CommandResult]] = {
    VerifyStoreOptions: verify_store,
    SyncStatusOptions: sync_status,
    SyncOnceOptions: sync_once,
    ConnectOptions: connect,
}
