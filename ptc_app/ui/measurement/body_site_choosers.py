"""Drop-down lists to choose the body site where a measurement group is taken."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.protocol import MeasurementGroup
from ptc_app.domain.measurement.readings import OpenedMeasurement
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.object_names import with_object_name


class BodySiteChoosers(QObject):
    """A drop-down list for each measurement group that has body sites, by step of the protocol.

    It makes the lists in `choosers`; the page puts them into its heading. Each shows the body site
    chosen so far, or the group's usual one; `chosen` is emitted when a person chooses another.
    """

    chosen = Signal(str, str)
    """Emitted with the code of the group and that of the body site when a person chooses one."""

    def __init__(self, measurement: OpenedMeasurement, tr: Localizer) -> None:
        super().__init__()
        self._of_steps: list[tuple[int, DropDown]] = []
        for index, step in enumerate(measurement.protocol.steps):
            for group in step.groups:
                if group.body_sites:
                    usual = measurement.readings.body_site(group)
                    self._of_steps.append((index, self._chooser(group, usual, tr)))

    @property
    def choosers(self) -> tuple[DropDown, ...]:
        """The drop-down lists of all steps, in the order of the protocol."""
        return tuple(chooser for _, chooser in self._of_steps)

    def show_step(self, index: int) -> None:
        """Show the lists of the step with this index, counted from 0, and hide the others."""
        for step, chooser in self._of_steps:
            chooser.setVisible(step == index)

    def _chooser(self, group: MeasurementGroup, chosen: str | None, tr: Localizer) -> DropDown:
        chooser = with_object_name(
            DropDown(name=tr("Where it is measured")), f"measure.body-site:{group.code}"
        )
        for site in group.body_sites:
            chooser.addItem(localized(site.label, tr.language), site.code)
        chooser.setCurrentIndex(chooser.findData(chosen))
        chooser.activated.connect(partial(self._emit_chosen, group.code, chooser))
        return chooser

    def _emit_chosen(self, group: str, chooser: DropDown, _index: int) -> None:
        self.chosen.emit(group, chooser.currentData())
