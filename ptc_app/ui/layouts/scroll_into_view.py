"""Scrolls widgets into view."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ptc_app.ui.theme import grid_space


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


def show_whole(area: QScrollArea, widget: QWidget) -> None:
    """Scroll this area until all of a widget in it is visible, with a gap around it, now.

    Qt itself shows no more than the cursor of a field. That is done here, too, where the field is
    higher than the area.
    """
    content, spare = area.widget(), area.viewport().height() - widget.height()
    if content is None or spare < 0:
        area.ensureWidgetVisible(widget)
        return
    middle = widget.mapTo(content, widget.rect().center())
    margin = widget.height() // 2 + 1 + min(grid_space(2), spare // 2)
    area.ensureVisible(middle.x(), middle.y(), 0, margin)
