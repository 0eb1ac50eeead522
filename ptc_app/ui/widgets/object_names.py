"""Object names of controls, by which the demo and the tests find them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

_W = TypeVar("_W", bound=QWidget)


def with_object_name(widget: _W, name: str) -> _W:
    """Set a widget's object name and return the widget."""
    widget.setObjectName(name)
    return widget
