"""The way to a page: links to the pages above it, and its own name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.layouts.flow_layout import FlowLayout
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import caption_label

_WIDEST = 320
"""Pixels, at 100 % text, of a link; a longer name is shortened there, and whole to be heard."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page on the way: its translated name, and what opens it; None for the page shown."""

    text: str
    open: Callable[[], object] | None = None


class Breadcrumb(QWidget):
    """The way to a page from left to right; a page above it is a link, its own name is text.

    `name` is its accessible name. Hidden until `show_way`, and for an empty way.
    """

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._row = FlowLayout(self, gap=grid_space(0.5))
        self.hide()

    def show_way(self, way: Sequence[Crumb]) -> None:
        """Show this way, from the uppermost page to the one shown, in place of the one before."""
        clear_layout(self._row)
        for at, crumb in enumerate(way):
            if at:
                self._row.addWidget(caption_label("›"))
            self._row.addWidget(_part(crumb))
        self.setVisible(bool(way))


def _part(crumb: Crumb) -> QWidget:
    if crumb.open is None:
        return caption_label(crumb.text)
    link, go = Button("", "crumb"), crumb.open
    link.ensurePolished()
    widest = current_look().scaled(_WIDEST)
    shown = link.fontMetrics().elidedText(crumb.text, Qt.TextElideMode.ElideRight, widest)
    link.setText(shown.replace("&", "&&"))
    link.setAccessibleName(crumb.text)
    link.clicked.connect(lambda _=False: go())
    return link
