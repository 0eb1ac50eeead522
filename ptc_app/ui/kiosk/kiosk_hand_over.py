"""What happens while a participant has the window: covers over the form, lock, calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_exit_log import KioskExitLog
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.kiosk.kiosk_staff_page import KioskStaffPage
from ptc_app.ui.kiosk.kiosk_unlocked_page import KioskUnlockedPage
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.page_context import PageContext

_GUESSES = 5
"""Wrong codes in a row until the window locks."""
_CALLED_EVERY = timedelta(minutes=1)
"""The least time between two audit entries of a call for help."""


class KioskHandOver(QObject):
    """Controls the window in a participant's hands, for one session; implements KioskRoutes.

    The form is kept under whatever covers it, and shown again as it was left. Wrong codes are
    counted over all pages of a hand-over. Calls for help, lock and exits from the window go to the
    audit trail.

    - visit_id: the visit that the window was handed over for last; None before the first
    - localizer: of the language the participant used last
    - is_locked: whether the lock page covers the form
    """

    unlocked = Signal()
    """Emitted when the lock page is gone: the author of the session has typed the passphrase."""

    def __init__(self, main_window: MainWindow, context: PageContext) -> None:
        super().__init__()
        self._main_window = main_window
        self._context = context
        self.visit_id: VisitId | None = None
        self.localizer = context.tr
        self.is_locked = False
        self._wrong = 0
        self._called_at: datetime | None = None
        self._exits = KioskExitLog(main_window, context)

    def begin(self, visit_id: VisitId) -> None:
        """Note that the window is handed over for a stage of this visit."""
        self.visit_id, self.localizer = visit_id, self._context.tr
        self._wrong, self._called_at = 0, None
        self._exits.begin(visit_id)

    def close(self) -> None:
        """End with the session: exits from the window are not recorded any more."""
        self._exits.close()

    def ask_staff(self, visit_id: VisitId, tr: Localizer) -> None:
        """Show, over the form, the page that offers help and the staff's way out."""
        self.localizer = tr
        self._main_window.show_over(KioskStaffPage(self._context, visit_id, tr))

    def ask_code(self, visit_id: VisitId, tr: Localizer) -> None:
        """Show, over the form, the page that asks for a staff code."""
        page = KioskReturnPage(self._context, visit_id, tr, may_resume=True)
        self._main_window.show_over(page)

    def resume(self) -> None:
        """Show the form again, as it was left."""
        self._main_window.uncover()

    def call_staff(self, page: QWidget, told: Callable[[datetime], None]) -> None:
        """Record a call for help, then call `told` of `page` with its time; once a minute."""
        visit_id, last, now = self.visit_id, self._called_at, self._context.now()
        if last is not None and now - last < _CALLED_EVERY:
            told(last)
        elif visit_id is not None:
            self._called_at = now
            work = partial(self._context.services.kiosk.call_staff, visit_id)
            self._context.store.run(page, work, told, _ignore)

    def take_call(self, visit_id: VisitId) -> datetime | None:
        """Return when the participant of this visit called staff, once; None where they did not."""
        if visit_id != self.visit_id:
            return None
        called_at, self._called_at = self._called_at, None
        return called_at

    def note_wrong_code(self) -> None:
        """Count a wrong staff code; the fifth in a row asks for the lock."""
        self._wrong += 1
        if self._wrong >= _GUESSES:
            self._wrong = 0
            self._main_window.lock_asked.emit()

    def lock(self, page: QWidget) -> None:
        """Show this lock page over the form, and record the lock."""
        self.is_locked = True
        self._main_window.show_over(page)
        record = self._context.services.session_audit.record_lock
        self._context.store.run(self, record, _ignore, _ignore)

    def unlock(self, sign_in_name: str, refused: int, by_other: Callable[[], None]) -> None:
        """Unlock for the author of the session; for any other practitioner call `by_other`.

        The author is asked whether to go on with the form. `refused`: failed attempts before.
        """
        services = self._context.services

        def work() -> bool:
            is_author = services.kiosk.is_author(sign_in_name)
            if is_author:
                services.session_audit.record_sign_in(refused=refused)
            return is_author

        self._context.store.run(self, work, partial(self._show_unlocked, by_other), _ignore)

    def take_back(self) -> None:
        """Record that staff have the window again, by their passphrase, and open the visit."""
        visit_id = self.visit_id
        if visit_id is not None:
            work = partial(self._context.services.kiosk.take_back_unlocked, visit_id)
            open_visit = self._context.routes.visit
            self._context.store.run(self, work, lambda _: open_visit(visit_id), _ignore)

    def _show_unlocked(self, by_other: Callable[[], None], is_author: bool) -> None:  # noqa: FBT001
        if not is_author:
            by_other()
            return
        self.is_locked = False
        self.unlocked.emit()
        self._main_window.show_over(KioskUnlockedPage(self._context))


def _ignore(_result: object) -> None:
    """For results that nobody waits for."""
