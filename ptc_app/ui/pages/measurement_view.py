"""Bringing into view what the person is to look at next."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def focus(widget: QWidget) -> None:
    """The keyboard goes there, and the eye with it."""
    widget.setFocus()
    reveal(widget)


def reveal(widget: QWidget) -> None:
    """Scroll whatever scrolls around it until it is in view, once all has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
