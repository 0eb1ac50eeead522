"""Object names of controls, by which the demo and the tests find them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

_W = TypeVar("_W", bound=QWidget)


def with_object_name(widget: _W, name: str) -> _W:
    """Set the object name of this widget and return the same widget."""
    widget.setObjectName(name)
    return widget
