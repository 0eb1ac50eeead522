"""The entry fields of a registration, each with its error text below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.participants import RegistrationRequest
from ptc_app.ui.layouts.form_grid import FormGrid
from ptc_app.ui.messages.error_messages import written_text_error
from ptc_app.ui.options.option_group import OptionGroup, SelectionMode
from ptc_app.ui.participants.participant_labels import (
    contact_channel_names,
    sex_at_birth_names,
)
from ptc_app.ui.registration.field_errors import (
    date_error,
    email_error,
    phone_error,
    state_error,
    zip_error,
)
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.date_field import DateField, DateLabels
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import bold_label
from ptc_app.ui.widgets.object_names import with_object_name

_COLUMNS = 3

_US = "us"
"""Key of the only option of the country field."""

_NEEDED_FOR = {
    ContactChannel.PHONE: "phone",
    ContactChannel.TEXT: "phone",
    ContactChannel.EMAIL: "email",
    ContactChannel.MAIL: "line",
}
"""Key of the field that each preferred contact cannot do without."""


class RegistrationForm(QWidget):
    """The fields of a RegistrationRequest; the widgets hold the only copy of what was typed.

    Emits `eligibility_changed` when a person changes birth date or country; stores nothing.
    """

    eligibility_changed = Signal()
    """Emitted when birth date or country was changed by a person; see `eligibility_inputs`."""

    def __init__(self, tr: Localizer, languages: Sequence[Language], parent: QWidget) -> None:
        """`languages` are those a participant can choose, in this order.

        The first is preselected. `parent` is the content of the page.
        """
        super().__init__(parent)
        self._tr = tr
        self._fields: dict[str, LabelledField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        person, contact = Card(name=tr("Who they are")), Card(name=tr("How to reach them"))
        column.addWidget(person)
        column.addWidget(contact)
        self._fill_person(person, languages)
        self._fill_contact(contact)

    def eligibility_inputs(self) -> tuple[date, bool] | None:
        """Return birth date and whether they live in the United States.

        None without a birth date.
        """
        birth_date = self.birth_date.value()
        return None if birth_date is None else (birth_date, self.lives_in_us.isChecked())

    def registration(self) -> RegistrationRequest | None:
        """Return what was typed, without space around it; None where something is missing or wrong.

        Shows the error text of each field that is wrong, and removes those of all others.
        """
        errors = self._errors()
        for key, field in self._fields.items():
            field.show_problem(errors.get(key, ""))
        self.birth_date.show_problem(wrong=bool(errors["birth"]))
        birth_date = self.birth_date.value()
        if any(errors.values()) or birth_date is None:
            return None
        return RegistrationRequest(
            given_name=self._text("given"),
            middle_name=self._text("middle"),
            family_name=self._text("family"),
            birth_date=birth_date,
            sex_at_birth=self.sex.currentData(),
            language=self.language.currentData(),
            preferred_contact=self.contact.currentData(),
            lives_in_us=self.lives_in_us.isChecked(),
            phone=self._text("phone"),
            email=self._text("email"),
            address=Address(
                self._text("line"),
                self._text("city"),
                self._text("state"),
                self._text("zip"),
            ),
        )

    def fill(self, participant: Participant) -> None:
        """Show the data of this participant, as it would be typed; the residence stays as it is."""
        where = participant.address
        texts = {
            "given": participant.given_name,
            "middle": participant.middle_name,
            "family": participant.family_name,
            "phone": participant.phone,
            "email": participant.email,
            "line": where.line,
            "city": where.city,
            "state": where.state,
            "zip": where.postal_code,
        }
        for key, text in texts.items():
            editor = self._fields[key].editor
            if isinstance(editor, QLineEdit):
                editor.setText(text)
        self.birth_date.set_date(participant.birth_date)
        for box, value in (
            (self.sex, participant.sex_at_birth),
            (self.language, participant.language),
            (self.contact, participant.preferred_contact),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))

    def focus_first(self) -> None:
        """Give the keyboard focus to the first field, the given name."""
        self._fields["given"].editor.setFocus()

    def focus_first_problem(self) -> None:
        """Give the keyboard focus to the first field with an error text.

        Does nothing without one.
        """
        wrong = [field for field in self._fields.values() if field.problem()]
        if wrong:
            wrong[0].editor.setFocus()

    def _fill_person(self, card: Card, languages: Sequence[Language]) -> None:
        tr = self._tr
        country = OptionGroup(
            [(_US, tr("Lives in the United States or its territories"))],
            name=tr("Where they live"),
            multiple=SelectionMode.MANY,
            scale=Audience.STAFF,
        )
        country.select([_US])
        country.chosen.connect(self.eligibility_changed)
        self.lives_in_us = with_object_name(country.button(_US), "register.us")
        parts: list[QWidget] = [
            self._line("given", tr("First name")),
            self._line("middle", tr("Middle name, if any")),
            self._line("family", tr("Last name")),
            self._birth(),
            self._sex(),
            self._language(languages),
            country,
        ]
        card.add(bold_label(tr("Who they are")), FormGrid(parts, card, columns=_COLUMNS))

    def _birth(self) -> LabelledField:
        tr = self._tr
        labels = DateLabels(tr("Day"), tr("Month"), tr("Year"), tr.formats.months())
        self.birth_date = with_object_name(
            DateField(labels, name=tr("Birth date")), "register.birth"
        )
        with_object_name(self.birth_date.day, "register.birth.day")
        with_object_name(self.birth_date.month, "register.birth.month")
        with_object_name(self.birth_date.year, "register.birth.year")
        self.birth_date.entered.connect(self.eligibility_changed)
        return self._field("birth", tr("Birth date"), self.birth_date)

    def _sex(self) -> LabelledField:
        tr = self._tr
        self.sex = with_object_name(DropDown(name=tr("Sex at birth")), "register.sex")
        self.sex.addItem("", None)
        for sex, text in sex_at_birth_names(tr).items():
            self.sex.addItem(text, sex)
        field = self._field("sex", tr("Sex at birth"), self.sex, tr("As first recorded"))
        return _level_with_date(field)

    def _language(self, languages: Sequence[Language]) -> LabelledField:
        tr = self._tr
        self.language = with_object_name(DropDown(name=tr("Language")), "register.language")
        for language in languages:
            self.language.addItem(tr.formats.language_name(language), language)
        hint = tr("For forms and papers")
        return _level_with_date(self._field("language", tr("Language"), self.language, hint))

    def _fill_contact(self, card: Card) -> None:
        tr = self._tr
        self.contact = with_object_name(DropDown(name=tr("Preferred contact")), "register.contact")
        for contact, text in contact_channel_names(tr).items():
            self.contact.addItem(text, contact)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space(2))
        row.addWidget(self._line("state", tr("State")), 1)
        row.addWidget(self._line("zip", tr("ZIP code")), 2)
        parts = [
            self._line("phone", tr("Phone")),
            self._line("email", tr("E-mail")),
            self._field("contact", tr("Preferred contact"), self.contact),
            self._line("line", tr("Street and number")),
            self._line("city", tr("City")),
            place,
        ]
        card.add(bold_label(tr("How to reach them")), FormGrid(parts, card, columns=_COLUMNS))

    def _errors(self) -> dict[str, str]:
        """Error text by key of the field; empty where the entry can be right."""
        tr = self._tr
        errors = {
            "given": tr("Write the first name.") if not self._text("given") else "",
            "family": tr("Write the last name.") if not self._text("family") else "",
            "birth": date_error(self.birth_date, tr),
            "sex": tr("Choose one answer.") if self.sex.currentData() is None else "",
            "phone": phone_error(self._text("phone"), tr),
            "email": email_error(self._text("email"), tr),
            "state": state_error(self._text("state"), tr),
            "zip": zip_error(self._text("zip"), tr),
        }
        needed = _NEEDED_FOR[self.contact.currentData()]
        if not self._text(needed):
            errors[needed] = tr("Needed for the contact they prefer.")
        for key in self._fields:
            errors[key] = written_text_error(self._text(key), tr) or errors.get(key, "")
        return errors

    def _line(self, key: str, label: str) -> LabelledField:
        editor = with_object_name(QLineEdit(), f"register.{key}")
        return self._field(key, label, editor)

    def _field(self, key: str, label: str, editor: QWidget, hint: str = "") -> LabelledField:
        self._fields[key] = LabelledField(label, editor, hint=hint)
        return self._fields[key]

    def _text(self, key: str) -> str:
        editor = self._fields[key].editor
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def _level_with_date(field: LabelledField) -> LabelledField:
    """The field with its box at the height of the boxes of the date beside it."""
    layout = field.layout()
    if layout is not None:
        layout.setSpacing(grid_space(0.25))
    return field
