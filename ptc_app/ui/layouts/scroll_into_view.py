"""Scrolls widgets into view."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def focus_and_reveal(widget: QWidget) -> None:
    """Give this widget the keyboard focus now, and scroll it into view after the next layout."""
    widget.setFocus()
    scroll_into_view(widget)


def scroll_into_view(widget: QWidget) -> None:
    """Scroll every scroll area around this widget until it is visible, after the next layout.

    Returns at once. Does nothing if the widget was deleted meanwhile.
    """
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
