"""The error text of a field of the registration form; empty where the entry can be right."""

from __future__ import annotations

from collections.abc import Callable

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.participants.us_address import state_to_store, zip_to_store
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.phone_and_email import email_to_store, phone_to_store
from ptc_app.ui.widgets.date_field import DateField, DateProblem


def date_error(field: DateField, tr: Localizer) -> str:
    """Return the translated text of what is missing or impossible; empty where it is a date."""
    return {
        DateProblem.NONE: "",
        DateProblem.EMPTY: tr("Enter the full date, with a 4-digit year."),
        DateProblem.PARTIAL: tr("Enter the full date, with a 4-digit year."),
        DateProblem.NOT_DIGITS: tr("Write day and year with the digits 0 to 9."),
        DateProblem.IMPOSSIBLE: tr("There is no such day."),
    }[field.problem()]


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
