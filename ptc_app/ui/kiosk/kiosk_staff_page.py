"""The pages between a participant's form and the staff: a way back, and a call for help."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.icon_disc import IconDisc
from ptc_app.ui.kiosk.kiosk_cover import KioskCover
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import Audience, current_look, grid_space
from ptc_app.ui.widgets.buttons import Button, link_button, primary_button, secondary_button
from ptc_app.ui.widgets.labels import caption_label, muted_label, title_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.screen_reader import announce_name

_WIDTH = 900
"""Pixels of the column: the sentences stand in one line at 100 % text."""


_HEIGHT_WITH_DISC = 680
"""Pixels of a window's height, at 100 % text, from which the page has room for the disc."""


class KioskStaffPage(KioskCover):
    """Asks a participant who pressed Staff what they need; the form is kept as it was below it.

    "Back to my form" shows the form again, "I need help" says to raise a hand and records the call,
    and "I am staff" asks for the staff code. The texts are in the language of `tr`, that of the
    form. Esc goes back to the form.
    """

    def __init__(self, context: PageContext, visit_id: VisitId, tr: Localizer) -> None:
        super().__init__(width=_WIDTH)
        self._context = context
        self._tr = tr
        routes = context.routes.kiosk
        self._disc = IconDisc("users")
        self._title = title_label(tr("Do you need the staff?"), scale=Audience.KIOSK)
        self._text = muted_label(tr("Your form stays as it is."), scale=Audience.KIOSK)
        self._called = caption_label("", scale=Audience.KIOSK)
        self._back = resume_button(tr("Back to my form"))
        self._help = with_object_name(
            secondary_button(tr("I need help"), icon="hand", scale=Audience.KIOSK), "kiosk.help"
        )
        staff = with_object_name(
            link_button(tr("I am staff"), icon="lock", scale=Audience.KIOSK), "kiosk.is-staff"
        )
        self._back.clicked.connect(routes.resume)
        self._help.clicked.connect(self._ask_help)
        staff.clicked.connect(partial(routes.ask_code, visit_id, tr))
        self.add_centered(
            self._disc, self._title, self._text, _equally_wide(self._back, self._help)
        )
        self.set_foot(self._called, staff)
        self._back.setFocus()

    def _ask_help(self) -> None:
        """Say to raise a hand, which is true whoever hears of it, and record the call."""
        tr = self._tr
        self._disc.show_icon("hand")
        self._title.setText(tr("Please raise your hand"))
        self._text.setText(
            tr("A staff member will come. You can wait here or go on with your form.")
        )
        self._help.hide()
        self._back.setFocus()
        announce_content(self)
        announce_name(self._title)
        self._context.routes.kiosk.call_staff(self, self._show_call)

    def _show_call(self, at: datetime) -> None:
        time = self._tr.time_text(self._context.local(at))
        self._called.setText(self._tr("You asked for help at {time}", time=time))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The disc gives way where words and buttons need the height."""
        super().resizeEvent(event)
        self._disc.setVisible(self.height() >= current_look().scaled(_HEIGHT_WITH_DISC))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the form."""
        if event.key() == Qt.Key.Key_Escape:
            self._back.click()
        else:
            super().keyPressEvent(event)


def resume_button(text: str) -> Button:
    """Return the main button of a cover, which leads back to the form."""
    return with_object_name(primary_button(text, scale=Audience.KIOSK), "kiosk.resume")


def _equally_wide(*buttons: Button) -> QWidget:
    """The buttons one below the other, each as wide as the widest."""
    pair = QWidget()
    rows = QVBoxLayout(pair)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(grid_space(2))
    for button in buttons:
        rows.addWidget(button)
    return pair
