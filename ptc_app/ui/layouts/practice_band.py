"""The band above every page of a practice site."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSizePolicy, QWidget

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.labels import WrappingLabel

_STRIPE = 4
"""Steps of the spacing grid that a stripe is wide."""


class PracticeBand(QWidget):
    """Says in words, pattern and colour that nothing here is real; on every page of such a site.

    Empty until `say_in`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name = WrappingLabel("", "practice-name")
        self._name.setWordWrap(False)
        self._name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._meaning = WrappingLabel("", "practice")
        row = QHBoxLayout(self)
        row.setContentsMargins(grid_space(2), grid_space(), grid_space(2), grid_space())
        row.setSpacing(grid_space())
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(_on_plain_ground(self._meaning), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)

    def say_in(self, tr: Localizer) -> None:
        """Show the text in the language of `tr`."""
        self._name.setText(tr("PRACTICE"))
        self._meaning.setText(
            tr(
                "Invented people only. Nothing here is real, and nothing reaches the real central"
                " system."
            )
        )
        self.setAccessibleName(tr("Practice"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Slanting stripes of two yellows, with a line below."""
        look, painter = current_look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("practice_light"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("practice"))
        width, height = grid_space(_STRIPE), self.height()
        for left in range(-height, self.width(), 2 * width):
            corners = ((left, height), (left + width, height))
            slanted = ((left + width + height, 0), (left + height, 0))
            painter.drawPolygon(QPolygonF([QPointF(*at) for at in (*corners, *slanted)]))
        painter.fillRect(0, height - 2, self.width(), 2, look.colour("practice_ink"))


def say_practice(window: QMainWindow, tr: Localizer) -> None:
    """Show band and title of a practice site's window in the language of `tr`; else do nothing."""
    band = window.menuWidget()
    if isinstance(band, PracticeBand):
        band.say_in(tr)
        window.setWindowTitle(f"{tr('PRACTICE')} · {tr('Participant Technology Center')}")


def _on_plain_ground(label: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "practice")
    row = QHBoxLayout(frame)
    row.setContentsMargins(grid_space(), 0, grid_space(), 0)
    row.addWidget(label)
    return frame
