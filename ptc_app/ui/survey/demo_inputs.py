"""Answers a question of each type in the demo, by input to the controls of its editor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from ptc_app.domain.survey.answer_types import DECIMAL
from ptc_app.domain.survey.compiled_form import FormItem, FormOption
from ptc_app.ui.survey.answer_editor import control_name
from ptc_app.ui.survey.choice_editors import options_by_key

_DAY = date(2025, 6, 9)
_TEXT = "San Antonio"


class InputDriver(Protocol):
    """Mouse and keyboard input to visible controls by their object names.

    Provided by WindowDriver.
    """

    def press(self, what: str) -> None:
        """Click the button with this object name."""
        ...

    def type(self, name: str, text: str) -> None:
        """Replace the text of the field with this object name."""
        ...

    def choose(self, name: str, index: int) -> None:
        """Select the entry with this index, from 0, of the drop-down list with this object name."""
        ...


def press_first_option(driver: InputDriver, item: FormItem, options: Sequence[FormOption]) -> str:
    """Press the card of the first of these options, and return its key."""
    key = next(iter(options_by_key(options)))
    driver.press(control_name(item.link_id, key))
    return key


def choose_first_option(driver: InputDriver, item: FormItem, options: Sequence[FormOption]) -> str:
    """Select the first of these options in the drop-down list, and return its key."""
    driver.choose(control_name(item.link_id), 1)
    return next(iter(options_by_key(options)))


def type_number(driver: InputDriver, item: FormItem) -> str:
    """Type 3 (7.5 for a decimal), or the item's minimum if greater; return the text."""
    usual = Decimal("7.5") if item.answer_types == (DECIMAL,) else 3
    number = max(usual, item.minimum) if isinstance(item.minimum, int | Decimal) else usual
    return _typed(driver, item, f"{number}")


def enter_date(driver: InputDriver, item: FormItem) -> str:
    """Fill in day, month and year of 9 June 2025, and return the date in ISO form."""
    driver.type(control_name(item.link_id, "day"), str(_DAY.day))
    driver.choose(control_name(item.link_id, "month"), _DAY.month)
    driver.type(control_name(item.link_id, "year"), str(_DAY.year))
    return _DAY.isoformat()


def type_text(driver: InputDriver, item: FormItem) -> str:
    """Type the example of the item's entry format, or a fixed text without one, and return it."""
    return _typed(driver, item, item.entry_format or _TEXT)


def _typed(driver: InputDriver, item: FormItem, text: str) -> str:
    driver.type(control_name(item.link_id), text)
    return text
