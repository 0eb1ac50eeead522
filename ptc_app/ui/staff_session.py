"""Controller of a signed-in session: frame, pages, status line, sync timer and idle lock."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.outbox import DeliveryCounts, SyncReport
from ptc_app.domain.workstation import SiteSupport
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.session_services import SessionServices
from ptc_app.ui.idle_watch import IdleWatch
from ptc_app.ui.kiosk.kiosk_hand_over import KioskHandOver
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.messages.error_messages import error_message
from ptc_app.ui.messages.status_texts import idle_warning_text, network_text
from ptc_app.ui.messages.support_contact import SupportContact
from ptc_app.ui.navigator import Navigator
from ptc_app.ui.site.support_text import support_text
from ptc_app.ui.staff_frame import StaffFrame
from ptc_app.ui.stage_entry import StageEntry
from ptc_app.ui.sync_scheduler import SyncScheduler
from ptc_app.ui.tasks import SessionUpdates, TaskQueue
from ptc_app.ui.widgets.labels import Tone


class Site(Protocol):
    """What a session needs of its data folder; provided by SiteRuntime."""

    @property
    def stages(self) -> tuple[StageEntry, ...]:
        """The entries of all stage types of the application."""

    def sync(self) -> SyncReport:
        """Make the next request of a sync run, on the sync thread: a probe, or some of what is due.

        The run goes on with the next call where the report says `has_more`. A central that was not
        joined or does not answer is the report's `away`, not an error. Raises StoreUnusable, or
        CentralUntrusted (`authority`) where its stored certificate authority cannot be read.
        """


@runtime_checkable
class ShowsIdleWarning(Protocol):
    """A page without a status line, which shows the warning of the idle lock itself.

    Kiosk pages provide it; other pages have the warning in the status line.
    """

    def show_idle_warning(self, text: str) -> None:
        """Show this translated warning until `clear_idle_warning`."""

    def clear_idle_warning(self) -> None:
        """Hide the warning; does nothing where none is shown."""


class StaffSession(QObject):
    """Controls what is open while a practitioner is signed in; one session at a time.

    It makes the staff frame and the Navigator, keeps the status line up to date, runs sync, and
    watches for idle time; `support` shows from sign-in on whom messages say to call. One object
    serves all sessions of the window: `begin` begins a session, `end` ends it. Sync goes on after
    `end`. `lock_asked` is emitted by the lock and after the idle time; its owner then calls `end`.
    """

    lock_asked = Signal()
    """Emitted when the lock is pressed, or nobody has touched anything for the idle time of the
    study program. The receiver calls `end`.
    """

    def __init__(
        self, app: QCoreApplication, main_window: MainWindow, store: TaskQueue, sync: TaskQueue,
        site: Site, support: SupportContact,
    ) -> None:  # fmt: skip
        super().__init__()
        self._app = app
        self._main_window = main_window
        self._store = store
        self._site = site
        self._support = support
        self._services: SessionServices | None = None
        self._navigator: Navigator | None = None
        self._updates = SessionUpdates()
        self._idle: IdleWatch | None = None
        self._tr: Localizer
        self._scheduler = SyncScheduler(sync, site.sync)
        self._scheduler.reported.connect(self._show_report)
        self._scheduler.failed.connect(self._show_sync_error)
        main_window.chosen.connect(self._go)
        main_window.search_asked.connect(lambda: self._go("participants"))
        main_window.lock_asked.connect(self.lock_asked)

    @property
    def hand_over(self) -> KioskHandOver | None:
        """The controller of what a participant has now; None while staff have the window."""
        if self._navigator is None or not self._main_window.is_handed_over:
            return None
        return self._navigator.kiosk

    def begin(
        self, services: SessionServices, tr: Localizer, visit_id: VisitId | None = None
    ) -> None:
        """Begin a session: show the staff frame, start the idle watch and sync.

        It shows the visit of `visit_id`, else today's visits. `services` are those of the
        practitioner who signed in, `tr` is the language of the session.
        """
        self._services, self._tr = services, tr
        self._updates = SessionUpdates()
        self._updates.changed.connect(self._follow_change)
        services.changes.subscribe(self._updates.publish)
        self._navigator = navigator = Navigator(
            self._main_window,
            services,
            tr,
            self._store,
            self._updates,
            self._site.stages,
            support=self._support,
        )
        frame = StaffFrame(services.author, tr)
        for clicked in (
            frame.status.sync_clicked, frame.status.saved_clicked, frame.status.network_clicked
        ):  # fmt: skip
            clicked.connect(navigator.sync)
        frame.status.show_saved(tr("Saved on this computer"), "")
        self._main_window.open_frame(frame)
        if visit_id is None:
            navigator.today()
        else:
            navigator.visit(visit_id)
        self._watch_idle(services, navigator)
        self._store.run(self, services.site.support, self._name_support, self._show_sync_error)
        self._load_counts()
        self._scheduler.start()

    def end(self) -> None:
        """End the session: write the lock to the audit trail, close the frame, stop the idle watch.

        Does nothing where there is none. A lock at the kiosk has been written already. Queued work
        is still done, but its results are not shown. Sync goes on.
        """
        if self._services is None or self._navigator is None:
            return
        if not self._navigator.kiosk.is_locked:
            self._store.run(self, self._services.session_audit.record_lock, _ignore, _ignore)
        self._store.forget()
        if self._idle is not None:
            self._idle.stop()
            self._idle.deleteLater()
        self._navigator.kiosk.close()
        self._services = self._navigator = self._idle = None
        self._main_window.close_frame()

    def close(self) -> None:
        """Start no further sync run; one under way ends after its present request."""
        self._scheduler.stop()

    def _watch_idle(self, services: SessionServices, navigator: Navigator) -> None:
        idle = services.idle
        self._idle = IdleWatch(self._app, warn_after=idle.warn_after, lock_after=idle.lock_after)
        self._idle.ended.connect(self.lock_asked)
        self._idle.warned.connect(self._show_idle_warning)
        self._idle.resumed.connect(self._clear_idle_warning)
        navigator.kiosk.unlocked.connect(self._idle.start)
        self._idle.start()

    def _name_support(self, support: SiteSupport) -> None:
        self._support.show(support_text(support))

    def _follow_change(self, _change: object) -> None:
        """After a commit: when it was saved, the counts, and an attempt to send."""
        frame = self._main_window.frame
        if frame is not None and self._services is not None:
            context = self._services.session_context
            frame.show_saved(context.local(context.now()))
            self._load_counts()
            self._scheduler.sync_now()

    def _load_counts(self) -> None:
        if self._services is not None:
            counts = self._services.sync.counts
            self._store.run(self, counts, self._show_counts, self._show_sync_error)

    def _show_counts(self, counts: DeliveryCounts) -> None:
        frame = self._main_window.frame
        if frame is not None and self._services is not None:
            frame.show_counts(counts)

    def _show_report(self, report: SyncReport) -> None:
        frame = self._main_window.frame
        if frame is None or self._services is None:
            return
        context = self._services.session_context
        frame.show_network(*network_text(report.away, self._tr, context.local(context.now())))
        if report.delivered or report.refused:
            self._load_counts()
            moved = self._updates.progressed if report.has_more else self._updates.delivered
            moved.emit()

    def _show_sync_error(self, error: PtcError) -> None:
        frame = self._main_window.frame
        if frame is not None:
            frame.show_network(Tone.STOP, error_message(error, self._tr).title)

    def _show_idle_warning(self) -> None:
        """On the page where it has no status line, else in the status line."""
        if self._services is None:
            return
        text = idle_warning_text(self._services.idle.minutes_left_at_warning, self._tr)
        page: object = self._main_window.page
        if isinstance(page, ShowsIdleWarning):
            page.show_idle_warning(text)
        elif self._main_window.frame is not None:
            self._main_window.frame.show_network(Tone.WARN, text)

    def _clear_idle_warning(self) -> None:
        """Take the warning back; the next sync report replaces the one in the status line."""
        page: object = self._main_window.page
        if isinstance(page, ShowsIdleWarning):
            page.clear_idle_warning()
        self._scheduler.sync_now()

    def _go(self, key: str) -> None:
        if self._navigator is not None:
            self._navigator.go(key)


def _ignore(_result: object) -> None:
    """For results that nobody is left to be shown."""
