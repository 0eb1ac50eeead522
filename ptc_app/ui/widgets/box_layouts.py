"""Widgets beside one another or below, without a frame."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.flow_layout import FlowLayout


def wrapping_row(*widgets: QWidget) -> QWidget:
    """In one line, and in the next where it is full."""
    box = QWidget()
    flow = FlowLayout(box, gap=grid_space())
    for widget in widgets:
        flow.addWidget(widget)
    return box


def vertical_box(*widgets: QWidget, gap: float = 1) -> QWidget:
    """One below the other; `gap` in steps of the grid."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(grid_space(gap))
    for widget in widgets:
        column.addWidget(widget)
    return box


def clear_layout(layout: QBoxLayout) -> None:
    """Nothing of what was in there is left or seen."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
