"""The buttons of the decision at the end of a consent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ptc_app.domain.consent import ConsentDecision
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.buttons import primary_button, secondary_button
from ptc_app.ui.widgets.object_names import with_object_name


class DecisionButtons(QWidget):
    """A row with the buttons of the decisions: no, later, yes; yes at the right edge.

    It stands in the page and not in the frame's foot, where Next was a moment ago.
    """

    decided = Signal(object)
    """Emitted with the ConsentDecision whose button was pressed."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__()
        row = FlowLayout(self, gap=grid_space(1.5), spread=SpareWidth.BEFORE_LAST)
        no = secondary_button(tr("I do not agree"), scale=Audience.KIOSK)
        later = secondary_button(tr("Decide later"), scale=Audience.KIOSK)
        yes = primary_button(tr("I agree and sign"), scale=Audience.KIOSK)
        for button, name, decision in (
            (no, "consent.no", ConsentDecision.NO),
            (later, "consent.later", ConsentDecision.NOT_SURE),
            (yes, "consent.yes", ConsentDecision.YES),
        ):
            button.clicked.connect(partial(self._decide, decision))
            row.addWidget(with_object_name(button, name))

    def _decide(self, decision: ConsentDecision, _checked: object = None) -> None:
        self.decided.emit(decision)
