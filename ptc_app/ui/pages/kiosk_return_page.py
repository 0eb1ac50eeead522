"""Between participant and staff: thanks, and a code that only staff know."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.pages.centred import centred
from ptc_app.ui.room import Room
from ptc_app.ui.theme import Scale, space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.text import Tone, lead, title

_GUESSES = 5
"""Wrong codes until the machine locks."""
_WIDTH = 640
"""Pixels of the column in the middle; a line of large type stays easy to read."""


class KioskReturnPage(QFrame):
    """Nothing of the participant is on it, and nothing leads past it but the code."""

    def __init__(self, room: Room, visit_id: VisitId) -> None:
        super().__init__()
        self.setProperty("look", "page-kiosk")
        self._room = room
        self._visit_id = visit_id
        self._is_busy = False
        self._wrong = 0
        words = room.words
        self._idle = Banner(scale=Scale.KIOSK)
        self._code = named(QLineEdit(), "kiosk.code")
        self._code.setProperty("scale", "kiosk")
        self._code.setEchoMode(QLineEdit.EchoMode.Password)
        self._code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._code.returnPressed.connect(self._try)
        self._field = Field(words("Staff code"), self._code, scale=Scale.KIOSK)
        self._open = named(
            primary_button(words("Back to staff"), scale=Scale.KIOSK), "kiosk.take-back"
        )
        self._open.clicked.connect(self._try)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(self._idle)
        column.addWidget(title(words("Thank you"), scale=Scale.KIOSK))
        column.addWidget(
            lead(
                words("Please give this back to the staff. Your answers are saved."),
                scale=Scale.KIOSK,
            )
        )
        column.addSpacing(space(2))
        column.addWidget(self._field)
        column.addWidget(self._open)
        centred(self, inner, _WIDTH)
        self._code.setFocus()

    def show_idle_warning(self, text: str) -> None:
        """Nobody has touched anything for long."""
        self._idle.show_message(Tone.WARN, text)

    def clear_idle_warning(self) -> None:
        """Someone is here."""
        self._idle.clear()

    def _try(self) -> None:
        """One guess at a time: each is in the trail, and each costs a while."""
        if self._is_busy:
            return
        code = self._code.text()
        if not code:
            self._refuse(self._room.words("Type the code of the staff."))
            return
        self._is_busy = True
        self._open.setText(self._room.words("Looking at the code…"))
        work = partial(self._room.clinic.kiosk.take_back, self._visit_id, code)
        self._room.store.run(self, work, self._tried, self._complain)

    def _tried(self, holds: bool) -> None:  # noqa: FBT001 - the answer of the service
        if holds:
            self._room.go.visit(self._visit_id)
            return
        self._wrong += 1
        if self._wrong == _GUESSES:
            self._room.go.lock()
            return
        self._refuse(self._room.words("This is not a staff code. Ask the staff."))

    def _complain(self, error: PtcError) -> None:
        self._refuse(message(error, self._room.words).title)

    def _refuse(self, why: str) -> None:
        self._is_busy = False
        self._open.setText(self._room.words("Back to staff"))
        self._code.clear()
        self._field.show_problem("")
        self._field.show_problem(why)
        self._code.setFocus()
