"""Names and phone numbers in the form in which they are compared and searched."""

from __future__ import annotations

import unicodedata


def fold_text(text: str) -> str:
    """Text for comparison and search: case folded, no diacritics, letters and digits only."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = (char if char.isalnum() else " " for char in decomposed if not _is_mark(char))
    return " ".join("".join(kept).split())


def phone_digits(phone: str) -> str:
    """The ten digits of a US phone number, or all digits where they are not ten.

    Digits of an extension ("ext. 123") are left out.
    """
    digits = "".join(char for char in phone.partition("ext")[0] if char.isdigit())
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits  # noqa: PLR2004


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"
