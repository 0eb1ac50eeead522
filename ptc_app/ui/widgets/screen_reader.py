"""Announcements to screen readers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce_name(widget: QWidget) -> None:
    """Have a screen reader read the accessible name of this widget now.

    Does nothing where no screen reader runs.
    """
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # large; the first page says nothing

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
