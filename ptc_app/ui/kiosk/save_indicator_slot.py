"""The space in a kiosk page's foot where the save indicator stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ptc_app.ui.theme import Audience, current_look, grid_space
from ptc_app.ui.widgets.labels import caption_label
from ptc_app.ui.widgets.save_indicator import SaveIndicator, SaveState

_TWO_LINES = 0.6
"""How much of its width a sentence takes in two lines."""


class SaveIndicatorSlot(QWidget):
    """A SaveIndicator in a fixed space of the foot, so that no button moves when it changes."""

    def __init__(self) -> None:
        super().__init__()
        self._tick = SaveIndicator(scale=Audience.KIOSK)
        self._tick.setParent(self)
        self._usual = caption_label("", scale=Audience.KIOSK)
        self._usual.setParent(self)
        self._usual.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        look = current_look()
        text, mark = self._usual.sizeHint().width(), look.icon(Audience.KIOSK) + grid_space()
        width = round(text * _TWO_LINES) + mark if self._usual.text() else 0
        return QSize(width, look.target(Audience.KIOSK))

    def show_state(self, state: SaveState, text: str = "") -> None:
        """Show this state with its translated text, see SaveIndicator."""
        self._tick.show_state(state, text)
        self._place()

    def text(self) -> str:
        """Return the text shown; empty for none."""
        return self._tick.text()

    def reserve(self, text: str) -> None:
        """Reserve the space this text takes in two lines; call it again for another language."""
        self._usual.setText(text)
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        width = min(self._tick.sizeHint().width(), self.width())
        self._tick.setGeometry((self.width() - width) // 2, 0, width, self.height())
