"""The practice command: a site with public credentials, and a practice central on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.command_result import CommandResult, print_text
from ptc_app.commands.options import PracticeOptions
from ptc_app.commands.window import show_window
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.errors import CentralUnreachable, PtcError
from ptc_app.services.site_setup_and_unlock import SiteSetupRequest

PRACTICE_SITE = SiteSetupRequest(
    site="Riverside Practice Clinic",
    machine="desk 1",
    name="Ana Ortiz",
    sign_in_name="practice",
    passphrase="practice makes perfect",  # noqa: S106 - printed for everyone who practises
    kiosk_code="246810",
)

_PATIENCE = 10
"""Seconds a practice central is given to stop by itself."""


def run_practice(options: PracticeOptions) -> CommandResult:
    """Show the window on the practice site until it is closed; that ends the practice central too.

    Sets the site up where it is not, and prints how to sign in. What `practice_central_running`
    raises is shown in the window first.
    """
    site = SiteRuntime(options.data)
    with ExitStack() as running:
        try:
            running.enter_context(practice_central_running(site))
        except PtcError as error:
            return show_window(site, options, error)
        print_text(sign_in_instructions())
        return show_window(site, options)


def set_up_practice_site(site: SiteRuntime) -> bytes:
    """Set the practice site up where it is not; returns its store key (32 bytes).

    Raises StoreLocked where the site was set up with another passphrase; StoreUnusable.
    """
    if not site.sign_in.is_set_up():
        keys = site.sign_in.new_keys(PRACTICE_SITE)
        site.sign_in.set_up(PRACTICE_SITE, keys, keys.recovery_key)
    return practice_store_key(site)


def practice_store_key(site: SiteRuntime) -> bytes:
    """The store key (32 bytes) of a practice site that is set up.

    Raises StoreLocked where it was set up with another passphrase; StoreUnusable.
    """
    return site.sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)


class PracticeCentral:
    """A practice central in a process of its own, which ends with this one; `folder` has its data.

    `invitation`: how to join it; it is known once the central listens, before the constructor
    returns. CentralUnreachable (`practice`) where it does not start.
    """

    def __init__(self, folder: Path) -> None:
        command = [
            sys.executable, "-m", "ptc_central", "--data-dir", str(folder), "--stop-with-stdin",
        ]  # fmt: skip
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise CentralUnreachable("practice") from error
        self.invitation = self._told()

    def _told(self) -> CentralInvitation:
        """Where it listens, as it says itself in its first line."""
        line = self._process.stdout.readline() if self._process.stdout else b""
        try:
            said = json.loads(line)
            ca_pem = Path(said["ca"]).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            self.close()
            raise CentralUnreachable("practice") from error
        return CentralInvitation(said["url"], ca_pem, said["registration_code"])

    def close(self) -> None:
        """End the central: by itself within 10 s, else it is killed; returns when it has ended."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def sign_in_instructions() -> str:
    """The public sign-in name, passphrase and kiosk code of the practice site, for the terminal."""
    return (
        f"Practice site. Sign in as: {PRACTICE_SITE.sign_in_name}\n"
        f"Passphrase: {PRACTICE_SITE.passphrase}\n"
        f"Staff code of the kiosk: {PRACTICE_SITE.kiosk_code}\n"
    )


@contextmanager
def practice_central_running(site: SiteRuntime) -> Iterator[PracticeCentral]:
    """Context manager: the practice site, set up and joined to a practice central that runs.

    Yields the central, which ends with the block. Raises CentralUnreachable where it does not
    start, StoreLocked, StoreUnusable or DataFolderUnusable.
    """
    store_key = set_up_practice_site(site)
    with closing(PracticeCentral(site.data.central)) as central:
        site.join_central(store_key, PRACTICE_SITE.sign_in_name, central.invitation)
        yield central
