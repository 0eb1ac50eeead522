"""Signing in: also the lock, and the way back when a passphrase is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.services.session import Door
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.pages.people import named
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import link_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.text import Tone, lead, title

_WIDTH = 480
"""Pixels of the card in the middle."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who came in, and the key that opens the store."""

    sign_in_name: str
    store_key: bytes


class SignInPage(QWidget):
    """Name and passphrase; or the recovery key and a new passphrase."""

    unlocked = Signal(object)
    language_asked = Signal()

    def __init__(self, door: Door, words: Words, store: Tasks, *, why: str = "") -> None:
        super().__init__()
        self._door = door
        self._words = words
        self._store = store
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._banner = Banner()
        self._name = named(QLineEdit(), "sign-in.name")
        self._passphrase = _secret("sign-in.passphrase")
        self._recovery = named(QLineEdit(), "sign-in.recovery-key")
        self._recovery_field = Field(words("Recovery key"), self._recovery)
        self._recovery_field.hide()
        self._passphrase_field = Field(words("Passphrase"), self._passphrase)
        self._enter = named(primary_button(words("Sign in")), "sign-in.enter")
        self._enter.clicked.connect(self._try)
        self._forgotten = named(link_button(words("Passphrase forgotten?")), "sign-in.forgotten")
        self._forgotten.clicked.connect(self._ask_recovery)
        for line in (self._name, self._passphrase):
            line.returnPressed.connect(self._try)
        self._arrange(why)
        self._name.setFocus()

    def show_error(self, error: PtcError) -> None:
        """What stands in the way, in words."""
        said = message(error, self._words)
        self._banner.show_message(Tone.STOP, said.title, said.text)
        self._enter.setEnabled(True)

    def _arrange(self, why: str) -> None:
        words = self._words
        card = Card(name=words("Sign in"))
        card.setFixedWidth(_WIDTH)
        card.rows.setSpacing(space(2))
        language = named(link_button(words.other().language_name()), "sign-in.language")
        language.clicked.connect(self.language_asked)
        last = QHBoxLayout()
        last.addWidget(self._forgotten)
        last.addStretch(1)
        last.addWidget(language)
        card.add(
            title(words("Participant Technology Center")),
            lead(why or words("Sign in to open the records of this site.")),
            self._banner,
            self._recovery_field,
            Field(words("Sign-in name"), self._name),
            self._passphrase_field,
            self._enter,
            last,
        )
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def _ask_recovery(self) -> None:
        words = self._words
        self._recovery_field.show()
        self._forgotten.hide()
        self._passphrase.setAccessibleName(words("New passphrase"))
        self._banner.show_message(
            Tone.INFO,
            words("Open with the recovery key"),
            words("Type the key from the paper, your sign-in name, and a new passphrase."),
        )
        self._recovery.setFocus()

    def _try(self) -> None:
        name, passphrase = self._name.text(), self._passphrase.text()
        if not self._enter.isEnabled():
            return
        self._enter.setEnabled(False)
        work: Callable[[], bytes] = partial(self._door.unlock, name, passphrase)
        if self._recovery_field.isVisibleTo(self):
            work = partial(self._door.recover, self._recovery.text(), name, passphrase)
        self._store.run(self, work, partial(self._opened, name), self.show_error)

    def _opened(self, name: str, store_key: bytes) -> None:
        self._passphrase.clear()
        self.unlocked.emit(Unlocked(name, store_key))


def _secret(name: str) -> QLineEdit:
    line = named(QLineEdit(), name)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line

