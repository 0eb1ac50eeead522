"""Signing in: also the lock, and the way back when a passphrase is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from ptc_app.domain.errors import PtcError
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.pages.centred import centred
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import link_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.flow import FlowLayout, Spread
from ptc_app.ui.widgets.text import Tone, lead, title

_WIDTH = 480
"""Pixels of the card in the middle."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who came in, and the key that opens the store."""

    sign_in_name: str
    store_key: bytes


class Door(Protocol):
    """What turns what was typed into the key of the store; StoreLocked where it does not fit."""

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes: ...
    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes: ...


class SignInPage(QFrame):
    """Name and passphrase; or the recovery key and a new passphrase."""

    unlocked = Signal(object)
    language_asked = Signal()

    def __init__(self, door: Door, words: Words, store: Tasks, *, why: str = "") -> None:
        super().__init__()
        self._door = door
        self._words = words
        self._store = store
        self._is_busy = False
        self._recovers = False
        self.setProperty("look", "page")
        self._banner = Banner()
        self._fields = {
            "recovery-key": Field(words("Recovery key"), QLineEdit()),
            "name": Field(words("Sign-in name"), QLineEdit()),
            "passphrase": Field(words("Passphrase"), _secret()),
            "new": Field(words("New passphrase"), _secret(), hint=words("At least 12 characters")),
            "again": Field(words("New passphrase again"), _secret()),
        }
        for key, field in self._fields.items():
            line = named(_line(field), f"sign-in.{key}")
            line.returnPressed.connect(self._try)
        self._enter = named(primary_button(words("Sign in")), "sign-in.enter")
        self._enter.clicked.connect(self._try)
        self._forgotten = named(link_button(words("Passphrase forgotten?")), "sign-in.forgotten")
        self._forgotten.clicked.connect(self._turn)
        self._arrange(why)
        self._show_fields()
        _line(self._fields["name"]).setFocus()

    def show_error(self, error: PtcError) -> None:
        """What stands in the way, in words; the passphrase is ready to be typed over."""
        said = message(error, self._words)
        self._banner.show_message(Tone.STOP, said.title, said.text)
        self._rest()
        line = self._lines()[0 if self._recovers else -1]
        line.setFocus()
        line.selectAll()

    def _arrange(self, why: str) -> None:
        words = self._words
        card = Card(name=words("Sign in"))
        card.rows.setContentsMargins(space(3), space(3), space(3), space(2))
        card.rows.setSpacing(space(2))
        language = named(link_button(words.other().language_name()), "sign-in.language")
        language.clicked.connect(self.language_asked)
        last = FlowLayout(gap=space(), spread=Spread.BEFORE_LAST)
        last.addWidget(self._forgotten)
        last.addWidget(language)
        card.add(
            title(words("Participant Technology Center")),
            lead(why or words("Sign in to open the records of this site.")),
            self._banner,
            *self._fields.values(),
            self._enter,
            last,
        )
        centred(self, card, _WIDTH)

    def _shown(self) -> tuple[str, ...]:
        if self._recovers:
            return ("recovery-key", "name", "new", "again")
        return ("name", "passphrase")

    def _show_fields(self) -> None:
        words, shown = self._words, self._shown()
        for key, field in self._fields.items():
            field.setVisible(key in shown)
            field.show_problem("")
        self._forgotten.setText(
            words("Back to the passphrase") if self._recovers else words("Passphrase forgotten?")
        )
        self._rest()

    def _turn(self) -> None:
        """To the recovery key, or back."""
        self._recovers = not self._recovers
        self._show_fields()
        self._banner.clear()
        if self._recovers:
            words = self._words
            self._banner.show_message(
                Tone.INFO,
                words("Open with the recovery key"),
                words("Type the key from the paper, your sign-in name, and a new passphrase."),
            )
        self._lines()[0].setFocus()

    def _try(self) -> None:
        """What is missing is said beside its field; each look costs Argon2id, so one at a time."""
        if self._is_busy or self._misses():
            return
        text = {key: _line(field).text() for key, field in self._fields.items()}
        name, passphrase = text["name"].strip(), text["passphrase"]
        work: Callable[[], bytes] = partial(self._door.unlock, name, passphrase)
        if self._recovers:
            work = partial(self._door.recover, text["recovery-key"], name, text["new"])
        self._is_busy = True
        self._enter.setText(self._words("Opening the store…"))
        self._store.run(self, work, partial(self._opened, name), self.show_error)

    def _misses(self) -> bool:
        """Whether something is missing; then it says so and goes there."""
        problems = dict.fromkeys(self._shown(), "")
        for key in problems:
            if not _line(self._fields[key]).text().strip():
                problems[key] = self._words("Fill this in.")
        if self._recovers and not problems["again"] and self._differs():
            problems["again"] = self._words("The two passphrases differ.")
        for key, problem in problems.items():
            self._fields[key].show_problem(problem)
        wrong = [key for key, problem in problems.items() if problem]
        if wrong:
            _line(self._fields[wrong[0]]).setFocus()
        return bool(wrong)

    def _differs(self) -> bool:
        return _line(self._fields["new"]).text() != _line(self._fields["again"]).text()

    def _rest(self) -> None:
        self._is_busy = False
        words = self._words
        self._enter.setText(
            words("Open with the recovery key") if self._recovers else words("Sign in")
        )

    def _lines(self) -> list[QLineEdit]:
        return [_line(self._fields[key]) for key in self._shown()]

    def _opened(self, name: str, store_key: bytes) -> None:
        for key in ("passphrase", "new", "again", "recovery-key"):
            _line(self._fields[key]).clear()
        self.unlocked.emit(Unlocked(name, store_key))


def _line(field: Field) -> QLineEdit:
    editor = field.editor
    if not isinstance(editor, QLineEdit):
        raise TypeError(type(editor))
    return editor


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
