"""Controls set-up, sign-in and lock: the pages shown while no one is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ptc_app.domain.errors import PtcError
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.deferred_sign_in_service import DeferredSignInService
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.sign_in.sign_in_page import SignInPage, UnlockedStore
from ptc_app.ui.tasks import TaskQueue

if TYPE_CHECKING:
    from ptc_app.domain.outbox import SyncReport
    from ptc_app.domain.program import Program
    from ptc_app.paths import DataDir
    from ptc_app.services.session_services import SessionServices
    from ptc_app.services.site_setup_and_unlock import SignInService
    from ptc_app.ui.staff_session import StaffSession
    from ptc_app.ui.stage_entry import StageEntry


_FIRST_PAGE = 100
"""Milliseconds the first page is given to come up alone."""


class SignInSite(Protocol):
    """One site folder, as the window needs it; `open` is called on the store thread."""

    @property
    def data(self) -> DataDir: ...
    @property
    def sign_in(self) -> SignInService: ...
    @property
    def stages(self) -> tuple[StageEntry, ...]: ...
    @property
    def shipped_programs(self) -> tuple[Program, ...]: ...
    def is_set_up(self) -> bool: ...
    def open(
        self, store_key: bytes, sign_in_name: str, *, refused: int = ...
    ) -> SessionServices: ...
    def sync(self) -> SyncReport: ...
    def close_store(self) -> None: ...
    def close_sync(self) -> None: ...


class SignInFlow(QObject):
    """Who is here decides what is shown.

    The first page is there before the libraries of the rest are loaded: they come on the store's
    thread while somebody types their passphrase.
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

    def open(self) -> None:
        """Show set-up or sign-in; an error where the site's files are not whole."""
        try:
            is_set_up = self._site.is_set_up()
        except PtcError as error:
            self._refuse(error)
        else:
            self._greet(is_set_up=is_set_up)
            QTimer.singleShot(_FIRST_PAGE, self, self._start_to_prepare)

    def turn_away(self, error: PtcError) -> None:
        """Say why this window opens nothing."""
        page = self._show_sign_in("")
        page.show_error(error)
        page.setEnabled(False)

    def lock(self) -> None:
        """Sign the practitioner out and show the sign-in page; sync goes on."""
        if self._staff_session is None:
            return
        self._staff_session.leave()
        self._show_sign_in(self._tr("This computer is locked. Sign in to go on."))

    def close(self) -> None:
        """Nothing new is sent."""
        if self._staff_session is not None:
            self._staff_session.close()

    def _start_to_prepare(self) -> None:
        self._store.run(self, self._prepare, lambda _: None, self._refuse)

    def _prepare(self) -> None:
        """Import what the pages after sign-in need, while somebody types their passphrase."""
        import ptc_app.ui.staff_session  # noqa: F401 - loaded here so that it is there later

        _ = self._site.shipped_programs, self._site.sign_in, self._tr.formats

    def _greet(self, *, is_set_up: bool) -> None:
        if is_set_up:
            self._show_sign_in("")
            return
        from ptc_app.ui.sign_in.setup_page import SetupPage

        page = SetupPage(self._sign_in_service, self._tr, self._store)
        page.finished.connect(self.open)
        page.language_asked.connect(self._change_language)
        self._main_window.show_alone(page)

    def _show_sign_in(self, why: str) -> SignInPage:
        page = SignInPage(self._sign_in_service, self._tr, self._store, why=why)
        page.unlocked.connect(self._enter)
        page.language_asked.connect(self._change_language)
        self._main_window.show_alone(page)
        return page

    def _refuse(self, error: PtcError) -> None:
        page = self._main_window.page
        if not isinstance(page, SignInPage):
            page = self._show_sign_in("")
        page.show_error(error)

    def _enter(self, unlocked: UnlockedStore) -> None:
        refused, self._sign_in_service.refused = self._sign_in_service.refused, 0

        def work() -> SessionServices:
            return self._site.open(unlocked.store_key, unlocked.sign_in_name, refused=refused)

        self._store.run(self, work, self._entered, self._refuse)

    def _entered(self, services: SessionServices) -> None:
        if self._staff_session is None:
            from ptc_app.ui.staff_session import StaffSession

            self._staff_session = StaffSession(
                self._app, self._main_window, self._store, self._sync, self._site
            )
            self._staff_session.lock_asked.connect(self.lock)
        is_spoken = self._tr.language in services.languages
        tr = self._tr if is_spoken else self._tr.next_of(services.languages)
        self._staff_session.welcome(services, tr)

    def _change_language(self) -> None:
        self._tr = self._tr.next_of(available_languages())
        self.open()
