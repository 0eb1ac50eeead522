"""The error text of a field of the registration form; empty where the entry can be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.participants.us_address import state_to_store, zip_to_store
from ptc_app.domain.participants.written_dates import DateDoubt
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.phone_and_email import email_to_store, phone_to_store
from ptc_app.ui.registration.birth_date_field import BirthDateField

_EXAMPLE = date(1948, 3, 12)
"""The date that shows how dates are written."""


def name_errors(
    text_of: Callable[[str], str], tr: Localizer, *, has_one_name: bool
) -> dict[str, str]:
    """Return the translated hint for each part of a name that is missing, by key of the field.

    `text_of` returns the text of a field by its key. A person of one name has it as `family`.
    """
    if has_one_name:
        return {"family": "" if text_of("family") else tr("Write their name.")}
    missing = tr("Write the last name. If they have no other name: “{button}”.",
                 button=one_name_text(tr))  # fmt: skip
    return {
        "given": "" if text_of("given") else tr("Write the first name."),
        "family": "" if text_of("family") else missing,
    }


def one_name_text(tr: Localizer) -> str:
    """Return the translated text of the button that asks for one name only."""
    return tr("They use one name only")


def date_error(field: BirthDateField, tr: Localizer) -> str:
    """Return the translated text of what is missing or impossible; empty where it is a date."""
    return {
        DateDoubt.NONE: "",
        DateDoubt.EMPTY: tr("Write the birth date."),
        DateDoubt.UNREADABLE: tr("Write the date like {example}.", example=tr.date_text(_EXAMPLE)),
        DateDoubt.OTHER_DIGITS: tr("Write the date with the digits 0 to 9."),
        DateDoubt.NO_YEAR: tr("Enter the full date, with a 4-digit year."),
        DateDoubt.NO_SUCH_DAY: tr("There is no such day."),
        DateDoubt.CHOICE: tr("Choose the day that is meant."),
    }[field.doubt()]


def date_hint(tr: Localizer) -> str:
    """Return the translated hint how a birth date can be written."""
    written = tr.date_text(_EXAMPLE)
    if tr.formats.date_parts()[0] == "month":
        return tr("Month first, like {numbers}, or {words}", numbers="3/12/1948", words=written)
    return tr("Like {words}, or in numbers", words=written)


def phone_error(text: str, tr: Localizer) -> str:
    """Return the translated hint how to write a phone number; empty for one that can be stored.

    That is a blank text, or a number with as many digits as numbers of its country have; one
    without a country code is of the United States.
    """
    if _is_accepted(phone_to_store, text):
        return ""
    return tr("Type 10 digits, or a number of another country with + first.")


def email_error(text: str, tr: Localizer) -> str:
    """Return the translated hint how to write an address; empty for one that can be stored.

    That is a blank text, or a well-formed address (RFC 5322) whose domain is not reserved.
    """
    if _is_accepted(email_to_store, text):
        return ""
    return tr("An e-mail looks like name@example.org.")


def state_error(text: str, tr: Localizer) -> str:
    """Return the translated hint how to write a state; empty for a code of the U.S. Postal Service.

    Empty also for no entry.
    """
    return "" if _is_accepted(state_to_store, text) else tr("Two letters, as in TX or PR.")


def zip_error(text: str, tr: Localizer) -> str:
    """Return the translated hint how to write a ZIP code; empty for five or nine digits.

    Empty also for no entry.
    """
    return "" if _is_accepted(zip_to_store, text) else tr("Five digits, or nine as in 78205-1234.")


def _is_accepted(to_store: Callable[[str], str], text: str) -> bool:
    try:
        to_store(text)
    except RuleBroken:
        return False
    return True
