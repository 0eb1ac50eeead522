"""Commands of site support, without a window: verify, status, send once, connect."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
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
from ptc_app.commands.secret_input import STANDARD_INPUT, read_secret, read_text_file
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.central_url import central_root_url
from ptc_app.domain.errors import RuleBroken


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
    """Connect the site to a central and pin its certificate authority, for an administrator.

    The registration code is asked for after the passphrase, or read from its file. The only fact is
    `connected`, true. RuleBroken (`practice-site`, `not-set-up`, `input-unreadable`),
    InputFileUnusable and what `SiteRuntime.join_central` raises; StoreLocked, StoreUnusable.
    """
    site = SiteRuntime(options.data)
    if site.data.is_practice:
        raise RuleBroken("practice-site")
    url, ca_pem = central_root_url(options.url), read_authority(options.ca)
    store_key = _store_key(site, options)
    code = _registration_code(options.registration_code_file)
    invitation = CentralInvitation(url, ca_pem, code)
    site.join_central(store_key, options.sign_in_name, invitation)
    return CommandResult({"connected": True})


def _store_key(site: SiteRuntime, options: StoreCommandOptions) -> bytes:
    if not site.is_set_up():
        raise RuleBroken("not-set-up")
    passphrase = read_secret(f"Passphrase of {options.sign_in_name}: ")
    return site.sign_in.unlock(options.sign_in_name, passphrase)


def _registration_code(file: Path | None) -> str:
    """The code without the spaces around it; empty where none was typed."""
    if file is None or file == STANDARD_INPUT:
        return read_secret("Registration code: ").strip()
    return read_text_file(file).strip()


_COMMANDS: dict[type[StoreCommandOptions], Callable[[Any], CommandResult]] = {
    VerifyStoreOptions: verify_store,
    SyncStatusOptions: sync_status,
    SyncOnceOptions: sync_once,
    ConnectOptions: connect,
}
