"""The first day: name the site and machine, the first administrator, and the recovery key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.services.session import Door, NewKeys, Setup
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.pages.people import named
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import link_button, plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.text import Text, Tone, body, lead, number, title

_WIDTH = 760
"""Pixels of the card in the middle."""


class SetupPage(QWidget):
    """Two steps; nothing is written before the recovery key was typed back."""

    finished = Signal()
    language_asked = Signal()

    def __init__(self, door: Door, words: Words, store: Tasks) -> None:
        super().__init__()
        self._door = door
        self._words = words
        self._store = store
        self._asked: tuple[Setup, NewKeys] | None = None
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._banner = Banner()
        self._lines = {key: named(QLineEdit(), f"setup.{key}") for key in _asked_for(words)}
        for key in ("passphrase", "again", "code"):
            self._lines[key].setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            key: Field(label, self._lines[key], hint=hint)
            for key, (label, hint) in _asked_for(words).items()
        }
        self._key: Text = number("")
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._ring = Banner()
        self._typed = named(QLineEdit(), "setup.recovery-key")
        self._steps = QStackedLayout()
        self._steps.addWidget(self._first_step())
        self._steps.addWidget(self._second_step())
        self._arrange()

    @property
    def recovery_key(self) -> str:
        """The key on the screen, to be written down."""
        return self._key.text()

    def _first_step(self) -> QWidget:
        words = self._words
        go_on = named(primary_button(words("Make the keys")), "setup.keys")
        go_on.clicked.connect(self._make_keys)
        language = named(link_button(words.other().language_name()), "setup.language")
        language.clicked.connect(self.language_asked)
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(2))
        grid.setVerticalSpacing(space(2))
        for index, field in enumerate(self._fields.values()):
            grid.addWidget(field, index // 2, index % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return _step(grid, language, go_on)

    def _second_step(self) -> QWidget:
        words = self._words
        done = named(primary_button(words("Set up this computer")), "setup.finish")
        done.clicked.connect(self._set_up)
        back = named(plain_button(words("&Back")), "setup.back")
        back.clicked.connect(lambda: self._steps.setCurrentIndex(0))
        column = QVBoxLayout()
        column.setSpacing(space(2))
        for widget in (
            body(
                words(
                    "Write this recovery key on paper and keep it in a locked place, away from"
                    " this computer. It opens the store when every passphrase is forgotten."
                    " It is shown only now."
                )
            ),
            self._key,
            self._ring,
            Field(words("Type the recovery key from the paper"), self._typed),
        ):
            column.addWidget(widget)
        return _step(column, back, done)

    def _arrange(self) -> None:
        words = self._words
        card = Card(name=words("First day"))
        card.setFixedWidth(_WIDTH)
        card.rows.setSpacing(space(2))
        card.add(
            title(words("Set up this computer")),
            lead(words("Once, before the first participant. It takes two minutes.")),
            self._banner,
            self._steps,
        )
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self._lines["site"].setFocus()

    def _make_keys(self) -> None:
        text = {key: line.text() for key, line in self._lines.items()}
        if text["passphrase"] != text["again"]:
            self._fields["again"].show_problem(self._words("The two passphrases differ."))
            return
        self._fields["again"].show_problem("")
        setup = Setup(
            text["site"], text["machine"], text["name"], text["sign-in-name"],
            text["passphrase"], text["code"],
        )
        work = partial(self._door.new_keys, setup)
        self._store.run(self, work, partial(self._show_key, setup), self._complain)

    def _show_key(self, setup: Setup, keys: NewKeys) -> None:
        words = self._words
        self._asked = (setup, keys)
        self._banner.clear()
        self._key.setText(keys.recovery_key)
        if not keys.uses_keyring:
            self._ring.show_message(
                Tone.WARN,
                words("This computer has no key ring that can be trusted"),
                words("The passphrase alone will open the store. This is recorded so."),
            )
        self._steps.setCurrentIndex(1)
        self._typed.setFocus()

    def _set_up(self) -> None:
        if self._asked is None:
            raise RuleBroken("setup-incomplete")
        work = partial(self._door.set_up, *self._asked, self._typed.text())
        self._store.run(self, work, self._done, self._complain)

    def _done(self, _nothing: None) -> None:
        self.finished.emit()

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._words)
        self._banner.show_message(Tone.STOP, said.title, said.text)


def _asked_for(words: Words) -> dict[str, tuple[str, str]]:
    """What is asked, each with its hint."""
    return {
        "site": (words("Name of the site"), words("As participants know it")),
        "machine": (words("Name of this machine"), words("As in: desk 2")),
        "name": (words("Your name"), words("You are the first administrator")),
        "sign-in-name": (words("Sign-in name"), words("What you type to sign in")),
        "passphrase": (words("Passphrase"), words("At least 12 characters")),
        "again": (words("Passphrase again"), words("The same once more")),
        "code": (words("Kiosk code"), words("6 digits or more; it takes the kiosk back")),
    }


def _step(matter: QGridLayout | QVBoxLayout, left: QWidget, right: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(3))
    column.addLayout(matter)
    foot = QGridLayout()
    foot.addWidget(left, 0, 0)
    foot.setColumnStretch(1, 1)
    foot.addWidget(right, 0, 2)
    column.addLayout(foot)
    return box
