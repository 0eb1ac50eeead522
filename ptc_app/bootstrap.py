"""Composition root: builds one site's store, services and sync, and imports them, on first use."""

from __future__ import annotations

from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING

from ptc_app import data_folder, log
from ptc_app.clock_and_ids import new_id, utc_now
from ptc_app.paths import DataDir, resources
from ptc_app.storage.site_files import is_set_up

if TYPE_CHECKING:
    from ptc_app.domain.central_connection import CentralInvitation
    from ptc_app.domain.outbox import SyncReport
    from ptc_app.domain.programs.program import ProgramVersion
    from ptc_app.services.session_services import SessionServices
    from ptc_app.services.site_setup_and_unlock import SignInService
    from ptc_app.storage.keys.site_keys import SiteKeyStore
    from ptc_app.storage.store import Store
    from ptc_app.sync.exactly_once_check import ExactlyOnceCheck
    from ptc_app.sync.sync_runner import SyncRunner
    from ptc_app.ui.stage_entry import StageEntry


class SiteRuntime:
    """The store, services and sync of one data folder; each part is built when first asked for.

    Nothing in the folder `data` is read or written before a method needs it. `open` and
    `close_store` run on the store thread, `sync` and `close_sync` on the sync thread. `store_key`
    is the 32 bytes that encrypt the store. Methods raise StoreUnusable and DataFolderUnusable.
    """

    def __init__(self, data: DataDir) -> None:
        self.data = data
        self._store_key = b""
        self._store: Store | None = None
        self._sync_runner: SyncRunner | None = None

    def is_set_up(self) -> bool:
        """Whether store and key file are there; StoreUnusable where one is without the other."""
        return is_set_up(self.data)

    @cached_property
    def shipped_programs(self) -> tuple[ProgramVersion, ...]:
        """The program versions that ship, at least one; raises ProgramInvalid, StageTypeUnknown."""
        from ptc_app.domain.stages.stage_type import StageTypes
        from ptc_app.importing.program_folder import programs_below

        return programs_below(resources() / "program", StageTypes(one.type for one in self.stages))

    @cached_property
    def stages(self) -> tuple[StageEntry, ...]:
        """The stage types of the application with all their parts, in a visit's usual order."""
        from ptc_app.stages import STAGES

        return STAGES

    @cached_property
    def sign_in(self) -> SignInService:
        """Set-up of the site and unlocking of its store; built once, in a folder made for it."""
        from ptc_app.services.site_setup_and_unlock import SignInService

        return SignInService(self._keys, utc_now, new_id)

    def open(self, store_key: bytes, sign_in_name: str, *, refused: int = 0) -> SessionServices:
        """Open the store for a practitioner, install what ships, and audit their sign-in.

        An earlier session's connection is closed first. `refused`: failed sign-ins before this one.
        StoreLocked (`passphrase`) for an unknown name; ProgramRefused, ProgramInvalid.
        """
        from ptc_app.services import session_services as session

        self.close_store()
        self._store = store = self.open_store(store_key)
        context = session.session_context_at(store, sign_in_name, utc_now, new_id)
        self._store_key = store_key
        keys, shipped = self._keys.opened_by(store_key), self.shipped_programs
        services = session.session_services(store, context, shipped, self.stages, keys)
        services.session_audit.record_sign_in(refused=refused)
        return services

    def open_store(self, store_key: bytes) -> Store:
        """Open a connection for the calling thread, which closes it; see `storage.store`."""
        from ptc_app.storage.store import open_store

        return open_store(self.data.store, store_key)

    def close_store(self) -> None:
        """Close the session's connection to the store; does nothing where none is open."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def sync(self) -> SyncReport:
        """Make the next request of a sync run; see `SyncRunner.run_round`, also for what it raises.

        `away` is NOT_CONNECTED before someone signed in and a central was joined.
        """
        from ptc_app.domain import outbox

        if self._sync_runner is None and self._store_key:
            self._sync_runner = self.open_sync_runner(self._store_key)
        if self._sync_runner:
            return self._sync_runner.run_round()
        return outbox.SyncReport(away=outbox.WaitingReason.NOT_CONNECTED)

    def close_sync(self) -> None:
        """Close the HTTP session and the sync thread's connection to the store, if open."""
        if runner := self._sync_runner:
            runner.close()
            self._sync_runner = None

    def abort_sync(self) -> None:
        """Break off the request of a sync under way, before `close_sync`; called on any thread."""
        if runner := self._sync_runner:
            runner.abort()

    def open_sync_runner(self, store_key: bytes) -> SyncRunner | None:
        """A sync runner, for the caller to close; None without a central; raises as `sync`."""
        from ptc_app.sync.sync_composition import open_sync_runner

        return open_sync_runner(self.open_store(store_key), utc_now)

    def join_central(self, store_key: bytes, name: str, invitation: CentralInvitation) -> None:
        """Connect the site to a central for the administrator of this sign-in name.

        Raises as `establish_connection` and `CentralConnectionService.join`; StoreLocked as `open`.
        """
        from ptc_app.services.session_services import session_context_at
        from ptc_app.services.site import CentralConnectionService
        from ptc_app.sync.registration import establish_connection

        with closing(self.open_store(store_key)) as store:
            context = session_context_at(store, name, utc_now, new_id)
            CentralConnectionService(store.settings, establish_connection, context).join(invitation)

    def check_delivery(self, store: Store) -> ExactlyOnceCheck | None:
        """Search central for each resource of this store, as `check_store_delivery`."""
        from ptc_app.sync.sync_composition import check_store_delivery

        return check_store_delivery(store, utc_now)

    @cached_property
    def _keys(self) -> SiteKeyStore:
        from ptc_app.storage.keys.site_keys import open_site_keys

        log.write_to(data_folder.prepare_data_folder(self.data).log)
        return open_site_keys(self.data)
