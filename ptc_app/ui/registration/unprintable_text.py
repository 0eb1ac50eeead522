"""The error text for an entry with characters that cannot be read back."""

from __future__ import annotations

from ptc_app.domain.printable_text import is_printable_text
from ptc_app.i18n.translator import Translator


def unprintable_text_error(text: str, tr: Translator) -> str:
    """How to mend what cannot be kept as it stands, or nothing."""
    if is_printable_text(text):
        return ""
    return tr("Something in this cannot be seen or saved. Type it again.")
