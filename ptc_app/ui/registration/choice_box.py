"""A drop-down list in which nothing is chosen at first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.object_names import with_object_name

_Data = TypeVar("_Data")


def choice_box(options: Mapping[_Data, str], name: str, object_name: str) -> DropDown:
    """Return a list of these options by their data, below an empty line whose data is None.

    `name` is its accessible name.
    """
    box = with_object_name(DropDown(name=name), object_name)
    box.addItem("", None)
    for data, text in options.items():
        box.addItem(text, data)
    return box
