"""The row of a derived value below the readings it is computed from."""

from __future__ import annotations

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.derived_values import derived_value
from ptc_app.domain.measurement.formula_definitions import DerivedQuantity
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.reading_checks import accepted_readings
from ptc_app.domain.measurement.readings import MeasurementEntries
from ptc_app.ui.measurement.measurement_texts import NO_VALUE, ReadingKey
from ptc_app.ui.measurement.reading_row_notes import ReadingRowNotes
from ptc_app.ui.widgets.labels import body_label, bold_label


class DerivedRow:
    """The widgets of one derived value: `label`, `value` with its unit, and `notes` for problems.

    It is no widget itself: the grid that makes it lays them out.
    """

    def __init__(
        self, protocol: MeasurementProtocol, derived: DerivedQuantity, language: str
    ) -> None:
        self._protocol = protocol
        self._derived = derived
        self._name = localized(derived.label, language)
        self.label = body_label(self._name)
        self.value = bold_label("")
        self.notes = ReadingRowNotes()

    def show_readings(self, readings: MeasurementEntries) -> None:
        """Compute the derived value of these readings and show it; a dash while it has none.

        A reading that is refused counts for nothing.
        """
        accepted = accepted_readings(self._protocol, readings)
        value = derived_value(self._protocol, accepted, self._derived)
        shown = NO_VALUE if value is None else f"{value:f}"
        self.value.setText(f"{shown} {self._derived.unit}".rstrip())
        self.value.setAccessibleName(f"{self._name}: {self.value.text()}")

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        """Show the problem under this value's key with replicate 1, or remove the one shown."""
        self.notes.show_problems(problems.get(ReadingKey(self._derived.code, 1), ""))
