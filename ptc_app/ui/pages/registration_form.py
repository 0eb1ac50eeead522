"""The fields of a registration, and what is wrong with them, beside them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.participant import Address, Contact, phone_digits
from ptc_app.services.intake import Registration
from ptc_app.ui.i18n import Words
from ptc_app.ui.pages.people import contact_names, language_names, named, sex_names
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.date_field import DateField, DateWords
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.text import heading

_PHONE_DIGITS = 10
_ZIP_DIGITS = 5
_LONGEST = 120
"""Characters of a name or line; more is a slip of a scanner."""


class RegistrationForm(QWidget):
    """Holds nothing but what is typed; `registration` reads it once, checked."""

    finding_asked = Signal()
    """Birth date or country changed."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2.5))
        column.addWidget(self._person())
        column.addWidget(self._contact())

    def asked_for_eligibility(self) -> tuple[date, bool] | None:
        """Birth date and country, once there is a birth date."""
        birth_date = self.birth_date.value()
        return None if birth_date is None else (birth_date, self.lives_in_us.isChecked())

    def registration(self) -> Registration | None:
        """What was typed, or None where something is missing or wrong; then the fields say so."""
        problems = self._problems()
        for key, field in self._fields.items():
            field.show_problem(problems.get(key, ""))
        birth_date = self.birth_date.value()
        if any(problems.values()) or birth_date is None:
            return None
        return Registration(
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
                self._text("line"), self._text("city"), self._text("state").upper(),
                self._text("zip"),
            ),
        )

    def focus_first_problem(self) -> None:
        """Go to where something is to be mended."""
        wrong = [field for field in self._fields.values() if field.problem()]
        if wrong:
            wrong[0].editor.setFocus()

    def _person(self) -> Card:
        words = self._words
        card = Card(name=words("Who they are"))
        months = DateWords(words("Day"), words("Month"), words("Year"), words.months())
        self.birth_date = named(DateField(months, name=words("Birth date")), "register.birth")
        self.birth_date.entered.connect(self.finding_asked)
        for part in ("day", "month", "year"):
            getattr(self.birth_date, part).setObjectName(f"register.birth.{part}")
        self.sex = named(Chooser(name=words("Sex at birth")), "register.sex")
        self.language = named(Chooser(name=words("Language")), "register.language")
        self.lives_in_us = named(QCheckBox(words("Lives in the United States")), "register.us")
        self.lives_in_us.setChecked(True)
        self.lives_in_us.toggled.connect(self.finding_asked)
        self.sex.addItem("", None)
        for sex, text in sex_names(words).items():
            self.sex.addItem(text, sex)
        for language, text in language_names(words).items():
            self.language.addItem(text, language)
        grid = _grid()
        grid.addWidget(self._line("given", words("First name")), 0, 0)
        grid.addWidget(self._line("middle", words("Middle name, if any")), 0, 1)
        grid.addWidget(self._line("family", words("Last name")), 0, 2)
        grid.addWidget(self._field("birth", words("Birth date"), self.birth_date), 1, 0)
        grid.addWidget(self._field("sex", words("Sex at birth"), self.sex), 1, 1)
        grid.addWidget(self._field("language", words("Language"), self.language), 1, 2)
        card.add(heading(words("Who they are")), grid, self.lives_in_us)
        return card

    def _contact(self) -> Card:
        words = self._words
        card = Card(name=words("How to reach them"))
        self.contact = named(Chooser(name=words("Preferred contact")), "register.contact")
        for contact, text in contact_names(words).items():
            self.contact.addItem(text, contact)
        grid = _grid()
        grid.addWidget(self._line("phone", words("Phone")), 0, 0)
        grid.addWidget(self._line("email", words("E-mail")), 0, 1)
        grid.addWidget(self._field("contact", words("Preferred contact"), self.contact), 0, 2)
        grid.addWidget(self._line("line", words("Street and number")), 1, 0)
        grid.addWidget(self._line("city", words("City")), 1, 1)
        place = QGridLayout()
        place.setSpacing(space(2))
        place.addWidget(self._line("state", words("State")), 0, 0)
        place.addWidget(self._line("zip", words("ZIP code")), 0, 1)
        grid.addLayout(place, 1, 2)
        card.add(heading(words("How to reach them")), grid)
        return card

    def _problems(self) -> dict[str, str]:
        words = self._words
        phone, email = phone_digits(self._text("phone")), self._text("email")
        state, zip_code = self._text("state"), self._text("zip")
        wrong = {
            "given": words("Write the first name.") if not self._text("given") else "",
            "family": words("Write the last name.") if not self._text("family") else "",
            "birth": words("Give day, month and year.") if not self.birth_date.value() else "",
            "sex": words("Choose one answer.") if self.sex.currentData() is None else "",
        }
        if phone and len(phone) != _PHONE_DIGITS:
            wrong["phone"] = words("A phone number has 10 digits.")
        if email and not _is_email(email):
            wrong["email"] = words("An e-mail looks like name@example.org.")
        if state and not (len(state) == 2 and state.isalpha()):  # noqa: PLR2004 - as in TX
            wrong["state"] = words("Two letters, as in TX.")
        if zip_code and not (zip_code[:_ZIP_DIGITS].isdigit() and len(zip_code) >= _ZIP_DIGITS):
            wrong["zip"] = words("Five digits.")
        needed = self._needed(self.contact.currentData())
        if needed and not self._text(needed):
            wrong[needed] = words("Needed for the contact they prefer.")
        return wrong

    def _needed(self, contact: Contact) -> str:
        """The field that the preferred contact cannot do without."""
        return {
            Contact.PHONE: "phone",
            Contact.TEXT: "phone",
            Contact.EMAIL: "email",
            Contact.MAIL: "line",
        }[contact]

    def _line(self, key: str, label: str) -> Field:
        editor = named(QLineEdit(), f"register.{key}")
        editor.setMaxLength(_LONGEST)
        return self._field(key, label, editor)

    def _field(self, key: str, label: str, editor: QWidget) -> Field:
        self._fields[key] = Field(label, editor)
        return self._fields[key]

    def _text(self, key: str) -> str:
        editor = self._fields[key].editor
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(space(2))
    grid.setVerticalSpacing(space(2))
    for column in range(3):
        grid.setColumnStretch(column, 1)
    return grid


def _is_email(text: str) -> bool:
    """Only what is surely a slip is refused: one @ with something on both sides, and a dot."""
    name, at, host = text.partition("@")
    return bool(name and at and "." in host.strip(".") and "@" not in host and " " not in text)
