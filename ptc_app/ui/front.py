"""The way in and out: first day, sign-in, the clinic, the lock."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from ptc_app.domain.errors import PtcError
from ptc_app.domain.outbox import Counts, SyncReport, WaitReason
from ptc_app.domain.program import Program
from ptc_app.services.clinic import Clinic
from ptc_app.services.session import Door
from ptc_app.ui.i18n import Words
from ptc_app.ui.idle import IdleWatch
from ptc_app.ui.messages import message
from ptc_app.ui.navigator import Navigator
from ptc_app.ui.pages.setup_page import SetupPage
from ptc_app.ui.pages.sign_in_page import SignInPage, Unlocked
from ptc_app.ui.sending import Sender
from ptc_app.ui.shell import Shell, StaffFrame
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.widgets.text import Tone


class House(Protocol):
    """One site: its door, and the clinic behind it."""

    @property
    def door(self) -> Door: ...
    @property
    def program(self) -> Program: ...
    def open(self, store_key: bytes, sign_in_name: str) -> Clinic: ...
    def carry(self) -> SyncReport: ...


class Front(QObject):
    """Who is here decides what is shown."""

    def __init__(
        self, app: QCoreApplication, shell: Shell, house: House, words: Words,
        store: Tasks, sync: Tasks,
    ) -> None:  # fmt: skip
        super().__init__()
        self._shell = shell
        self._house = house
        self._words = words
        self._store = store
        self._clinic: Clinic | None = None
        self._navigator: Navigator | None = None
        self.sending = Sender(sync, house.carry)
        self.sending.reported.connect(self._show_report)
        self.sending.failed.connect(self._show_trouble)
        idle = house.program.manifest.idle
        self._idle = IdleWatch(app, warn_after=idle.warn_after, lock_after=idle.lock_after)
        self._idle.ended.connect(self.lock)
        self._idle.warned.connect(self._warn)
        self._idle.resumed.connect(self._load_counts)
        shell.chosen.connect(self._go)
        shell.lock_asked.connect(self.lock)
        shell.search_asked.connect(self._search)

    def open(self) -> None:
        """The first day, or the sign-in; a site that is not whole says what is missing."""
        self._store.run(self, self._house.door.is_set_up, self._greet, self._refuse)

    def lock(self) -> None:
        """Nothing of the clinic is on the screen any more; sending goes on."""
        if self._clinic is None:
            return
        self._idle.stop()
        self._clinic = self._navigator = None
        self._shell.close_frame()
        self._show_sign_in(self._words("This computer is locked. Sign in to go on."))

    def _greet(self, is_set_up: bool) -> None:  # noqa: FBT001 - the answer of the door
        if is_set_up:
            self._show_sign_in("")
            return
        page = SetupPage(self._house.door, self._words, self._store)
        page.finished.connect(self.open)
        page.language_asked.connect(self._change_language)
        self._shell.show_alone(page)

    def _show_sign_in(self, why: str) -> SignInPage:
        page = SignInPage(self._house.door, self._words, self._store, why=why)
        page.unlocked.connect(self._enter)
        page.language_asked.connect(self._change_language)
        self._shell.show_alone(page)
        return page

    def _refuse(self, error: PtcError) -> None:
        self._show_sign_in("").show_error(error)

    def _enter(self, unlocked: Unlocked) -> None:
        work = partial(self._house.open, unlocked.store_key, unlocked.sign_in_name)
        self._store.run(self, work, self._entered, self._refuse)

    def _entered(self, clinic: Clinic) -> None:
        self._clinic = clinic
        self._navigator = Navigator(self._shell, clinic, self._words, self._store)
        self._navigator.changed.connect(self._follow)
        frame = StaffFrame(clinic.author, self._words)
        frame.status.sync_clicked.connect(self._navigator.sync)
        frame.status.saved_clicked.connect(self._navigator.sync)
        frame.status.network_clicked.connect(self._navigator.sync)
        self._shell.open_frame(frame)
        self._navigator.today()
        self._idle.start()
        self._load_counts()
        self.sending.start()

    def _follow(self, _changes: object) -> None:
        self._load_counts()
        self.sending.look()

    def _load_counts(self) -> None:
        if self._clinic is not None:
            self._store.run(self, self._clinic.sending.counts, self._show_counts, self._show_trouble)

    def _show_counts(self, counts: Counts) -> None:
        frame = self._shell.frame
        if frame is not None and self._clinic is not None:
            frame.show_saved(self._clinic.intake.working.now().astimezone())
            frame.show_counts(counts)

    def _show_report(self, report: SyncReport) -> None:
        frame = self._shell.frame
        if frame is None:
            return
        frame.show_network(*network_text(report.away, self._words))
        if (report.delivered or report.refused) and self._navigator is not None:
            self._load_counts()
            self._navigator.refresh()

    def _show_trouble(self, error: PtcError) -> None:
        frame = self._shell.frame
        if frame is not None:
            frame.show_network(Tone.STOP, message(error, self._words).title)

    def _warn(self) -> None:
        frame = self._shell.frame
        if frame is not None:
            frame.show_network(
                Tone.WARN, self._words("Locks in two minutes: touch any key to stay")
            )

    def _go(self, key: str) -> None:
        if self._navigator is not None:
            self._navigator.go(key)

    def _search(self) -> None:
        if self._navigator is not None:
            self._navigator.search()

    def _change_language(self) -> None:
        self._words = self._words.other()
        self.open()


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
