"""The first day: name the site and machine, the first administrator, and the recovery key."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.services.session import SHORTEST_CODE, SHORTEST_PASSPHRASE, NewKeys, Setup
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.pages.centred import centred
from ptc_app.ui.pages.form_grid import FormGrid
from ptc_app.ui.pages.plain import plain_problem
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import Button, link_button, plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.flow import FlowLayout, Spread
from ptc_app.ui.widgets.text import Text, Tone, body, lead, number, title

_WIDTH = 760
"""Pixels of the card in the middle."""


class Door(Protocol):
    """Where keys are made, and put into use once the recovery key was typed back."""

    def new_keys(self, setup: Setup) -> NewKeys: ...
    def set_up(self, setup: Setup, keys: NewKeys, recovery_key: str) -> None: ...


class SetupPage(QFrame):
    """Two steps; nothing is written before the recovery key was typed back."""

    finished = Signal()
    language_asked = Signal()

    def __init__(self, door: Door, words: Words, store: Tasks) -> None:
        super().__init__()
        self._door = door
        self._words = words
        self._store = store
        self._asked: tuple[Setup, NewKeys] | None = None
        self._is_busy = False
        self.setProperty("look", "page")
        self._banner = Banner()
        self._lines = {key: named(QLineEdit(), f"setup.{key}") for key in _asked_for(words)}
        for key in ("passphrase", "again", "code"):
            self._lines[key].setEchoMode(QLineEdit.EchoMode.Password)
        self._lines["code"].setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._fields = {
            key: Field(label, self._lines[key], hint=hint)
            for key, (label, hint) in _asked_for(words).items()
        }
        self._key: Text = number("")
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._ring = Banner()
        self._typed = named(QLineEdit(), "setup.recovery-key")
        self._typed_field = Field(words("Type the recovery key from the paper"), self._typed)
        self._lead: Text = lead("")
        self._go_on = named(primary_button(words("Make the keys")), "setup.keys")
        self._done_button = named(primary_button(words("Set up this computer")), "setup.finish")
        self._steps = (self._first_step(), self._second_step())
        self._arrange()
        self._show_step(0)

    @property
    def recovery_key(self) -> str:
        """The key on the screen, to be written down."""
        return self._asked[1].recovery_key if self._asked else ""

    def _first_step(self) -> QWidget:
        words = self._words
        self._go_on.clicked.connect(self._make_keys)
        for line in self._lines.values():
            line.returnPressed.connect(self._make_keys)
        language = named(link_button(words.other().language_name()), "setup.language")
        language.clicked.connect(self.language_asked)
        grid = FormGrid(list(self._fields.values()), columns=2)
        return _step([grid], language, self._go_on)

    def _second_step(self) -> QWidget:
        words = self._words
        self._done_button.clicked.connect(self._set_up)
        self._typed.returnPressed.connect(self._set_up)
        back = named(plain_button(words("&Back")), "setup.back")
        back.clicked.connect(partial(self._show_step, 0))
        warning = body(
            words(
                "Write this recovery key on paper and keep it in a locked place, away from"
                " this computer. It opens the store when every passphrase is forgotten."
                " It is shown only now."
            )
        )
        return _step([warning, self._key, self._ring, self._typed_field], back, self._done_button)

    def _arrange(self) -> None:
        words = self._words
        card = Card(name=words("First day"))
        card.rows.setContentsMargins(space(3), space(3), space(3), space(3))
        card.rows.setSpacing(space(2))
        card.add(title(words("Set up this computer")), self._lead, self._banner, *self._steps)
        centred(self, card, _WIDTH)

    def _show_step(self, index: int, _checked: object = None) -> None:
        words = self._words
        leads = (
            words("Step 1 of 2 · once, before the first participant"),
            words("Step 2 of 2 · the recovery key"),
        )
        self._lead.setText(leads[index])
        for at, step in enumerate(self._steps):
            step.setVisible(at == index)
        self._banner.clear()
        (self._lines["site"], self._typed)[index].setFocus()

    def _make_keys(self) -> None:
        """What is missing is said beside its field; making keys takes a moment, so once."""
        text = {key: line.text() for key, line in self._lines.items()}
        if self._is_busy or self._misses(text):
            return
        setup = Setup(
            text["site"], text["machine"], text["name"], text["sign-in-name"],
            text["passphrase"], text["code"],
        )  # fmt: skip
        self._be_busy(self._words("Making the keys…"))
        work = partial(self._door.new_keys, setup)
        self._store.run(self, work, partial(self._show_key, setup), self._complain)

    def _misses(self, text: dict[str, str]) -> bool:
        """Whether something is missing or wrong; then the fields say so."""
        words = self._words
        missing = words("Fill this in.")
        problems = {
            key: plain_problem(line, words) if line.strip() else missing
            for key, line in text.items()
        }
        if not problems["passphrase"] and len(text["passphrase"]) < SHORTEST_PASSPHRASE:
            problems["passphrase"] = words(
                "Use at least 12 characters; four or five words are easy to remember."
            )
        if not problems["again"] and text["passphrase"] != text["again"]:
            problems["again"] = words("The two passphrases differ.")
        code = text["code"]
        if not problems["code"] and not (code.isdecimal() and len(code) >= SHORTEST_CODE):
            problems["code"] = words("Use at least 6 digits.")
        for key, problem in problems.items():
            self._fields[key].show_problem(problem)
        wrong = [key for key, problem in problems.items() if problem]
        if wrong:
            self._lines[wrong[0]].setFocus()
        return bool(wrong)

    def _show_key(self, setup: Setup, keys: NewKeys) -> None:
        words = self._words
        self._rest()
        self._asked = (setup, keys)
        self._key.setText(keys.recovery_key.replace("-", "  "))
        self._key.setAccessibleName(words("Recovery key: {key}", key=keys.recovery_key))
        self._typed.clear()
        self._typed_field.show_problem("")
        self._ring.clear()
        if not keys.uses_keyring:
            self._ring.show_message(
                Tone.WARN,
                words("This computer has no key ring that can be trusted"),
                words("The passphrase alone will open the store. This is recorded so."),
            )
        self._show_step(1)

    def _set_up(self) -> None:
        if self._asked is None:
            raise RuleBroken("setup-incomplete")
        if self._is_busy:
            return
        self._typed_field.show_problem("")
        self._be_busy(self._words("Making the store…"))
        work = partial(self._door.set_up, *self._asked, self._typed.text())
        self._store.run(self, work, self._done, self._complain)

    def _done(self, _nothing: None) -> None:
        self._rest()
        for line in (*self._lines.values(), self._typed):
            line.clear()
        self.finished.emit()

    def _be_busy(self, words: str) -> None:
        self._is_busy = True
        for button in (self._go_on, self._done_button):
            button.setText(words)

    def _rest(self) -> None:
        self._is_busy = False
        self._go_on.setText(self._words("Make the keys"))
        self._done_button.setText(self._words("Set up this computer"))

    def _complain(self, error: PtcError) -> None:
        self._rest()
        said = message(error, self._words)
        if error.full_code == "rule.recovery-key-differs":
            self._typed_field.show_problem(f"{said.title}. {said.text}")
            self._typed.setFocus()
            return
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


def _step(parts: list[QWidget], left: Button, right: Button) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(2))
    for part in parts:
        column.addWidget(part)
    column.addSpacing(space())
    column.addLayout(_ways(left, right))
    return box


def _ways(left: Button, right: Button) -> QLayout:
    flow = FlowLayout(gap=space(2), spread=Spread.BEFORE_LAST)
    flow.addWidget(left)
    flow.addWidget(right)
    return flow
