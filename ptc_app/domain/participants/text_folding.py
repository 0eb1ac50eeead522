"""Names and phone numbers in the form in which they are compared and searched."""

from __future__ import annotations

import unicodedata


def fold_text(text: str) -> str:
    """A text in the form in which it is compared and searched: words with single spaces between.

    Case folded, without diacritics; anything but letters and digits separates words:
    "O'Brien-Núñez" is "o brien nunez".
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = (char if char.isalnum() else " " for char in decomposed if not _is_mark(char))
    return " ".join("".join(kept).split())


def phone_digits(phone: str) -> str:
    """The ten digits of a US phone number, or all digits where they are not ten; "" without any.

    A leading country code 1 is left out, and all from "ext" on.
    """
    digits = "".join(char for char in phone.partition("ext")[0] if char.isdigit())
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits  # noqa: PLR2004


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"
