"""Phone numbers and e-mail addresses as they are typed, stored and shown.

A number without a country code is one of the United States. Nothing is looked up on the network.
"""

from __future__ import annotations

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from ptc_app.domain.errors import RuleBroken

_REGION = "US"
_STORED_US = re.compile(r"\+1 ([2-9]\d{2})-([2-9]\d{2})-(\d{4})", re.ASCII)
"""A number of the United States as `phone_to_store` writes it, without an extension.

Nearly all are, and a list has one in each row: to read it like any number takes a hundred times as
long.
"""


def phone_to_store(typed: str) -> str:
    """The number as "+1 210-555-0142", with "ext. 123" where it has an extension; "" for a blank.

    A number without a country code is one of the United States. It must have as many digits as its
    country's numbers have; whether its area code is assigned is not asked, since a computer offline
    would not know the new ones. Digits are 0 to 9, and no words stand before it. RuleBroken
    (`phone-invalid`) for any other text.
    """
    if not typed.strip():
        return ""
    number = _possible_number(typed) if _is_written_plainly(typed.strip()) else None
    if number is None:
        raise RuleBroken("phone-invalid")
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def phone_text(phone: str) -> str:
    """A stored number for people in the United States: (210) 555-0142, +52 55 1234 5678.

    A text that is no possible number is returned as it is.
    """
    stored = _STORED_US.fullmatch(phone)
    if stored:
        return "({}) {}-{}".format(*stored.groups())
    number = _possible_number(phone)
    if number is None:
        return phone
    is_domestic = number.country_code == phonenumbers.country_code_for_region(_REGION)
    style = PhoneNumberFormat.NATIONAL if is_domestic else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def email_to_store(typed: str) -> str:
    """The address with its domain in lower case (RFC 5321); "" for a blank.

    RuleBroken (`email-invalid`) for what is no address, is longer than RFC 5321 allows (64 octets
    before the @, 254 in all), or whose domain is reserved as in `@example.test`. Whether the domain
    exists is not asked.
    """
    if not typed.strip():
        return ""
    address = _valid_email(typed.strip())
    if address is None:  # raised here, without its cause, which quotes the address
        raise RuleBroken("email-invalid")
    return address


def _valid_email(text: str) -> str | None:
    try:
        return validate_email(text, check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        return None


def _is_written_plainly(text: str) -> bool:
    """Whether nothing is left out or changed by reading it: words before it, other digits."""
    has_other_digits = any(char.isdigit() and not char.isascii() for char in text)
    return not has_other_digits and not text[:1].isalpha()


def _possible_number(text: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, _REGION)
    except NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return number if reason == ValidationResult.IS_POSSIBLE else None
