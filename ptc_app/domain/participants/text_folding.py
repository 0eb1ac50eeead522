"""Names and phone numbers in the form in which they are compared and searched."""

from __future__ import annotations

import re
import unicodedata

from ptc_app.domain.participants.latin_letters import PLAIN_LETTERS, SPELLED_OUT

US_PHONE_DIGITS = 10
"""Digits of a US phone number, without its country code 1."""
_EXIT_CODE = re.compile(r"(?:011|00)(?=\d{8})")
"""What is dialed before the country code, from the United States and from elsewhere."""
_NOT_DIALED = re.compile(
    r"\(0\)|(?<=\d{4})[\s,;]*(?:extension|ext[.:=]?|x|#)\s*\d{1,7}(?!\S)", re.IGNORECASE
)
"""An extension at the end of a number, and the (0) that is dialed only within a country."""

_LEFT_OUT = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Unicode categories of combining marks and of format characters, which cannot be seen."""


def fold_text(text: str) -> str:
    """A text in the form in which it is compared and searched: words with single spaces between.

    Case folded, without diacritics, Latin letters as the plain letters of `PLAIN_LETTERS`, digits
    of any script as 0 to 9; combining marks and invisible format characters are left out, anything
    but letters and digits separates words: "O'Brien-Núñez" is "o brien nunez", "Łucja" is "lucja".
    Folding a folded text changes nothing.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(map(_folded, decomposed)).split())


def squash_text(text: str) -> str:
    """The words of a folded text written together: "De la Cruz" and "DelaCruz" are "delacruz"."""
    return fold_text(text).replace(" ", "")


def folded_spellings(text: str) -> tuple[str, ...]:
    """The folded text, and where it differs the one with ä, ö, ü, å and ø written as two letters.

    "Müller" is "muller" and "mueller".
    """
    composed = unicodedata.normalize("NFC", text)
    spelled_out = composed.translate(SPELLED_OUT)
    folded = fold_text(text)
    return (folded,) if spelled_out == composed else (folded, fold_text(spelled_out))


def without_extension(text: str) -> str:
    """A typed text without the extension of a phone number in it, and without "(0)"."""
    return _NOT_DIALED.sub(" ", text)


def phone_digits(phone: str) -> str:
    """The ten digits of a US phone number, or all digits where they are not ten; "" without any.

    A leading country code 1 is left out, as are an exit code (011 or 00), "(0)" and an extension.
    """
    digits = "".join(char for char in fold_text(without_extension(phone)) if char.isdigit())
    dialed = _EXIT_CODE.sub("", digits, count=1) if _EXIT_CODE.match(digits) else digits
    has_country_code = len(dialed) == US_PHONE_DIGITS + 1 and dialed.startswith("1")
    return dialed[1:] if has_country_code else dialed


def _folded(char: str) -> str:
    """The plain form of one decomposed, case folded character; " " for what separates words."""
    if char in PLAIN_LETTERS:
        return PLAIN_LETTERS[char]
    if char.isalpha():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isalnum():
        return char
    return "" if unicodedata.category(char) in _LEFT_OUT else " "
