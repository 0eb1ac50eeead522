"""The practice site: its public credentials, its central, and how a window prepares both."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ptc_app.bootstrap import SiteRuntime
from ptc_app.data_folder import mark_practice
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.errors import CentralUnreachable, InstallationIncomplete
from ptc_app.domain.workstation import SiteSupport
from ptc_app.services.site_setup_and_unlock import SiteSetupRequest

if TYPE_CHECKING:
    from ptc_app.domain.outbox import SyncReport
    from ptc_app.domain.programs.program import ProgramVersion
    from ptc_app.paths import DataDir
    from ptc_app.services.session_services import SessionServices
    from ptc_app.services.site_setup_and_unlock import SignInService
    from ptc_app.ui.stage_entry import StageEntry

PRACTICE_SITE = SiteSetupRequest(
    site="Riverside Practice Clinic",
    machine="desk 1",
    support=SiteSupport("Practice help desk", "(210) 555-0142"),
    name="Ana Ortiz",
    sign_in_name="practice",
    passphrase="practice makes perfect",  # noqa: S106 - printed for everyone who practises
    kiosk_code="246810",
)

_STOP_SECONDS = 10
"""How long a practice central is given to stop by itself."""


def set_up_practice_site(site: SiteRuntime) -> bytes:
    """Set the practice site up where it is not; returns its store key (32 bytes).

    Raises StoreLocked where the site was set up with another passphrase; StoreUnusable.
    """
    _set_up_if_missing(site)
    return practice_store_key(site)


def practice_store_key(site: SiteRuntime) -> bytes:
    """The store key (32 bytes) of a practice site that is set up.

    Raises StoreLocked where it was set up with another passphrase; StoreUnusable.
    """
    return site.sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)


def ensure_practice_central() -> None:
    """Raise InstallationIncomplete (`practice-central`) where it or its server is not installed."""
    if None in map(find_spec, ("ptc_central", "sqlalchemy", "uvicorn")):
        raise InstallationIncomplete("practice-central")


class PracticeCentral:
    """A practice central in a process of its own, which ends with this one; `folder` has its data.

    The constructor starts it and does not wait until it listens; CentralUnreachable (`practice`)
    where there is no such process.
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

    @cached_property
    def invitation(self) -> CentralInvitation:
        """How to join it, from its first line: waits until it listens.

        CentralUnreachable (`practice`) where it does not start; then it is closed.
        """
        try:
            said = json.loads(self._process.stdout.readline() if self._process.stdout else b"")
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
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class PracticeSite:
    """A SiteRuntime (`runtime`) for the window, with a practice central that ends at `close`.

    Nothing is prepared before the window shows its first page: the first use of `sign_in`, on the
    store thread, starts the central and sets the site up where it is not; the first `sync` after a
    sign-in, on the sync thread, joins the central. Otherwise it does as `runtime` does.
    """

    def __init__(self, runtime: SiteRuntime) -> None:
        self._runtime = runtime
        self._central: PracticeCentral | None = None
        self._store_key = b""
        self._is_joined = False

    @property
    def data(self) -> DataDir:
        """The data folder: the paths of store, keys and log."""
        return self._runtime.data

    @property
    def stages(self) -> tuple[StageEntry, ...]:
        """The stage types of the application with all their parts, in a visit's usual order."""
        return self._runtime.stages

    @property
    def shipped_programs(self) -> tuple[ProgramVersion, ...]:
        """The program versions that ship; raises ProgramInvalid, StageTypeUnknown."""
        return self._runtime.shipped_programs

    def is_set_up(self) -> bool:
        """True: it sets itself up; StoreUnusable where there is half of a site."""
        self._runtime.is_set_up()
        return True

    @cached_property
    def sign_in(self) -> SignInService:
        """Unlocking of its store, which is set up first.

        StoreUnusable or DataFolderUnusable where that fails; CentralUnreachable (`practice`) as
        `PracticeCentral`.
        """
        self._central = PracticeCentral(self.data.central)
        sign_in = self._runtime.sign_in
        mark_practice(self.data)
        _set_up_if_missing(self._runtime)
        return sign_in

    def open(self, store_key: bytes, sign_in_name: str, *, refused: int = 0) -> SessionServices:
        """Open the store for a practitioner, as `SiteRuntime.open`."""
        services = self._runtime.open(store_key, sign_in_name, refused=refused)
        self._store_key = store_key
        return services

    def sync(self) -> SyncReport:
        """Join the central once someone has signed in; then as `SiteRuntime.sync`.

        CentralUnreachable (`practice`) where the central does not start; raises what
        `SiteRuntime.join_central` and `SiteRuntime.sync` raise.
        """
        if self._central is not None and self._store_key and not self._is_joined:
            name = PRACTICE_SITE.sign_in_name
            self._runtime.join_central(self._store_key, name, self._central.invitation)
            self._is_joined = True
        return self._runtime.sync()

    def close_store(self) -> None:
        """Close the session's connection to the store; does nothing where none is open."""
        self._runtime.close_store()

    def abort_sync(self) -> None:
        """Break off the request of a sync under way, before `close_sync`; called on any thread."""
        self._runtime.abort_sync()

    def close_sync(self) -> None:
        """Close the sync thread's connections, if they are open."""
        self._runtime.close_sync()

    def close(self) -> None:
        """End the central, where it was started; call it when both threads have ended."""
        if self._central is not None:
            self._central.close()


def _set_up_if_missing(site: SiteRuntime) -> None:
    if not site.sign_in.is_set_up():
        keys = site.sign_in.new_keys(PRACTICE_SITE)
        site.sign_in.set_up(PRACTICE_SITE, keys, keys.recovery_key)
