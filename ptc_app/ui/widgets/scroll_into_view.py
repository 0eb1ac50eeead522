"""What fits in view, and bringing there what the person is to look at next."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ptc_app.ui.theme import current_look

_LARGE_TEXT = 1.5


def is_text_large() -> bool:
    """Whether a row of readings has no room for all its cells side by side."""
    return current_look().text_scale >= _LARGE_TEXT


def focus_and_reveal(widget: QWidget) -> None:
    """The keyboard goes there, and the eye with it."""
    widget.setFocus()
    scroll_into_view(widget)


def scroll_into_view(widget: QWidget) -> None:
    """Scroll whatever scrolls around it until it is in view, once all has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
