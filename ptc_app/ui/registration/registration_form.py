"""The entry fields of a registration, each with its error text below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.participants import RegistrationRequest
from ptc_app.ui.layouts.flow_layout import SpareWidth, flow_row
from ptc_app.ui.layouts.form_grid import FormGrid
from ptc_app.ui.messages.error_messages import written_text_error
from ptc_app.ui.participants.minor_card import MinorCard
from ptc_app.ui.participants.participant_labels import (
    contact_channel_names,
    sex_at_birth_names,
)
from ptc_app.ui.registration.birth_date_field import BirthDateField, date_orders
from ptc_app.ui.registration.choice_box import choice_box
from ptc_app.ui.registration.field_errors import (
    date_error,
    date_hint,
    email_error,
    name_errors,
    one_name_text,
    phone_error,
    state_error,
    zip_error,
)
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import link_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import bold_label
from ptc_app.ui.widgets.object_names import with_object_name

_COLUMNS = 3

_NEEDED_FOR = {
    None: "",
    ContactChannel.PHONE: "phone",
    ContactChannel.TEXT: "phone",
    ContactChannel.EMAIL: "email",
    ContactChannel.MAIL: "line",
}
"""Key of the field that each preferred contact cannot do without; "" for none."""


class RegistrationForm(QWidget):
    """The fields of a RegistrationRequest; the widgets hold the only copy of what was typed.

    Nothing is chosen at first: what is recorded was asked. A person of one name has it as the
    family name. Stores nothing.
    """

    eligibility_changed = Signal()
    """Emitted when name, birth date or residence was changed by a person."""

    def __init__(
        self,
        tr: Localizer,
        languages: Sequence[Language],
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        """`languages` are those a participant can choose, in this order.

        `today` returns the current date. `parent` is the content of the page.
        """
        super().__init__(parent)
        self._tr = tr
        self._fields: dict[str, LabelledField] = {}
        self._has_one_name = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        person, contact = Card(name=tr("Who they are")), Card(name=tr("How to reach them"))
        self._minor = MinorCard(tr)
        for part in (person, self._minor, contact):
            column.addWidget(part)
        self._fill_person(person, languages, today)
        self._fill_contact(contact)

    def eligibility_inputs(self) -> tuple[date, bool | None] | None:
        """Return birth date and whether they live in the United States (None: not said yet).

        None without a birth date.
        """
        birth_date = self.birth_date.value()
        return None if birth_date is None else (birth_date, self.residence.currentData())

    def show_age(self, today: date) -> None:
        """Say what a person under 18 on the day `today` needs, below what was typed of them."""
        name = self._text("family" if self._has_one_name else "given")
        self._minor.show_person(
            name or self._tr("This person"), self.birth_date.value() or date.min, today
        )

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
            given_name="" if self._has_one_name else self._text("given"),
            middle_name="" if self._has_one_name else self._text("middle"),
            family_name=self._text("family"),
            birth_date=birth_date,
            sex_at_birth=self.sex.currentData(),
            language=self.language.currentData(),
            preferred_contact=self.contact.currentData(),
            lives_in_us=self.residence.currentData(),
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
        """Show the data of this participant, as it would be typed.

        The residence is in the United States: nobody else is registered.
        """
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
            (self.residence, True),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self._one_name.setChecked(not participant.given_name)

    def focus_first(self) -> None:
        """Give the keyboard focus to the first field, the given name or the only one."""
        self._fields["family" if self._has_one_name else "given"].editor.setFocus()

    def focus_first_problem(self) -> None:
        """Give the keyboard focus to the first field with an error text.

        Does nothing without one.
        """
        wrong = [field for field in self._fields.values() if field.problem()]
        if wrong and wrong[0] is self._fields["birth"]:
            self.birth_date.focus()
        elif wrong:
            wrong[0].editor.setFocus()

    def _fill_person(
        self, card: Card, languages: Sequence[Language], today: Callable[[], date]
    ) -> None:
        tr = self._tr
        self.sex = choice_box(sex_at_birth_names(tr), tr("Sex at birth"), "register.sex")
        named = {language: tr.formats.language_name(language) for language in languages}
        self.language = choice_box(named, tr("Language"), "register.language")
        self.language.currentIndexChanged.connect(self._set_orders)
        self.residence = choice_box(
            {True: tr("In the United States or its territories"), False: tr("In another country")},
            tr("Where they live"),
            "register.us",
        )
        self.residence.currentIndexChanged.connect(self.eligibility_changed)
        parts: list[QWidget] = [
            self._field("given", tr("First name")),
            self._field("middle", tr("Middle name, if any")),
            self._field("family", tr("Last name")),
            self._birth(today),
            self._field("sex", tr("Sex at birth"), self.sex, tr("As first recorded")),
            self._field("language", tr("Language"), self.language, tr("For forms and papers")),
            self._field("us", tr("Where they live"), self.residence),
        ]
        self._one_name = with_object_name(link_button(""), "register.one-name")
        self._one_name.setCheckable(True)
        self._one_name.toggled.connect(self._show_one_name)
        self._person_fields = FormGrid(parts, card, columns=_COLUMNS)
        self._show_one_name(False)
        heading = flow_row(
            bold_label(tr("Who they are")), self._one_name,
            gap=grid_space(2), spread=SpareWidth.BEFORE_LAST,
        )  # fmt: skip
        card.add(heading, self._person_fields)

    def _show_one_name(self, has_one: bool) -> None:  # noqa: FBT001 - as Qt's signal has it
        """Ask for the only name of a person, or for first, middle and last name."""
        tr = self._tr
        self._has_one_name = has_one
        for key in ("given", "middle"):
            self._fields[key].setVisible(not has_one)
            self._fields[key].show_problem("")
        self._person_fields.lay_out_again()
        self._fields["family"].set_label(tr("Their only name") if has_one else tr("Last name"))
        self._one_name.setText(
            tr("They have a first and a last name") if has_one else one_name_text(tr)
        )

    def _birth(self, today: Callable[[], date]) -> LabelledField:
        tr = self._tr
        self.birth_date = BirthDateField(tr, today, name_prefix="register.birth")
        self.birth_date.entered.connect(self.eligibility_changed)
        self._set_orders()
        return self._field("birth", tr("Birth date"), self.birth_date, date_hint(tr))

    def _set_orders(self, _index: int = 0) -> None:
        language = self.language.currentData()
        spoken = None if language is None else Localizer(language)
        self.birth_date.set_orders(date_orders(self._tr, spoken))

    def _fill_contact(self, card: Card) -> None:
        tr = self._tr
        self.contact = choice_box(
            contact_channel_names(tr), tr("Preferred contact"), "register.contact"
        )
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space(2))
        row.addWidget(self._field("state", tr("State")), 1)
        row.addWidget(self._field("zip", tr("ZIP code")), 2)
        parts = [
            self._field("phone", tr("Phone")),
            self._field("email", tr("E-mail")),
            self._field("contact", tr("Preferred contact"), self.contact),
            self._field("line", tr("Street and number")),
            self._field("city", tr("City")),
            place,
        ]
        card.add(bold_label(tr("How to reach them")), FormGrid(parts, card, columns=_COLUMNS))

    def _errors(self) -> dict[str, str]:
        """Error text by key of the field; empty where the entry can be right."""
        tr = self._tr
        errors = {
            **name_errors(self._text, tr, has_one_name=self._has_one_name),
            "birth": date_error(self.birth_date, tr),
            "phone": phone_error(self._text("phone"), tr),
            "email": email_error(self._text("email"), tr),
            "state": state_error(self._text("state"), tr),
            "zip": zip_error(self._text("zip"), tr),
        }
        boxes = {"sex": self.sex, "language": self.language, "us": self.residence}
        for key, box in {**boxes, "contact": self.contact}.items():
            errors[key] = tr("Choose one answer.") if box.currentData() is None else ""
        needed = _NEEDED_FOR[self.contact.currentData()]
        if needed and not self._text(needed):
            errors[needed] = tr("Needed for the contact they prefer.")
        for key in self._fields:
            errors[key] = written_text_error(self._text(key), tr) or errors.get(key, "")
        return errors

    def _field(
        self, key: str, label: str, editor: QWidget | None = None, hint: str = ""
    ) -> LabelledField:
        """A field by its key; without an editor it has a line of text."""
        editor = editor or with_object_name(QLineEdit(), f"register.{key}")
        self._fields[key] = LabelledField(label, editor, hint=hint)
        return self._fields[key]

    def _text(self, key: str) -> str:
        editor = self._fields[key].editor
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""
