"""The list of the units in which measures are typed, and the choice that is remembered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from ptc_app.domain.measurement.protocol import MeasurementStep
from ptc_app.domain.measurement.typed_measures import UnitSystem
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryDraftService, EntryKey
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.object_names import with_object_name

_KEY, _UNITS = EntryKey(DraftedPage.MEASUREMENT_UNITS), "units"
"""Where the choice is kept, and the name of its value."""


def remembered_units(drafts: EntryDraftService) -> UnitSystem:
    """Return the units that the signed-in practitioner chose last at this workstation.

    METRIC where none were chosen yet. Raises as `EntryDraftService.load`.
    """
    remembered = drafts.load(_KEY)
    values = remembered.values if remembered else {}
    return UnitSystem(values.get(_UNITS, UnitSystem.METRIC))


class UnitsChooser(DropDown):
    """Shows the units that are chosen, and remembers the choice of a person.

    Hidden until `show_step`.
    """

    chosen = Signal(object)
    """Emitted with the UnitSystem when a person chooses one."""

    failed = Signal(object)
    """Emitted with the PtcError where the choice could not be remembered."""

    def __init__(self, units: UnitSystem, context: PageContext) -> None:
        tr = context.tr
        super().__init__(name=tr("Units"))
        with_object_name(self, "measure.units")
        self._context = context
        self.addItem(tr("US units"), UnitSystem.US)
        self.addItem(tr("Metric units"), UnitSystem.METRIC)
        self.setCurrentIndex(self.findData(units))
        self.activated.connect(self._choose)
        self.hide()

    def show_step(self, step: MeasurementStep) -> None:
        """Show the list in a step where a second unit can be typed, and hide it in any other."""
        quantities = [quantity for group in step.groups for quantity in group.quantities]
        self.setVisible(any(quantity.typed_unit is not None for quantity in quantities))

    def _choose(self, _index: int) -> None:
        units = UnitSystem(self.currentData())
        self.chosen.emit(units)
        save = partial(self._context.services.entry_drafts.save, _KEY, {_UNITS: units.value})
        self._context.store.run(self, save, lambda _: None, self.failed.emit)
