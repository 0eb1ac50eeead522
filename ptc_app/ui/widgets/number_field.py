"""An entry field for a measured number with its unit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ptc_app.ui.theme import Audience, grid_space, set_style_properties, use_tabular_figures
from ptc_app.ui.widgets.labels import muted_label


class NumberField(QWidget):
    """A line for a decimal number, with its unit behind it; any text may be typed and stays.

    `name` with the unit is the accessible name. `digits` is how wide the line is; it is no limit.
    `read` returns the number a text stands for, None where it is none. `edit` is the line; at each
    edit by a person `entered` is emitted with the Decimal, or None.
    """

    entered = Signal(object)
    """Emitted at each edit by a person, with the number as Decimal, or None for any other text."""

    def __init__(
        self,
        *,
        name: str,
        read: Callable[[str], Decimal | None],
        unit: str = "",
        digits: int = 6,
        scale: Audience = Audience.STAFF,
    ) -> None:
        super().__init__()
        self._name = name
        self._read = read
        self.edit = _DigitsEdit(digits)
        self.edit.setProperty("look", "number")
        self.edit.setProperty("scale", scale.value)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        use_tabular_figures(self.edit)
        self._unit = muted_label(unit, scale=scale)
        self.edit.textEdited.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space())
        row.addWidget(self.edit)
        row.addWidget(self._unit)
        self._unit.setVisible(bool(unit))  # now that it is no window of its own
        row.addStretch(1)
        self.setFocusProxy(self.edit)
        self.setAccessibleName(f"{name}, {unit}" if unit else name)

    def setAccessibleName(self, name: str) -> None:
        """Set the name of the field and of its line; the unit is not added."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Set the description of the field and of its line."""
        super().setAccessibleDescription(description)
        self.edit.setAccessibleDescription(description)

    def set_unit(self, unit: str) -> None:
        """Show this unit behind the line, and add it to the accessible name."""
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self.setAccessibleName(f"{self._name}, {unit}" if unit else self._name)

    def text(self) -> str:
        """Return the text as it was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show this text in place of the one before; `entered` is not emitted."""
        self.edit.setText(text)

    def value(self) -> Decimal | None:
        """Return the number typed; None where the text is not one."""
        return self._read(self.edit.text())

    def show_problem(self, *, wrong: bool) -> None:
        """Draw the line as wrong, or as usual again; shows no text."""
        set_style_properties(self.edit, problem="true" if wrong else "false")

    def _tell(self, text: str) -> None:
        self.entered.emit(self._read(text))


class _DigitsEdit(QLineEdit):
    """A line edit as wide as its number of digits."""

    def __init__(self, digits: int) -> None:
        super().__init__()
        self._digits = digits
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        digits = self.fontMetrics().horizontalAdvance("8" * self._digits)
        return QSize(digits + grid_space(5), super().minimumSizeHint().height())
