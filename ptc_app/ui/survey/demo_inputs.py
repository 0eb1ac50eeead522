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
    """Port: mouse and keyboard input to visible controls by their object names.

    WindowDriver provides it; it raises ControlNotFound where no visible control has the name.
    """

    def press(self, what: str) -> None:
        """Click the button with this object name."""
        ...

    def type(self, name: str, text: str) -> None:
        """Replace the text of the field with this object name by typing."""
        ...

    def choose(self, name: str, index: int) -> None:
        """Select the entry with this index, from 0, of the drop-down list with this object name."""
        ...


def press_first_option(driver: InputDriver, item: FormItem, options: Sequence[FormOption]) -> str:
    """Press the card of the first of these options in the editor of `item`, and return its key.

    The key is that of `options_by_key`. StopIteration where there are no options.
    """
    key = next(iter(options_by_key(options)))
    driver.press(control_name(item.link_id, key))
    return key


def choose_first_option(driver: InputDriver, item: FormItem, options: Sequence[FormOption]) -> str:
    """Select the first of these options in the drop-down list of `item`, and return its key.

    The key is that of `options_by_key`. StopIteration where there are no options.
    """
    driver.choose(control_name(item.link_id), 1)
    return next(iter(options_by_key(options)))


def type_number(driver: InputDriver, item: FormItem) -> str:
    """Type 3, or 7.5 for a decimal, in the field of `item`, and return the text typed.

    The item's minimum is typed where it is greater.
    """
    usual = Decimal("7.5") if item.answer_types == (DECIMAL,) else 3
    number = max(usual, item.minimum) if isinstance(item.minimum, int | Decimal) else usual
    return _typed(driver, item, f"{Decimal(number):f}")


def enter_date(driver: InputDriver, item: FormItem) -> str:
    """Enter day, month and year of 9 June 2025 in the editor of `item`; return it as ISO date."""
    driver.type(control_name(item.link_id, "day"), str(_DAY.day))
    driver.choose(control_name(item.link_id, "month"), _DAY.month)
    driver.type(control_name(item.link_id, "year"), str(_DAY.year))
    return _DAY.isoformat()


def type_text(driver: InputDriver, item: FormItem) -> str:
    """Type the item's entry format, which is an example of an answer, and return it.

    A fixed text where the item has none.
    """
    return _typed(driver, item, item.entry_format or _TEXT)


def _typed(driver: InputDriver, item: FormItem, text: str) -> str:
    driver.type(control_name(item.link_id), text)
    return text
