"""Phone numbers and e-mail addresses as they are typed, stored and shown.

A number without a country code is one of the United States. Nothing is looked up on the network.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult
from phonenumbers.phonenumberutil import ndd_prefix_for_region

from ptc_app.domain.errors import RuleBroken

_REGION, _US_COUNTRY_CODE = "US", "1"
_STORED_US = re.compile(r"\+1 ([2-9]\d{2})-([2-9]\d{2})-(\d{4})", re.ASCII)
"""A number of the United States as `phone_to_store` writes it, without an extension.

Nearly all are, and a list has one in each row: to read it like any number takes a hundred times as
long.
"""

_EXTENSION = re.compile(
    r"[ ,;]*(?:extensi[oó]n|ext|x|#)[.:= ]*(\d{1,7})#?", re.ASCII | re.IGNORECASE
)
_EXIT_CODE = "011"
"""What is dialed in the United States before the country code of another country."""


def phone_to_store(typed: str) -> str:
    """The number as "+1 210-555-0142", with "ext. 123" where it has an extension; "" for a blank.

    A number without a country code is one of the United States. It must have as many digits as its
    country's numbers have; whether its area code is assigned is not asked, since a computer offline
    would not know the new ones. Each digit typed, 0 to 9, is in the number stored, but for an exit
    code and for the digit that is dialed only within a country. The only letters are those before
    an extension. RuleBroken (`phone-invalid`) for any other text.
    """
    if not typed.strip():
        return ""
    number = _possible_number(typed)
    if number is None or not _is_as_typed(number, typed.strip()):
        raise RuleBroken("phone-invalid")
    return _written(number, PhoneNumberFormat.INTERNATIONAL)


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
    return _written(number, style)


def email_to_store(typed: str) -> str:
    """The address with its domain in lower case (RFC 5321), in Unicode form C; "" for a blank.

    RuleBroken (`email-invalid`) for what is no address, is longer than RFC 5321 allows (64 octets
    before the @, 254 in all), whose domain is reserved as in `@example.test`, or is read as another
    than it is typed (UTS #46 reads ① as 1). Whether the domain exists is not asked.
    """
    if not typed.strip():
        return ""
    address = _valid_email(typed.strip())
    if address is None:  # raised here, without its cause, which quotes the address
        raise RuleBroken("email-invalid")
    return address


def _valid_email(text: str) -> str | None:
    try:
        found = validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError:
        return None
    local, _, domain = unicodedata.normalize("NFC", text).rpartition("@")
    typed = f"{local}@{domain.lower()}"
    return typed if typed in {found.normalized, found.ascii_email} else None


def _is_as_typed(number: PhoneNumber, typed: str) -> bool:
    """Whether a parsed number has all digits that were typed, and no letter was read as one."""
    extension = _EXTENSION.search(typed)
    before = typed[: extension.start()] if extension else typed
    if any(char.isalpha() or (char.isdigit() and not char.isascii()) for char in before):
        return False
    is_whole = extension is None or extension.end() == len(typed)
    same_extension = (number.extension or "") == (extension[1] if extension else "")
    dialed = "".join(filter(str.isdigit, before))
    return is_whole and same_extension and dialed in _dialed(number)


def _dialed(number: PhoneNumber) -> set[str]:
    """The digits by which a number is dialed: as in its country, and from the United States."""
    country = str(number.country_code)
    national = phonenumbers.national_significant_number(number)
    if country == _US_COUNTRY_CODE:
        return {national, country + national, _EXIT_CODE + country + national}
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    trunk = ndd_prefix_for_region(region, strip_non_digits=True) or ""
    whole = {country + national, country + trunk + national}
    return whole | {_EXIT_CODE + digits for digits in whole}


def _written(number: PhoneNumber, style: int) -> str:
    """The number in this style, with "ext." before its extension, whatever its country writes."""
    plain = PhoneNumber(
        country_code=number.country_code,
        national_number=number.national_number,
        italian_leading_zero=number.italian_leading_zero,
        number_of_leading_zeros=number.number_of_leading_zeros,
    )
    extension = f" ext. {number.extension}" if number.extension else ""
    return phonenumbers.format_number(plain, style) + extension


def _possible_number(text: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, _REGION)
    except NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return number if reason == ValidationResult.IS_POSSIBLE else None
