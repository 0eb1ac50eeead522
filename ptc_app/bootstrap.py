"""Composition root: builds one site's store, services and sync from its data folder, on first use.

Storage, sync and document libraries are imported where they are first needed, on the store or the
sync thread: the window shows its first page before they are loaded.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from ptc_app import log
from ptc_app.domain.errors import StoreLocked
from ptc_app.domain.outbox import SyncReport, WaitReason
from ptc_app.domain.practitioner import Author
from ptc_app.paths import DataDir, resources
from ptc_app.storage.site_files import is_set_up

if TYPE_CHECKING:
    from ptc_app.domain.central_connection import CentralInvitation
    from ptc_app.domain.program import Program
    from ptc_app.services.act_context import ActContext
    from ptc_app.services.consent import ConsentPdfMaker
    from ptc_app.services.measurements import ResultsPdfMaker
    from ptc_app.services.session_services import SessionServices
    from ptc_app.services.sign_in import SignInService
    from ptc_app.services.site import Keys
    from ptc_app.storage.integrity_check import IntegrityReport
    from ptc_app.storage.site_keys import SiteKeyStore
    from ptc_app.storage.store import Store
    from ptc_app.sync.delivery_check import DeliveryCheck
    from ptc_app.sync.sync_runner import SyncRunner


def now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random UUID (version 4) as text."""
    return str(uuid4())


class Site:
    """The store, services and sync of one data folder; each part is built when first asked for.

    `open` and `close_store` are called on the store thread, `sync` and `close_sync` on the sync
    thread.
    """

    def __init__(self, data: DataDir) -> None:
        self.data = data
        self._store_key = b""
        self._store: Store | None = None
        self._sync_runner: SyncRunner | None = None

    def is_set_up(self) -> bool:
        """Whether store and key file are there; StoreUnusable where only one of them is."""
        return is_set_up(self.data)

    @cached_property
    def program(self) -> Program:
        """The program that ships: the files below resources/program."""
        from ptc_app.importing.program_folder import program_from_folder

        return program_from_folder(resources() / "program")

    @cached_property
    def sign_in(self) -> SignInService:
        """Site set-up and unlocking of the store."""
        from ptc_app.services.sign_in import SignInService

        return SignInService(self._keys, now, new_id)

    def open(self, store_key: bytes, sign_in_name: str, *, refused: int = 0) -> SessionServices:
        """Open the store for a practitioner and record their sign-in in the audit trail.

        `refused` is how many sign-ins failed since the last one. StoreLocked for a sign-in name
        that is not known here.
        """
        from ptc_app.documents import wording

        self.close_store()
        self._store = store = self.open_store(store_key)
        context = _act_context(store, sign_in_name)
        self._store_key = store_key
        makers = wording.consent_document_pdf, wording.results_document_pdf
        keys = self._keys.opened_by(store_key)
        services = session_services(store, context, self.program, *makers, keys)
        services.session_audit.came(refused=refused)
        return services

    def open_store(self, store_key: bytes) -> Store:
        """A connection of its own to the store, for the calling thread; the caller closes it."""
        from ptc_app.storage.store import open_store

        return open_store(self.data.store, store_key)

    def close_store(self) -> None:
        """Close the session's connection, if one is open."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def sync(self) -> SyncReport:
        """Send what is due; NOT_CONNECTED before someone signed in and a central is known."""
        if self._sync_runner is None and self._store_key:
            self._sync_runner = self.open_sync_runner(self._store_key)
        if self._sync_runner is None:
            return SyncReport(away=WaitReason.NOT_CONNECTED)
        return self._sync_runner.look()

    def close_sync(self) -> None:
        """Close the HTTP session and the sync thread's connection to the store, if open."""
        if self._sync_runner is not None:
            self._sync_runner.close()
            self._sync_runner = None

    def open_sync_runner(self, store_key: bytes) -> SyncRunner | None:
        """A sync runner with its own connection to the store; None before a central is known."""
        from ptc_app.sync import engine, sync_runner, transport

        store = self.open_store(store_key)
        connection = store.settings.central()
        if connection is None:
            store.close()
            return None
        client = transport.central_client(connection)
        sync_engine = engine.SyncEngine(store.outbox, client, now)
        return sync_runner.SyncRunner(store.outbox, client, sync_engine, now, store.close)

    def join_central(self, store_key: bytes, invitation: CentralInvitation) -> None:
        """Connect this site to a central, see `sync.registration.join_central`."""
        from ptc_app.sync.registration import join_central

        with closing(self.open_store(store_key)) as store:
            join_central(store.settings, invitation)

    def check_integrity(self, store_key: bytes) -> IntegrityReport:
        """Read every page and record of the store, see `storage.integrity_check`."""
        from ptc_app.storage.integrity_check import check_integrity

        with closing(self.open_store(store_key)) as store:
            return check_integrity(store.database)

    def check_delivery(self, store_key: bytes) -> DeliveryCheck | None:
        """Ask central for each record made here; None where no central is known."""
        from ptc_app.sync import delivery_check, transport

        with closing(self.open_store(store_key)) as store:
            connection = store.settings.central()
            payloads = [record.body for record in store.records.each()]
        if connection is None:
            return None
        with closing(transport.central_client(connection)) as client:
            return delivery_check.check_delivery(client, payloads)

    @cached_property
    def _keys(self) -> SiteKeyStore:
        from ptc_app.storage.site_keys import open_site_keys

        log.write_to(self.data.log)
        return open_site_keys(self.data)


def session_services(
    store: Store,
    context: ActContext,
    program: Program,
    consent_pdf: ConsentPdfMaker,
    results_pdf: ResultsPdfMaker,
    keys: Keys,
) -> SessionServices:
    """All services of a signed-in session over one open store."""
    from ptc_app.services import (
        change_feed,
        consent,
        kiosk,
        measurements,
        participants,
        session_audit,
        session_services,
        site,
        survey,
        sync,
        visit,
    )

    changes = change_feed.ChangeFeed()
    context = replace(context, publish=changes.publish)
    visits, people, drafts = store.visits, store.participants, store.drafts
    records = change_feed.PublishingRecords(store.records, changes.publish)
    kiosk_service = kiosk.KioskService(store.practitioners, store.audit_trail, context)
    return session_services.SessionServices(
        act_context=context,
        changes=changes,
        program=program,
        session_audit=session_audit.SessionAuditService(store.audit_trail, context),
        participants=participants.ParticipantService(people, visits, records, program, context),
        visits=visit.VisitService(
            visits, people, store.practitioners, store.outbox, records, kiosk_service, context
        ),
        consents=consent.ConsentService(
            visits, people, drafts, store.documents, records, program, consent_pdf, context
        ),
        surveys=survey.SurveyService(visits, people, drafts, records, program, context),
        measurements=measurements.MeasurementService(
            visits, people, drafts, records, program, results_pdf, context
        ),
        sync=sync.SyncService(store.outbox, context),
        kiosk=kiosk_service,
        site=site.SiteService(
            store.practitioners, store.settings, keys, program.manifest.version, context
        ),
    )


def _act_context(store: Store, sign_in_name: str) -> ActContext:
    from ptc_app.services.act_context import ActContext

    practitioner = store.practitioners.by_sign_in_name(sign_in_name)
    if practitioner is None:
        raise StoreLocked("passphrase")
    return ActContext(Author(practitioner, store.settings.workstation()), now, new_id)
