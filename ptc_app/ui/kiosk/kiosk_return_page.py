"""The page on which staff take the workstation back from the participant, with a staff code."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.centred_column import center_column
from ptc_app.ui.messages.error_messages import participant_message
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import Tone, muted_label, title_label
from ptc_app.ui.widgets.object_names import with_object_name

_GUESSES = 5
"""Wrong codes until the machine locks."""
_WIDTH = 640
"""Pixels of the column in the middle; a line of large type stays easy to read."""


class KioskReturnPage(QFrame):
    """The page that thanks the participant and asks for the kiosk code of any practitioner.

    A right code opens the visit. After a wrong one the page says so and asks again; the fifth wrong
    one locks the workstation. Each code that is tried is written to the audit trail; an empty one
    is not tried. The texts are in the language of `tr`, which the participant used last.
    """

    def __init__(self, context: PageContext, visit_id: VisitId, tr: Localizer) -> None:
        super().__init__()
        self.setProperty("look", "page-kiosk")
        self._context = context
        self._visit_id = visit_id
        self._tr = tr
        self._is_busy = False
        self._wrong = 0
        self._idle = Banner(scale=Audience.KIOSK)
        self._code = with_object_name(QLineEdit(), "kiosk.code")
        self._code.setProperty("scale", "kiosk")
        self._code.setEchoMode(QLineEdit.EchoMode.Password)
        self._code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._code.returnPressed.connect(self._try)
        self._field = LabelledField(tr("Staff code"), self._code, scale=Audience.KIOSK)
        self._open = with_object_name(
            primary_button(tr("Back to staff"), scale=Audience.KIOSK), "kiosk.take-back"
        )
        self._open.clicked.connect(self._try)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(3))
        column.addWidget(self._idle)
        column.addWidget(title_label(tr("Thank you"), scale=Audience.KIOSK))
        column.addWidget(
            muted_label(
                tr("Please give the tablet or computer back to the staff."),
                scale=Audience.KIOSK,
            )
        )
        column.addSpacing(grid_space(2))
        column.addWidget(self._field)
        column.addWidget(self._open)
        center_column(self, inner, _WIDTH)
        self._code.setFocus()

    def show_idle_warning(self, text: str) -> None:
        """Show this translated warning of the idle lock until it is cleared."""
        self._idle.show_message(Tone.WARN, text)

    def clear_idle_warning(self) -> None:
        """Remove the warning of the idle lock; does nothing where none is shown."""
        self._idle.clear()

    def _try(self) -> None:
        """Check the code, one at a time: each attempt is audited and takes an Argon2id hash."""
        if self._is_busy:
            return
        code = self._code.text()
        if not code:
            self._refuse(self._tr("Type the code of the staff."))
            return
        self._is_busy = True
        self._open.setText(self._tr("Looking at the code…"))
        work = partial(self._context.services.kiosk.take_back, self._visit_id, code)
        self._context.store.run(self, work, self._tried, self._show_error)

    def _tried(self, holds: bool) -> None:  # noqa: FBT001 - the answer of the service
        if holds:
            self._context.routes.visit(self._visit_id)
            return
        self._wrong += 1
        if self._wrong == _GUESSES:
            self._context.routes.lock()
            return
        self._refuse(self._tr("This is not a staff code. Ask the staff."))

    def _show_error(self, error: PtcError) -> None:
        message = participant_message(error, self._tr)
        self._refuse(f"{message.title}. {message.action}")

    def _refuse(self, why: str) -> None:
        self._is_busy = False
        self._open.setText(self._tr("Back to staff"))
        self._code.setText("")  # not clear(), which undo takes back
        self._field.show_problem("")
        self._field.show_problem(why)
        self._code.setFocus()
