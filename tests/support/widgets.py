"""Finding a widget below another by its type and name."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

_Widget = TypeVar("_Widget", bound=QWidget)


def find_child(parent: QWidget, kind: type[_Widget], name: str) -> _Widget:
    """The widget of this type and object name below `parent`, visible or not.

    Raises AssertionError, which names what is missing, where there is none.
    """
    found = parent.findChild(kind, name)
    assert found is not None, f"no {kind.__name__} named {name!r} in {type(parent).__name__}"
    return found
