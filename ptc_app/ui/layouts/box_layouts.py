"""Containers without a frame that lay widgets out side by side or below one another."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from ptc_app.ui.layouts.flow_layout import FlowLayout
from ptc_app.ui.theme import grid_space


def wrapping_row(*widgets: QWidget) -> QWidget:
    """Return a container with these widgets side by side, wrapping to further lines.

    They stand one step of the spacing grid apart; the container becomes their parent.
    """
    box = QWidget()
    flow = FlowLayout(box, gap=grid_space())
    for widget in widgets:
        flow.addWidget(widget)
    return box


def clear_layout(layout: QBoxLayout) -> None:
    """Remove all items of this layout; its widgets are hidden, and deleted later by Qt.

    Layouts inside it are removed, but their widgets are neither hidden nor deleted.
    """
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
