"""The way in and out: first day, sign-in, lock. All that needs no one signed in, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ptc_app.domain.errors import PtcError
from ptc_app.ui.i18n import Words
from ptc_app.ui.late_door import LateDoor
from ptc_app.ui.pages.sign_in_page import SignInPage, Unlocked
from ptc_app.ui.shell import Shell
from ptc_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from ptc_app.domain.outbox import SyncReport
    from ptc_app.domain.program import Program
    from ptc_app.paths import DataDir
    from ptc_app.services.clinic import Clinic
    from ptc_app.services.session import Door
    from ptc_app.ui.reception import Reception


_FIRST_PAGE = 100
"""Milliseconds the first page is given to come up alone."""


class House(Protocol):
    """One site: its door, and the clinic behind it."""

    @property
    def door(self) -> Door: ...
    @property
    def program(self) -> Program: ...
    def open(self, store_key: bytes, sign_in_name: str, *, refused: int = ...) -> Clinic: ...
    def carry(self) -> SyncReport: ...


class Porch(Protocol):
    """What is known of a site before it is opened; and the house itself, built when asked for."""

    @property
    def data(self) -> DataDir: ...
    def is_set_up(self) -> bool: ...
    def house(self) -> House: ...
    def close(self) -> None: ...
    def stop_carrying(self) -> None: ...


class Front(QObject):
    """Who is here decides what is shown.

    The first page is there before the libraries of the rest are loaded: they come on the store's
    thread while somebody types their passphrase.
    """

    def __init__(
        self, app: QCoreApplication, shell: Shell, porch: Porch, words: Words,
        store: Tasks, sync: Tasks,
    ) -> None:  # fmt: skip
        super().__init__()
        self._app = app
        self._shell = shell
        self._porch = porch
        self._words = words
        self._store = store
        self._sync = sync
        self._door = LateDoor(lambda: porch.house().door)
        self._reception: Reception | None = None

    def open(self) -> None:
        """The first day, or the sign-in; a site that is not whole says what is missing."""
        try:
            is_set_up = self._porch.is_set_up()
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
        """Nothing of the clinic is on the screen any more; sending goes on."""
        if self._reception is None:
            return
        self._reception.leave()
        self._show_sign_in(self._words("This computer is locked. Sign in to go on."))

    def close(self) -> None:
        """Nothing new is sent."""
        if self._reception is not None:
            self._reception.close()

    def _start_to_prepare(self) -> None:
        self._store.run(self, self._prepare, lambda _: None, self._refuse)

    def _prepare(self) -> House:
        """Load and wire what comes after the door."""
        import ptc_app.ui.reception  # noqa: F401 - loaded here so that it is there later

        return self._porch.house()

    def _greet(self, *, is_set_up: bool) -> None:
        if is_set_up:
            self._show_sign_in("")
            return
        from ptc_app.ui.pages.setup_page import SetupPage

        page = SetupPage(self._door, self._words, self._store)
        page.finished.connect(self.open)
        page.language_asked.connect(self._change_language)
        self._shell.show_alone(page)

    def _show_sign_in(self, why: str) -> SignInPage:
        page = SignInPage(self._door, self._words, self._store, why=why)
        page.unlocked.connect(self._enter)
        page.language_asked.connect(self._change_language)
        self._shell.show_alone(page)
        return page

    def _refuse(self, error: PtcError) -> None:
        page = self._shell.page
        if not isinstance(page, SignInPage):
            page = self._show_sign_in("")
        page.show_error(error)

    def _enter(self, unlocked: Unlocked) -> None:
        refused, self._door.refused = self._door.refused, 0

        def work() -> tuple[House, Clinic]:
            house = self._porch.house()
            return house, house.open(unlocked.store_key, unlocked.sign_in_name, refused=refused)

        self._store.run(self, work, self._entered, self._refuse)

    def _entered(self, opened: tuple[House, Clinic]) -> None:
        house, clinic = opened
        if self._reception is None:
            from ptc_app.ui.reception import Reception

            self._reception = Reception(
                self._app, self._shell, self._store, self._sync, house.carry
            )
            self._reception.lock_asked.connect(self.lock)
        self._reception.welcome(clinic, self._words)

    def _change_language(self) -> None:
        self._words = self._words.other()
        self.open()
