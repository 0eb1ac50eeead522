"""Texts and widgets that show a participant wherever one is listed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.participants.participant import ContactChannel, Participant, SexAtBirth, age_on
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.phone_and_email import phone_text
from ptc_app.ui.lists.cells import TextCell, TextLine, TextStyle
from ptc_app.ui.shortcuts import SEARCH_KEY
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.labels import bold_label, caption_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.search_box import SearchBox


def participant_name_and_number(participant: Participant) -> str:
    """Return full name and participant number: Ana Ruiz, 12345; tells namesakes apart."""
    return f"{participant.full_name}, {participant.number}"


_BESIDE_SEARCH = 15
"""Steps of the grid for the icon and the key beside the placeholder of a search box."""


def participant_label(participant: Participant, tr: Localizer) -> QWidget:
    """Return a widget with the full name and, below it, birth date, number and phone, if any."""
    facts = (
        tr.date_text(participant.birth_date),
        participant.number,
        phone_text(participant.phone),
    )
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bold_label(participant.full_name))
    column.addWidget(caption_label(" · ".join(filter(None, facts))))
    return box


def participant_cell(participant: Participant, tr: Localizer) -> TextCell:
    """Return a list cell with the full name and, below it, birth date and participant number."""
    facts = f"{tr.date_text(participant.birth_date)} · {participant.number}"
    return TextCell(
        (
            TextLine(participant.full_name, TextStyle.STRONG),
            TextLine(facts, TextStyle.CAPTION),
        )
    )


def search_for_participants(tr: Localizer, name: str) -> SearchBox:
    """Return a SearchBox for participants, at least as wide as its placeholder.

    `name` is its object name. It shows the shortcut Ctrl+K; its owner connects `searched`.
    """
    box = with_object_name(
        SearchBox(
            name=tr("Search for a participant"),
            placeholder=tr("Name, birth date, phone or scan a band"),
            key=SEARCH_KEY,
        ),
        name,
    )
    box.ensurePolished()
    asked = box.fontMetrics().horizontalAdvance(box.placeholderText())
    box.setMinimumWidth(asked + current_look().scaled(grid_space(_BESIDE_SEARCH)))
    return box


def birth_date_text(participant: Participant, today: date, tr: Localizer) -> str:
    """Return birth date and age in whole years on `today`: Born 12 Mar 1980 (45)."""
    return tr(
        "Birth date: {date} (age {age})",
        date=tr.date_text(participant.birth_date),
        age=age_on(participant.birth_date, today),
    )


def sex_at_birth_names(tr: Localizer) -> dict[SexAtBirth, str]:
    """Return the translated name of each answer to sex at birth, in the order they are offered."""
    return {
        SexAtBirth.FEMALE: tr("Female"),
        SexAtBirth.MALE: tr("Male"),
        SexAtBirth.INTERSEX: tr("Intersex"),
        SexAtBirth.NO_ANSWER: tr("Prefer not to answer"),
    }


def contact_channel_names(tr: Localizer) -> dict[ContactChannel, str]:
    """Return the translated name of each way to reach a participant, in the order offered."""
    return {
        ContactChannel.PHONE: tr("Phone call"),
        ContactChannel.TEXT: tr("Text message"),
        ContactChannel.EMAIL: tr("E-mail"),
        ContactChannel.MAIL: tr("Mail"),
    }
