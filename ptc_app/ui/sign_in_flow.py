"""Controller of set-up, sign-in and lock: the pages shown while no one is signed in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ptc_app.domain.errors import PtcError
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.deferred_sign_in_service import DeferredSignInService
from ptc_app.ui.layouts.practice_band import say_practice
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.messages.support_contact import SupportContact
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.tasks import TaskQueue

if TYPE_CHECKING:
    from ptc_app.domain.ids import VisitId
    from ptc_app.domain.outbox import SyncReport
    from ptc_app.domain.programs.program import ProgramVersion
    from ptc_app.paths import DataDir
    from ptc_app.services.session_services import SessionServices
    from ptc_app.services.site_setup_and_unlock import SignInService
    from ptc_app.ui.kiosk.kiosk_hand_over import KioskHandOver
    from ptc_app.ui.sign_in.unlocked_store import UnlockedStore
    from ptc_app.ui.staff_session import StaffSession
    from ptc_app.ui.stage_entry import StageEntry


_FIRST_PAGE_MS = 100
"""Milliseconds the first page has to be painted before imports take the processor."""


class SignInSite(Protocol):
    """The data folder of one site, as the window needs it; provided by SiteRuntime.

    `open` and `close_store` are called on the store thread, `sync` and `close_sync` on its own.
    """

    @property
    def data(self) -> DataDir:
        """The data folder: the paths of store, keys and log."""

    @property
    def sign_in(self) -> SignInService:
        """The service of set-up and unlocking, built on first use."""

    @property
    def stages(self) -> tuple[StageEntry, ...]:
        """The entries of all stage types of the application."""

    @property
    def shipped_programs(self) -> tuple[ProgramVersion, ...]:
        """The study program versions that ship with the application.

        Raises ProgramInvalid where their files are not whole.
        """

    def is_set_up(self) -> bool:
        """Whether store and key file are there; StoreUnusable where only one of them is."""

    def open(self, store_key: bytes, sign_in_name: str, *, refused: int = ...) -> SessionServices:
        """Open the store for a practitioner, install the shipped programs, audit the sign-in.

        `store_key` has 32 bytes; `refused` is how many sign-ins failed since the last one. Returns
        the services of the session. Raises StoreLocked (`passphrase`) for an unknown sign-in name,
        StoreUnusable, and ProgramInvalid or ProgramRefused where a shipped study program is not
        whole or does not fit the store.
        """

    def sync(self) -> SyncReport:
        """Make the next request of a sync run, on the sync thread: a probe, or some of what is due.

        The run goes on with the next call where the report says `has_more`. A central that was not
        joined or does not answer is the report's `away`, not an error. Raises StoreUnusable, or
        CentralUntrusted (`authority`) where its stored certificate authority cannot be read.
        """

    def close_store(self) -> None:
        """Close the session's connection to the store, if open. Called on the store thread."""

    def abort_sync(self) -> None:
        """Break off the request of a sync under way, before `close_sync`; called on any thread."""

    def close_sync(self) -> None:
        """Close the sync thread's connections, if they are open. Called on the sync thread."""


class SignInFlow(QObject):
    """Shows set-up or sign-in, opens a StaffSession when someone signs in, and ends it at the lock.

    It owns the StaffSession; its pages belong to the main window. The first page is shown before
    the libraries of the store are loaded: the store thread loads them while somebody types their
    passphrase. `tr` is the language of the first page, which the person may change.
    """

    def __init__(
        self, app: QCoreApplication, main_window: MainWindow, site: SignInSite, tr: Localizer,
        store: TaskQueue, sync: TaskQueue,
    ) -> None:  # fmt: skip
        super().__init__()
        self._app = app
        self._main_window = main_window
        self._site = site
        self._tr = tr
        self._store = store
        self._sync = sync
        self._sign_in_service = DeferredSignInService(lambda: site.sign_in)
        self._staff_session: StaffSession | None = None
        self._support = SupportContact()

    def open(self) -> None:
        """Show set-up where the site is not set up, else sign-in.

        Then loads the libraries of the store on the store thread. Where only one of store and key
        file is there, the sign-in page shows that error, and nothing is loaded.
        """
        try:
            is_set_up = self._site.is_set_up()
        except PtcError as error:
            self._refuse(error)
        else:
            self._show_setup_or_sign_in(is_set_up=is_set_up)
            QTimer.singleShot(_FIRST_PAGE_MS, self, self._queue_preparation)

    def show_refusal(self, error: PtcError) -> None:
        """Show a disabled sign-in page with this error: the window opens nothing."""
        page = self._show_sign_in("")
        page.show_error(error)
        page.setEnabled(False)

    def lock(self) -> None:
        """End the session and show the sign-in page; does nothing before the first sign-in.

        While a participant has the window, the session goes on behind a lock page that covers the
        form. Writes the lock to the audit trail where someone is signed in. Sync goes on.
        """
        session = self._staff_session
        if session is None:
            return
        if session.hand_over is not None:
            self._lock_kiosk(session.hand_over)
            return
        session.end()
        self._show_sign_in(self._tr("This computer is locked. Sign in to go on."))

    def close(self) -> None:
        """Start no further sync run; one under way ends after its present request."""
        if self._staff_session is not None:
            self._staff_session.close()

    def _lock_kiosk(self, hand_over: KioskHandOver) -> None:
        """Cover the form with the lock page; does nothing where it is covered by one already."""
        from ptc_app.ui.kiosk.kiosk_lock_page import KioskLockPage

        if not hand_over.is_locked:
            page = KioskLockPage(self._sign_in_service, hand_over.localizer, self._store)
            page.unlocked.connect(partial(self._unlock_kiosk, hand_over))
            hand_over.lock(page)

    def _unlock_kiosk(self, hand_over: KioskHandOver, unlocked: UnlockedStore) -> None:
        """Go on with the session of who unlocked it; a session of another takes its place."""
        refused = self._sign_in_service.take_refused()
        by_other = partial(self._open_store, unlocked, hand_over.visit_id, refused)
        hand_over.unlock(unlocked.sign_in_name, refused, by_other)

    def _queue_preparation(self) -> None:
        self._store.run(self, self._prepare, lambda _: None, self._refuse)

    def _prepare(self) -> None:
        """Import what the pages after sign-in need, while somebody types their passphrase."""
        import ptc_app.ui.staff_session  # noqa: F401 - loaded here so that it is there later

        _ = self._site.shipped_programs, self._site.sign_in, self._tr.formats

    def _show_setup_or_sign_in(self, *, is_set_up: bool) -> None:
        if is_set_up:
            self._show_sign_in("")
            return
        from ptc_app.ui.sign_in.setup_page import SetupPage

        say_practice(self._main_window, self._tr)
        page = SetupPage(self._sign_in_service, self._tr, self._store)
        page.finished.connect(self.open)
        page.language_asked.connect(self._change_language)
        self._main_window.show_alone(page)

    def _show_sign_in(self, why: str) -> SignInPage:
        say_practice(self._main_window, self._tr)
        page = SignInPage(
            self._sign_in_service, self._tr, self._store, why=why, support=self._support.text
        )
        page.unlocked.connect(self._open_store)
        page.language_asked.connect(self._change_language)
        self._main_window.show_alone(page)
        return page

    def _refuse(self, error: PtcError) -> None:
        page = self._main_window.page
        if not isinstance(page, SignInPage):
            if self._staff_session is not None:
                self._staff_session.end()
            page = self._show_sign_in("")
        page.show_error(error)

    def _open_store(
        self, unlocked: UnlockedStore, visit_id: VisitId | None = None, refused: int | None = None
    ) -> None:
        """Open the store for whom signed in, then a session, which shows this visit if any.

        `refused`: failed sign-ins before, those counted here where it is not given.
        """
        failed = self._sign_in_service.take_refused() if refused is None else refused

        def work() -> SessionServices:
            return self._site.open(unlocked.store_key, unlocked.sign_in_name, refused=failed)

        self._store.run(self, work, partial(self._begin_session, visit_id), self._refuse)

    def _begin_session(self, visit_id: VisitId | None, services: SessionServices) -> None:
        if self._staff_session is None:
            from ptc_app.ui.staff_session import StaffSession

            self._staff_session = StaffSession(
                self._app, self._main_window, self._store, self._sync, self._site, self._support
            )
            self._staff_session.lock_asked.connect(self.lock)
        is_spoken = self._tr.language in services.languages
        tr = self._tr if is_spoken else self._tr.next_of(services.languages)
        self._staff_session.end()
        self._staff_session.begin(services, tr, visit_id)

    def _change_language(self) -> None:
        self._tr = self._tr.next_of(available_languages())
        self.open()
