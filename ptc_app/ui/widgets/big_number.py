"""One large figure of a report with its label."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.ui.theme import use_tabular_figures
from ptc_app.ui.widgets.labels import Tone, WrappingLabel, muted_label


class BigNumber(QWidget):
    """A large figure below its label; the accessible name is "label: figure".

    `number` is the figure as it is shown, already formatted; `tone` gives its colour.
    """

    def __init__(self, label: str, number: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._label = label
        self._number = WrappingLabel(number, "big-number")
        use_tabular_figures(self._number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(muted_label(label))
        column.addWidget(self._number)
        self.show_number(number, tone)

    def show_number(self, number: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show this formatted figure in place of the one before, in the colour of the tone."""
        self._number.setText(number)
        self._number.set_tone(tone)
        self.setAccessibleName(f"{self._label}: {number}")
