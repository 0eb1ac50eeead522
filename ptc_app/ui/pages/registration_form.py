"""The fields of a registration, and what is wrong with them, beside them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.participant import Address, Contact, phone_digits
from ptc_app.services.intake import Registration
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.pages.form_grid import FormGrid
from ptc_app.ui.pages.people import contact_names, language_names, sex_names
from ptc_app.ui.pages.plain import plain_problem
from ptc_app.ui.theme import Scale, space
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.date_field import DateField, DateProblem, DateWords
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.options import Choice, OptionGroup
from ptc_app.ui.widgets.text import strong

_COLUMNS = 3
_PHONE_DIGITS = 10
_ZIP_DIGITS = 5
_LONGEST = 120
"""Characters of a name or line; more is a slip of a scanner."""

_US = "us"


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
        column.setSpacing(space(2))
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
        self.birth_date.show_problem(wrong=bool(problems["birth"]))
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
                self._text("line"),
                self._text("city"),
                self._text("state").upper(),
                self._text("zip"),
            ),
        )

    def focus_first(self) -> None:
        """To where one begins to type."""
        self._fields["given"].editor.setFocus()

    def focus_first_problem(self) -> None:
        """Go to where something is to be mended."""
        wrong = [field for field in self._fields.values() if field.problem()]
        if wrong:
            wrong[0].editor.setFocus()

    def _person(self) -> Card:
        words = self._words
        card = Card(name=words("Who they are"))
        country = OptionGroup(
            [(_US, words("Lives in the United States"))],
            name=words("Where they live"),
            multiple=Choice.MANY,
            scale=Scale.STAFF,
        )
        country.select([_US])
        country.chosen.connect(self.finding_asked)
        self.lives_in_us = named(country.button(_US), "register.us")
        parts: list[QWidget] = [
            self._line("given", words("First name")),
            self._line("middle", words("Middle name, if any")),
            self._line("family", words("Last name")),
            self._birth(),
            self._sex(),
            self._language(),
            country,
        ]
        card.add(strong(words("Who they are")), FormGrid(parts, columns=_COLUMNS))
        return card

    def _birth(self) -> Field:
        words = self._words
        months = DateWords(words("Day"), words("Month"), words("Year"), words.months())
        self.birth_date = named(DateField(months, name=words("Birth date")), "register.birth")
        named(self.birth_date.day, "register.birth.day")
        named(self.birth_date.month, "register.birth.month")
        named(self.birth_date.year, "register.birth.year")
        self.birth_date.entered.connect(self.finding_asked)
        return self._field("birth", words("Birth date"), self.birth_date)

    def _sex(self) -> Field:
        words = self._words
        self.sex = named(Chooser(name=words("Sex at birth")), "register.sex")
        self.sex.addItem("", None)
        for sex, text in sex_names(words).items():
            self.sex.addItem(text, sex)
        field = self._field("sex", words("Sex at birth"), self.sex, words("As first recorded"))
        return _level(field)

    def _language(self) -> Field:
        words = self._words
        self.language = named(Chooser(name=words("Language")), "register.language")
        for language, text in language_names(words).items():
            self.language.addItem(text, language)
        hint = words("For forms and papers")
        return _level(self._field("language", words("Language"), self.language, hint))

    def _contact(self) -> Card:
        words = self._words
        card = Card(name=words("How to reach them"))
        self.contact = named(Chooser(name=words("Preferred contact")), "register.contact")
        for contact, text in contact_names(words).items():
            self.contact.addItem(text, contact)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addWidget(self._line("state", words("State")), 1)
        row.addWidget(self._line("zip", words("ZIP code")), 2)
        parts = [
            self._line("phone", words("Phone")),
            self._line("email", words("E-mail")),
            self._field("contact", words("Preferred contact"), self.contact),
            self._line("line", words("Street and number")),
            self._line("city", words("City")),
            place,
        ]
        card.add(strong(words("How to reach them")), FormGrid(parts, columns=_COLUMNS))
        return card

    def _problems(self) -> dict[str, str]:
        words = self._words
        wrong = {
            "given": words("Write the first name.") if not self._text("given") else "",
            "family": words("Write the last name.") if not self._text("family") else "",
            "birth": _date_problem(self.birth_date, words),
            "sex": words("Choose one answer.") if self.sex.currentData() is None else "",
            "phone": _phone_problem(self._text("phone"), words),
            "email": _email_problem(self._text("email"), words),
            "state": _state_problem(self._text("state"), words),
            "zip": _zip_problem(self._text("zip"), words),
        }
        needed = self._needed(self.contact.currentData())
        if not self._text(needed):
            wrong[needed] = words("Needed for the contact they prefer.")
        for key in self._fields:
            wrong[key] = plain_problem(self._text(key), words) or wrong.get(key, "")
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

    def _field(self, key: str, label: str, editor: QWidget, hint: str = "") -> Field:
        self._fields[key] = Field(label, editor, hint=hint)
        return self._fields[key]

    def _text(self, key: str) -> str:
        editor = self._fields[key].editor
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def _level(field: Field) -> Field:
    """The box of this field in one line with those of the date beside it."""
    layout = field.layout()
    if layout is not None:
        layout.setSpacing(space(0.25))
    return field


def _date_problem(field: DateField, words: Words) -> str:
    return {
        DateProblem.NONE: "",
        DateProblem.EMPTY: words("Give day, month and year."),
        DateProblem.PARTIAL: words("Give day, month and year."),
        DateProblem.IMPOSSIBLE: words("There is no such day."),
    }[field.problem()]


def _phone_problem(text: str, words: Words) -> str:
    digits = phone_digits(text)
    if not text or len(digits) == _PHONE_DIGITS:
        return ""
    return words("A phone number has 10 digits.")


def _email_problem(text: str, words: Words) -> str:
    """Only what is surely a slip is refused: one @ with something on both sides, and a dot."""
    name, at, host = text.partition("@")
    fits = name and at and "." in host.strip(".") and "@" not in host and " " not in text
    return "" if fits or not text else words("An e-mail looks like name@example.org.")


def _state_problem(text: str, words: Words) -> str:
    fits = len(text) == 2 and text.isalpha()  # noqa: PLR2004 - as in TX
    return "" if fits or not text else words("Two letters, as in TX.")


def _zip_problem(text: str, words: Words) -> str:
    fits = text[:_ZIP_DIGITS].isdigit() and len(text) >= _ZIP_DIGITS
    return "" if fits or not text else words("Five digits.")
