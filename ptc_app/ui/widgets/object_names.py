"""Names by which a control is found: by whoever drives the window, and by tests."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

_W = TypeVar("_W", bound=QWidget)


def with_object_name(widget: _W, name: str) -> _W:
    """The widget, known by this name."""
    widget.setObjectName(name)
    return widget
