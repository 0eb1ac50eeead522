"""The page that registers a new participant, after a check for possible duplicates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.participants.participant import Participant
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryDraft, EntryKey
from ptc_app.services.participants import RegistrationRequest
from ptc_app.ui.entries.kept_entries import KeptEntries, say_restored
from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import (
    participant_label,
    participant_name_and_number,
)
from ptc_app.ui.registration.registration_form import RegistrationForm
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import Button, primary_button, secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import Tone, bold_label
from ptc_app.ui.widgets.object_names import with_object_name

_T = TypeVar("_T")


class RegistrationPage(StaffPage):
    """A RegistrationForm and the button that registers, after a check for possible duplicates.

    While the form has an error the button only shows it. Participants who may be the same person
    are shown above the form, each with a button that opens their page; a second press with the
    same entries registers all the same. Then it opens the page of the person.
    Its banner shows that a person may not take part, once the birth date is known.
    """

    def __init__(self, context: PageContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Register someone new"))
        self._confirmed: RegistrationRequest | None = None
        self._duplicates = Card(name=tr("Much like someone here"))
        self._duplicates.hide()
        self._scaffold.add(self._duplicates)
        self.form = RegistrationForm(
            tr, context.services.languages, context.today, self._scaffold.content
        )
        self.form.hide()
        self._scaffold.add(self.form)
        self._scaffold.end()
        back = with_object_name(secondary_button(tr("&Back without registering")), "register.back")
        back.clicked.connect(self._leave)
        self._save = with_object_name(primary_button(tr("&Register this person")), "register.save")
        self._save.clicked.connect(self._submit)
        self._scaffold.set_ways(back, self._save)
        self.form.eligibility_changed.connect(self._show_eligibility)
        self._kept = KeptEntries(context, EntryKey(DraftedPage.REGISTRATION), self.form)
        self._kept.failed.connect(self._show_error)
        self._kept.open(self._show_form)

    def _show_form(self, draft: EntryDraft | None) -> None:
        """Show the form, with what was typed into it before."""
        self.form.show()
        self.form.focus_first()
        if draft is None:
            return
        say_restored(self._scaffold.banner, draft, self._context)
        empty = secondary_button(self._context.tr("Start with an empty form"))
        empty.clicked.connect(self._start_anew)
        self._scaffold.add_to_head(with_object_name(empty, "register.empty"))

    def _start_anew(self) -> None:
        self._kept.empty()
        self._scaffold.banner.clear()
        self.form.focus_first()

    def _leave(self) -> None:
        """Give up what was typed: the button says so."""
        self._kept.forget()
        self._context.routes.participants()

    def _show_eligibility(self) -> None:
        """Say in the banner who may not be registered, and in the form what a minor needs.

        Nothing is said before the birth date is known.
        """
        inputs = self.form.eligibility_inputs()
        self._scaffold.banner.clear()
        self.form.show_age(self._context.today())
        if inputs is None:
            return
        birth_date, lives_in_us = inputs
        eligibility = self._context.services.participants.eligibility(
            birth_date, lives_in_us=lives_in_us is not False
        )
        if not eligibility.may_register:
            self._show_error(RuleBroken(eligibility.finding))

    def _submit(self) -> None:
        """Register, after the check for duplicates."""
        if self._is_busy:
            return
        registration = self.form.registration()
        if registration is None:
            self._show_incomplete()
        elif registration == self._confirmed:
            self._register(registration)
        else:
            find = partial(self._context.services.participants.alike, registration)
            self._run(find, partial(self._confirm_or_register, registration))

    def _show_incomplete(self) -> None:
        tr = self._context.tr
        self._scaffold.banner.show_message(
            Tone.STOP,
            tr("Some fields need another look"),
            tr("Check the marked fields. Nothing you typed is lost."),
        )
        self.form.focus_first_problem()

    def _confirm_or_register(
        self, registration: RegistrationRequest, alike: list[Participant]
    ) -> None:
        if not alike:
            self._register(registration)
            return
        self._set_idle()
        self._confirmed = registration
        tr = self._context.tr
        buttons = self._show_duplicates(alike)
        self._scaffold.banner.show_message(
            Tone.WARN,
            tr("This person may already be registered"),
            tr("If it is one of them, open that one. If not, register this person."),
        )
        self._scaffold.reveal(self._duplicates)
        buttons[0].setFocus()

    def _show_duplicates(self, alike: list[Participant]) -> list[Button]:
        """A row for each, with the button that opens their page."""
        tr = self._context.tr
        clear_layout(self._duplicates.rows)
        self._duplicates.add(bold_label(tr("Is it one of these people?")))
        buttons = [_open_button(participant, tr) for participant in alike]
        for participant, button in zip(alike, buttons, strict=True):
            button.clicked.connect(partial(self._open_duplicate, participant))
            self._duplicates.add(_row(participant_label(participant, tr), button))
        self._duplicates.show()
        self._scaffold.order_tabs()
        return buttons

    def _register(self, registration: RegistrationRequest) -> None:
        register = partial(self._context.services.participants.register, registration)
        self._run(register, self._show_registered)

    def _show_registered(self, participant: Participant) -> None:
        self._kept.forget()
        self._context.routes.participant(participant.id)

    def _open_duplicate(self, participant: Participant, _checked: object = None) -> None:
        if not self._is_busy:
            self._context.routes.participant(participant.id)

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Run work on the store thread; until it is done, nothing here can be pressed or typed."""
        self._save.setFocus()
        self._is_busy = True
        self.form.setEnabled(False)
        self._load(work, done)

    def _set_idle(self) -> None:
        """Accept presses and typing again."""
        self._is_busy = False
        self.form.setEnabled(True)

    def _show_error(self, error: PtcError) -> None:
        self._set_idle()
        super()._show_error(error)


def _open_button(participant: Participant, tr: Localizer) -> Button:
    button = with_object_name(secondary_button(tr("Open")), f"register.alike:{participant.id}")
    button.setAccessibleName(f"{button.text()}, {participant_name_and_number(participant)}")
    return button


def _row(label: QWidget, button: Button) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(grid_space(2))
    row.addWidget(label, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return box
