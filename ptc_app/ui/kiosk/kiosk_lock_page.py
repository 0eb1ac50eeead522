"""The lock of the window in a participant's hands: full screen, over the form, opened by staff."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from ptc_app.domain.errors import PtcError
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_cover import KioskCover
from ptc_app.ui.messages.error_messages import participant_message
from ptc_app.ui.sign_in.sign_in_page import StoreUnlockService
from ptc_app.ui.sign_in.unlocked_store import UnlockedStore
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import muted_label, title_label
from ptc_app.ui.widgets.object_names import with_object_name


class KioskLockPage(KioskCover):
    """Asks for user name and passphrase of a practitioner, while the form is kept below it.

    It asks `sign_in` on the store thread, one attempt at a time, and shows errors itself. The texts
    are in the language of `tr`.
    """

    unlocked = Signal(object)
    """Emitted with the UnlockedStore when the entries were accepted; they have been cleared."""

    def __init__(self, sign_in: StoreUnlockService, tr: Localizer, store: TaskQueue) -> None:
        super().__init__()
        self._sign_in_service = sign_in
        self._tr = tr
        self._store = store
        self._is_busy = False
        self._name = _line("name")
        self._passphrase = _line("passphrase")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = (
            LabelledField(tr("User name"), self._name, scale=Audience.KIOSK),
            LabelledField(tr("Passphrase"), self._passphrase, scale=Audience.KIOSK),
        )
        self._enter = with_object_name(
            primary_button(tr("Unlock"), scale=Audience.KIOSK), "kiosk-lock.enter"
        )
        self._enter.clicked.connect(self._try)
        for line in (self._name, self._passphrase):
            line.returnPressed.connect(self._try)
        text = tr("This screen is locked. Your form is kept as it is. Staff can unlock it.")
        self.add(
            title_label(tr("Please ask the staff"), scale=Audience.KIOSK),
            muted_label(text, scale=Audience.KIOSK),
            *self._fields,
            self._enter,
        )
        self.offer_keys(tr)
        self._name.setFocus()

    def _try(self) -> None:
        if self._is_busy or self._misses():
            return
        name = self._name.text().strip()
        self._is_busy = True
        self._enter.setText(self._tr("Looking at the passphrase…"))
        work = partial(self._sign_in_service.unlock, name, self._passphrase.text())
        self._store.run(self, work, partial(self._opened, name), self._show_error)

    def _misses(self) -> bool:
        """Show what is missing and focus it; whether anything is."""
        lines = (self._name, self._passphrase)
        missing = [line for line in lines if not line.text().strip()]
        for field, line in zip(self._fields, lines, strict=True):
            field.show_problem(self._tr("Fill this in.") if line in missing else "")
        if missing:
            missing[0].setFocus()
        return bool(missing)

    def _opened(self, name: str, store_key: bytes) -> None:
        self._rest()
        self.unlocked.emit(UnlockedStore(name, store_key))

    def _show_error(self, error: PtcError) -> None:
        self._rest()
        message = participant_message(error, self._tr)
        text = f"{message.title}. {message.action}"
        if error.full_code == "store.locked.passphrase":
            text = self._tr("User name and passphrase do not fit.")
        self._fields[1].show_problem(text)
        self._passphrase.setFocus()

    def _rest(self) -> None:
        self._is_busy = False
        self._enter.setText(self._tr("Unlock"))
        self._passphrase.setText("")  # not clear(), which undo takes back


def _line(name: str) -> QLineEdit:
    line = with_object_name(QLineEdit(), f"kiosk-lock.{name}")
    line.setProperty("scale", "kiosk")
    return line
