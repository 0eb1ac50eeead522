"""The sentence about a typed text that is no number, or may be read as two."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.i18n.typed_number import typed_number


def typed_number_problem(text: str, tr: Localizer) -> str:
    """Return how to write the number, as a translated sentence; "" where `text` is one.

    A text that may be read as two numbers (1,000) is asked about with both.
    """
    typed = typed_number(text, tr.language)
    if typed.value is not None:
        return ""
    if typed.readings:
        return two_readings_text(typed.readings[0], typed.readings[-1], tr)
    return tr("Write the number in digits alone, as in 1500 or 7.5.")


def two_readings_text(one: str, other: str, tr: Localizer) -> str:
    """Return a translated sentence that asks which of these two numbers was meant."""
    return tr("This can be read as {one} or as {other}. Write it as one of the two.",
              one=one, other=other)  # fmt: skip
