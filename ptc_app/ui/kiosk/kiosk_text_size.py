"""The text size of the whole application while a participant uses the kiosk."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ptc_app.ui import theme
from ptc_app.ui.theme import ThemeLook, current_look

TEXT_SIZES = (1.0, 1.25, 1.5, 2.0)
"""The text scales a participant can choose, smallest first; 1.0 is 100 %."""


LARGE_TEXT = 1.5
"""The text scale from which type is very large."""


def enlarge_text() -> None:
    """Set the text of the whole application to the next larger of TEXT_SIZES, 100 to 200 %.

    After the largest follows the smallest; the theme stays.
    """
    look = current_look()
    larger = (size for size in TEXT_SIZES if size > look.text_scale)
    _apply(ThemeLook(look.theme, next(larger, TEXT_SIZES[0])))


def restore_text_size(look: ThemeLook, _gone: object = None) -> None:
    """Set theme and text size of the application to `look`, the one before the kiosk was used.

    `_gone` is unused: a slot of QObject.destroyed takes it.
    """
    if current_look() != look:
        _apply(look)


def _apply(look: ThemeLook) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply_theme(app, look.theme, look.text_scale)
