"""How a participant is shown wherever they are listed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.participant import (
    Contact,
    Language,
    Participant,
    SexAtBirth,
    age_on,
)
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.shell import SEARCH_KEY
from ptc_app.ui.theme import current, space
from ptc_app.ui.widgets.search_box import SearchBox
from ptc_app.ui.widgets.text import quiet, strong


def spoken(participant: Participant) -> str:
    """Who it is where only one of two people of one name can be meant."""
    return f"{participant.full_name}, {participant.number}"


_BESIDE_SEARCH = 15
"""Steps of the grid for the glass and the key beside what a search box says."""


def who(participant: Participant, words: Words) -> QWidget:
    """Name above birth date and number."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(strong(participant.full_name))
    column.addWidget(quiet(f"{words.date_text(participant.birth_date)} · {participant.number}"))
    return box


def search_for_participants(words: Words, name: str) -> SearchBox:
    """The search box of a page, wide enough for what it asks for."""
    box = named(
        SearchBox(
            name=words("Search for a participant"),
            placeholder=words("Name, birth date, phone or scan a band"),
            key=SEARCH_KEY,
        ),
        name,
    )
    box.ensurePolished()
    asked = box.fontMetrics().horizontalAdvance(box.placeholderText())
    box.setMinimumWidth(asked + current().scaled(space(_BESIDE_SEARCH)))
    return box


def born(participant: Participant, today: date, words: Words) -> str:
    """Birth date and age."""
    return words(
        "Born {date} ({age})",
        date=words.date_text(participant.birth_date),
        age=age_on(participant.birth_date, today),
    )


def sex_names(words: Words) -> dict[SexAtBirth, str]:
    """The program's answers to sex at birth."""
    return {
        SexAtBirth.FEMALE: words("Female"),
        SexAtBirth.MALE: words("Male"),
        SexAtBirth.INTERSEX: words("Intersex"),
        SexAtBirth.NO_ANSWER: words("Prefer not to answer"),
    }


def language_names(words: Words) -> dict[Language, str]:
    """The languages, in the language of who reads."""
    return {Language.ENGLISH: words("English"), Language.SPANISH: words("Spanish")}


def contact_names(words: Words) -> dict[Contact, str]:
    """The ways to reach someone."""
    return {
        Contact.PHONE: words("Phone call"),
        Contact.TEXT: words("Text message"),
        Contact.EMAIL: words("E-mail"),
        Contact.MAIL: words("Mail"),
    }
