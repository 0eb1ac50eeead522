"""Registering someone new: what is asked, what it means, and who here may be the same person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.eligibility import Finding
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.participant import Participant
from ptc_app.domain.visit import Visit
from ptc_app.services.intake import Registration
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.pages.people import spoken, who
from ptc_app.ui.pages.registration_form import RegistrationForm
from ptc_app.ui.room import Room
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.stacked import clear
from ptc_app.ui.widgets.text import Tone, strong

_T = TypeVar("_T")

_CANNOT = frozenset({Finding.TOO_YOUNG, Finding.NOT_IN_US, Finding.BIRTH_DATE_IMPOSSIBLE})


class RegisterPage(QWidget):
    """One form; nothing is asked twice, and nothing is recorded until it is whole."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        words = room.words
        self._looked_at: Registration | None = None
        self._new: Participant | None = None
        self._is_busy = False
        self._sheet = Sheet(words("Register someone new"))
        self._alike = Card(name=words("Much like someone here"))
        self._alike.hide()
        self.form = RegistrationForm(words)
        self._sheet.add(self._alike, self.form)
        self._sheet.end()
        back = named(plain_button(words("&Back without registering")), "register.back")
        back.clicked.connect(self._leave)
        self._save = named(primary_button(words("&Register this person")), "register.save")
        self._save.clicked.connect(self._check)
        self._sheet.set_ways(back, self._save)
        self.form.finding_asked.connect(self._find)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self.form.focus_first()

    def _leave(self) -> None:
        self._room.go.participants()

    def _find(self) -> None:
        """What the birth date and the country mean, as soon as both are known."""
        words, asked = self._room.words, self.form.asked_for_eligibility()
        self._sheet.banner.clear()
        if asked is None:
            return
        birth_date, lives_in_us = asked
        found = self._room.clinic.intake.eligibility(birth_date, lives_in_us=lives_in_us).finding
        if found in _CANNOT:
            self._say(RuleBroken(found))
        elif found is Finding.GUARDIAN_AND_ASSENT:
            self._sheet.banner.show_message(
                Tone.WARN,
                words("This person is 13 to 17"),
                words("They can be registered; a guardian's permission and their own assent"
                      " are needed before anything else."),
            )  # fmt: skip

    def _check(self) -> None:
        """Who was registered is not registered again: what is left is to open their visit."""
        if self._is_busy:
            return
        if self._new is not None:
            self._open_visit(self._new)
            return
        registration = self.form.registration()
        if registration is None:
            self._sheet.banner.show_message(
                Tone.STOP,
                self._room.words("Something is missing"),
                self._room.words("Look at the fields marked below. Nothing typed is lost."),
            )
            self.form.focus_first_problem()
            return
        if registration == self._looked_at:
            self._register(registration)
            return
        work = partial(self._room.clinic.intake.alike, registration)
        self._ask(work, partial(self._warn, registration))

    def _warn(self, registration: Registration, alike: list[Participant]) -> None:
        if not alike:
            self._register(registration)
            return
        self._rest()
        self._looked_at = registration
        words = self._room.words
        buttons = self._show_alike(alike)
        self._sheet.banner.show_message(
            Tone.WARN,
            words("Someone much like this person is here already"),
            words("Open the one it is. If it is none of them, register this person."),
        )
        self._sheet.reveal(self._alike)
        buttons[0].setFocus()

    def _show_alike(self, alike: list[Participant]) -> list[Button]:
        words = self._room.words
        clear(self._alike.rows)
        self._alike.add(strong(words("Is it one of these people?")))
        buttons = [_open_button(participant, words) for participant in alike]
        for participant, button in zip(alike, buttons, strict=True):
            button.clicked.connect(partial(self._choose, participant))
            row = QHBoxLayout()
            row.setSpacing(space(2))
            row.addWidget(who(participant, words), 1)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self._alike.add(_boxed(row))
        self._alike.show()
        self._sheet.order_tabs()
        return buttons

    def _register(self, registration: Registration) -> None:
        self._ask(partial(self._room.clinic.intake.register, registration), self._registered)

    def _registered(self, participant: Participant) -> None:
        self._new = participant
        self._save.setText(self._room.words("Open visit"))
        self._room.go.tell(Changes(frozenset({participant.id}), outbox=True))
        self._open_visit(participant)

    def _choose(self, participant: Participant, _checked: object = None) -> None:
        if not self._is_busy:
            self._open_visit(participant)

    def _open_visit(self, participant: Participant) -> None:
        self._ask(partial(self._room.clinic.intake.open_visit, participant.id), self._opened)

    def _opened(self, visit: Visit) -> None:
        self._room.go.visit(visit.id)

    def _ask(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """One thing at a time; what would be typed meanwhile would count for nothing."""
        self._save.setFocus()
        self._is_busy = True
        self.form.setEnabled(False)
        self._room.store.run(self, work, done, self._complain)

    def _rest(self) -> None:
        """What is registered is not changed here any more."""
        self._is_busy = False
        self.form.setEnabled(self._new is None)

    def _complain(self, error: PtcError) -> None:
        self._rest()
        self._say(error)

    def _say(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def _open_button(participant: Participant, words: Words) -> Button:
    button = named(plain_button(words("Open visit")), f"register.alike:{participant.id}")
    button.setAccessibleName(f"{button.text()}, {spoken(participant)}")
    return button


def _boxed(row: QHBoxLayout) -> QWidget:
    row.setContentsMargins(0, 0, 0, 0)
    box = QWidget()
    box.setLayout(row)
    return box
