"""Buttons that make a count one less or one more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ptc_app.domain.survey.answer_types import INTEGER
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.flow_layout import FlowLayout
from ptc_app.ui.survey.answer_editor import control_name
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.buttons import Button, secondary_button
from ptc_app.ui.widgets.object_names import with_object_name

_FIRST_YEAR = 1000
"""Whole numbers from here on are years and the like, which nobody counts."""


class CountSteps(QWidget):
    """A field for a count between two buttons, one less and one more."""

    stepped = Signal(int)
    """Emitted with -1 or 1 when a button is pressed."""

    def __init__(self, field: QWidget, link_id: str, tr: Localizer) -> None:
        """`link_id`: of the question; `field` becomes a child of this widget."""
        super().__init__()
        less = _step_button("minus", tr("One less"), control_name(link_id, "less"))
        more = _step_button("plus", tr("One more"), control_name(link_id, "more"))
        less.clicked.connect(partial(self._step, -1))
        more.clicked.connect(partial(self._step, 1))
        row = FlowLayout(self, gap=grid_space(1.5))
        for part in (less, field, more):
            row.addWidget(part)

    def _step(self, by: int, _checked: object = None) -> None:
        self.stepped.emit(by)


def is_count(item: FormItem) -> bool:
    """Whether a question asks how many: it takes whole numbers only, and begins below 1000."""
    least = item.minimum if isinstance(item.minimum, int) else 0
    return item.answer_types == (INTEGER,) and least < _FIRST_YEAR


def stepped_count(item: FormItem, number: int | None, by: int) -> int:
    """Return the count after a step from `number`, None for an empty field, within the limits.

    Without a minimum it is at least 0.
    """
    least = item.minimum if isinstance(item.minimum, int) else 0
    most = item.maximum if isinstance(item.maximum, int) else None
    count = max(least, (number or 0) + by)
    return count if most is None else min(count, most)


def _step_button(icon: str, name: str, object_name: str) -> Button:
    button = with_object_name(secondary_button("", icon=icon, scale=Audience.KIOSK), object_name)
    button.setProperty("compact", "true")
    button.setAccessibleName(name)
    return button
