"""Removes all items of a layout."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def clear_layout(layout: QLayout) -> None:
    """Remove all items of this layout; its widgets are hidden, and deleted later by Qt.

    Layouts inside it are removed, but their widgets are neither hidden nor deleted.
    """
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
