"""What is said beside a line that nobody could read back."""

from __future__ import annotations

from ptc_app.domain.text import is_plain_text
from ptc_app.ui.i18n import Words


def plain_problem(text: str, words: Words) -> str:
    """How to mend what cannot be kept as it stands, or nothing."""
    if is_plain_text(text):
        return ""
    return words("Something in this cannot be seen or saved. Type it again.")
