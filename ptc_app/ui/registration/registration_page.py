"""Registering someone new: what is asked, what it means, and who here may be the same person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ptc_app.domain.eligibility import EligibilityFinding
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.participant import Participant
from ptc_app.domain.visit import Visit
from ptc_app.i18n.translator import Translator
from ptc_app.services.participants import RegistrationRequest
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import (
    participant_label,
    participant_name_and_number,
)
from ptc_app.ui.registration.registration_form import RegistrationForm
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.box_layouts import clear_layout
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import Tone, bold_label
from ptc_app.ui.widgets.object_names import with_object_name

_T = TypeVar("_T")

_CANNOT = frozenset(
    {
        EligibilityFinding.TOO_YOUNG,
        EligibilityFinding.NOT_IN_US,
        EligibilityFinding.BIRTH_DATE_IMPOSSIBLE,
    }
)


class RegistrationPage(StaffPage):
    """One form; nothing is asked twice, and nothing is recorded until it is whole."""

    def __init__(self, context: PageContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Register someone new"))
        self._looked_at: RegistrationRequest | None = None
        self._new: Participant | None = None
        self._alike = Card(name=tr("Much like someone here"))
        self._alike.hide()
        self.form = RegistrationForm(tr)
        self._sheet.add(self._alike, self.form)
        self._sheet.end()
        back = with_object_name(plain_button(tr("&Back without registering")), "register.back")
        back.clicked.connect(self._leave)
        self._save = with_object_name(primary_button(tr("&Register this person")), "register.save")
        self._save.clicked.connect(self._check)
        self._sheet.set_ways(back, self._save)
        self.form.finding_asked.connect(self._find)
        self.form.focus_first()

    def _leave(self) -> None:
        self._context.routes.participants()

    def _find(self) -> None:
        """What the birth date and the country mean, as soon as both are known."""
        tr, asked = self._context.tr, self.form.asked_for_eligibility()
        self._sheet.banner.clear()
        if asked is None:
            return
        birth_date, lives_in_us = asked
        found = self._context.services.participants.eligibility(
            birth_date, lives_in_us=lives_in_us
        ).finding
        if found in _CANNOT:
            self._show_error(RuleBroken(found))
        elif found is EligibilityFinding.GUARDIAN_AND_ASSENT:
            self._sheet.banner.show_message(
                Tone.WARN,
                tr("This person is 13 to 17"),
                tr("They can be registered; a guardian's permission and their own assent"
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
                self._context.tr("Something is missing"),
                self._context.tr("Look at the fields marked below. Nothing typed is lost."),
            )
            self.form.focus_first_problem()
            return
        if registration == self._looked_at:
            self._register(registration)
            return
        work = partial(self._context.services.participants.alike, registration)
        self._ask(work, partial(self._warn, registration))

    def _warn(self, registration: RegistrationRequest, alike: list[Participant]) -> None:
        if not alike:
            self._register(registration)
            return
        self._rest()
        self._looked_at = registration
        tr = self._context.tr
        buttons = self._show_alike(alike)
        self._sheet.banner.show_message(
            Tone.WARN,
            tr("Someone much like this person is here already"),
            tr("Open the one it is. If it is none of them, register this person."),
        )
        self._sheet.reveal(self._alike)
        buttons[0].setFocus()

    def _show_alike(self, alike: list[Participant]) -> list[Button]:
        tr = self._context.tr
        clear_layout(self._alike.rows)
        self._alike.add(bold_label(tr("Is it one of these people?")))
        buttons = [_open_button(participant, tr) for participant in alike]
        for participant, button in zip(alike, buttons, strict=True):
            button.clicked.connect(partial(self._choose, participant))
            row = QHBoxLayout()
            row.setSpacing(grid_space(2))
            row.addWidget(participant_label(participant, tr), 1)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self._alike.add(_boxed(row))
        self._alike.show()
        self._sheet.order_tabs()
        return buttons

    def _register(self, registration: RegistrationRequest) -> None:
        self._ask(
            partial(self._context.services.participants.register, registration), self._registered
        )

    def _registered(self, participant: Participant) -> None:
        self._new = participant
        self._save.setText(self._context.tr("Open visit"))
        self._open_visit(participant)

    def _choose(self, participant: Participant, _checked: object = None) -> None:
        if not self._is_busy:
            self._open_visit(participant)

    def _open_visit(self, participant: Participant) -> None:
        self._ask(
            partial(self._context.services.participants.open_visit, participant.id), self._opened
        )

    def _opened(self, visit: Visit) -> None:
        self._context.routes.visit(visit.id)

    def _ask(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """One thing at a time; what would be typed meanwhile would count for nothing."""
        self._save.setFocus()
        self._is_busy = True
        self.form.setEnabled(False)
        self._load(work, done)

    def _rest(self) -> None:
        """What is registered is not changed here any more."""
        self._is_busy = False
        self.form.setEnabled(self._new is None)

    def _show_error(self, error: PtcError) -> None:
        self._rest()
        super()._show_error(error)


def _open_button(participant: Participant, tr: Translator) -> Button:
    button = with_object_name(plain_button(tr("Open visit")), f"register.alike:{participant.id}")
    button.setAccessibleName(f"{button.text()}, {participant_name_and_number(participant)}")
    return button


def _boxed(row: QHBoxLayout) -> QWidget:
    row.setContentsMargins(0, 0, 0, 0)
    box = QWidget()
    box.setLayout(row)
    return box
