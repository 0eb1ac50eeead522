"""Whoever is signed in: their frame and pages, the status line, sending, and the idle lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.domain.outbox import Counts, SyncReport, WaitReason
from ptc_app.services.clinic import Clinic
from ptc_app.ui.frame import StaffFrame
from ptc_app.ui.i18n import Words
from ptc_app.ui.idle import IdleWatch
from ptc_app.ui.messages import message
from ptc_app.ui.navigator import Navigator
from ptc_app.ui.sending import Sender
from ptc_app.ui.shell import Shell
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.widgets.text import Tone


@runtime_checkable
class WarnsOfIdle(Protocol):
    """A page without a status line: it tells the participant itself that the lock is near."""

    def show_idle_warning(self, text: str) -> None: ...
    def clear_idle_warning(self) -> None: ...


class Reception(QObject):
    """One practitioner at a time; sending goes on between them."""

    lock_asked = Signal()

    def __init__(
        self, app: QCoreApplication, shell: Shell, store: Tasks, sync: Tasks,
        carry: Callable[[], SyncReport],
    ) -> None:  # fmt: skip
        super().__init__()
        self._app = app
        self._shell = shell
        self._store = store
        self._clinic: Clinic | None = None
        self._navigator: Navigator | None = None
        self._idle: IdleWatch | None = None
        self._words: Words
        self._sending = Sender(sync, carry)
        self._sending.reported.connect(self._show_report)
        self._sending.failed.connect(self._show_trouble)
        shell.chosen.connect(self._go)
        shell.search_asked.connect(self._search)
        shell.lock_asked.connect(self.lock_asked)

    def welcome(self, clinic: Clinic, words: Words) -> None:
        """Today, for this practitioner."""
        self._clinic, self._words = clinic, words
        self._navigator = Navigator(self._shell, clinic, words, self._store)
        self._navigator.changed.connect(self._follow)
        frame = StaffFrame(clinic.author, words)
        for clicked in (
            frame.status.sync_clicked, frame.status.saved_clicked, frame.status.network_clicked
        ):  # fmt: skip
            clicked.connect(self._navigator.sync)
        frame.status.show_saved(words("Saved on this computer"), "")
        self._shell.open_frame(frame)
        self._navigator.today()
        self._watch_idle(clinic)
        self._load_counts()
        self._sending.start()

    def leave(self) -> None:
        """Nobody is signed in any more; an answer that is still on its way opens nothing."""
        if self._clinic is not None:
            self._store.run(self, self._clinic.attendance.left, _nothing, _nothing)
        self._store.forget()
        if self._idle is not None:
            self._idle.stop()
        self._clinic = self._navigator = None
        self._shell.close_frame()

    def close(self) -> None:
        """Nothing new is sent."""
        self._sending.stop()

    def _watch_idle(self, clinic: Clinic) -> None:
        if self._idle is None:
            idle = clinic.program.manifest.idle
            self._idle = IdleWatch(
                self._app, warn_after=idle.warn_after, lock_after=idle.lock_after
            )
            self._idle.ended.connect(self.lock_asked)
            self._idle.warned.connect(self._warn)
            self._idle.resumed.connect(self._calm)
        self._idle.start()

    def _follow(self, _changes: object) -> None:
        """Something is on disk that was not before."""
        frame = self._shell.frame
        if frame is not None and self._clinic is not None:
            frame.show_saved(self._clinic.intake.working.now().astimezone())
        self._load_counts()
        self._sending.look()

    def _load_counts(self) -> None:
        if self._clinic is not None:
            counts = self._clinic.sending.counts
            self._store.run(self, counts, self._show_counts, self._show_trouble)

    def _show_counts(self, counts: Counts) -> None:
        frame = self._shell.frame
        if frame is not None and self._clinic is not None:
            frame.show_counts(counts)

    def _show_report(self, report: SyncReport) -> None:
        frame = self._shell.frame
        if frame is None or self._navigator is None:
            return
        frame.show_network(*network_text(report.away, self._words))
        if report.delivered or report.refused:
            self._load_counts()
            self._navigator.refresh()

    def _show_trouble(self, error: PtcError) -> None:
        frame = self._shell.frame
        if frame is not None:
            frame.show_network(Tone.STOP, message(error, self._words).title)

    def _warn(self) -> None:
        words = self._words("Locks in two minutes: touch any key to stay")
        page: object = self._shell.page
        if isinstance(page, WarnsOfIdle):
            page.show_idle_warning(words)
        elif self._shell.frame is not None:
            self._shell.frame.show_network(Tone.WARN, words)

    def _calm(self) -> None:
        """Someone is here after all."""
        page: object = self._shell.page
        if isinstance(page, WarnsOfIdle):
            page.clear_idle_warning()
        self._sending.look()

    def _go(self, key: str) -> None:
        if self._navigator is not None:
            self._navigator.go(key)

    def _search(self) -> None:
        if self._navigator is not None:
            self._navigator.search()


def _nothing(_what: object) -> None:
    """Nobody is there any more to be told."""


def network_text(away: WaitReason | None, words: Words) -> tuple[Tone, str]:
    """What is known of central, and what that means for what waits."""
    if away is None:
        return Tone.GOOD, words("Central answers")
    return {
        WaitReason.NOT_CONNECTED: (Tone.NEUTRAL, words("Not connected to central yet")),
        WaitReason.CENTRAL_AWAY: (
            Tone.WARN, words("Central is away · sends by itself when it is back")
        ),
        WaitReason.CENTRAL_BUSY: (Tone.WARN, words("Central is busy · sends by itself later")),
        WaitReason.CENTRAL_UNTRUSTED: (
            Tone.STOP, words("Another certificate answered · nothing is sent to it")
        ),
        WaitReason.CENTRAL_NONSENSE: (
            Tone.STOP, words("What answered is not central · everything waits here")
        ),
        WaitReason.SIGN_IN: (Tone.STOP, words("Central does not accept this computer")),
        WaitReason.PROGRAM_TOO_OLD: (Tone.STOP, words("Central wants a newer program")),
    }.get(away, (Tone.NEUTRAL, words("Not tried yet")))  # fmt: skip
