"""The page on which staff take the workstation back from the participant, with a staff code."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_cover import KioskCover
from ptc_app.ui.messages.error_messages import participant_message
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.buttons import primary_button, secondary_button
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import muted_label, title_label
from ptc_app.ui.widgets.object_names import with_object_name


class KioskReturnPage(KioskCover):
    """The page that asks for the kiosk code of any practitioner, and opens the visit with it.

    At the end of a form it thanks the participant. With `may_resume` it stands over a form, which
    one of its buttons, or Esc, shows again. After a wrong code the page says so and asks again.
    Each code that is tried is written to the audit trail; an empty one is not tried. The texts are
    in the language of `tr`, which the participant used last.
    """

    def __init__(
        self, context: PageContext, visit_id: VisitId, tr: Localizer, *, may_resume: bool = False
    ) -> None:
        super().__init__()
        self._context = context
        self._visit_id = visit_id
        self._tr = tr
        self._is_busy = False
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
        self._resume = with_object_name(
            secondary_button(tr("Back to my form"), scale=Audience.KIOSK), "kiosk.resume"
        )
        self._resume.clicked.connect(context.routes.kiosk.resume)
        self._arrange(may_resume=may_resume)
        self._code.setFocus()

    def _arrange(self, *, may_resume: bool) -> None:
        tr = self._tr
        title, text = tr("Thank you"), tr("Please give the tablet or computer back to the staff.")
        if may_resume:
            title, text = tr("For the staff"), tr("Your form stays as it is.")
        self.add(
            title_label(title, scale=Audience.KIOSK),
            muted_label(text, scale=Audience.KIOSK),
            self._field,
            self._open,
            self._resume,
        )
        self._resume.setVisible(may_resume)
        self.offer_keys(tr)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the form, where there is one."""
        if event.key() == Qt.Key.Key_Escape and self._resume.isVisible():
            self._resume.click()
        else:
            super().keyPressEvent(event)

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
        self._refuse(self._tr("This is not a staff code. Ask the staff."))
        self._context.routes.kiosk.note_wrong_code()

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
