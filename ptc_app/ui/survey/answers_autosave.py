"""Keeping answers on disk as they are given, and saying so only when they are there."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.survey.answers import SurveyAnswers
from ptc_app.i18n.translator import Translator
from ptc_app.ui.kiosk.kiosk_frame import SaveIndicatorSlot
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.save_indicator import SaveState

_PATIENCE = timedelta(milliseconds=500)
"""How long a save may take before the tick says that it is under way."""


class AnswersAutosave(QObject):
    """Saves in order; the tick speaks of the last thing said, never of one before."""

    saved = Signal()
    failed = Signal(object)
    """PtcError: what was said last is not on disk."""

    def __init__(
        self, context: PageContext, visit_id: VisitId, stage: str, tick: SaveIndicatorSlot
    ) -> None:
        super().__init__(tick)
        self._context = context
        self._visit_id = visit_id
        self._stage = stage
        self._tick = tick
        self._tr = context.tr
        self._asked = 0
        self._kept = 0
        self.has_failed = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE // timedelta(milliseconds=1))
        self._slow.timeout.connect(self._say_saving)

    def say_in(self, tr: Translator) -> None:
        self._tr = tr

    def save(self, response: SurveyAnswers) -> None:
        """Have it on disk soon; each later save holds all of this one."""
        self._asked += 1
        number = self._asked
        self._tick.show_state(SaveState.NOTHING)
        self._slow.start()
        work = partial(self._context.services.surveys.save, self._visit_id, self._stage, response)
        self._context.store.run(
            self, work, partial(self._saved, number), partial(self._failed, number)
        )

    def show_page(self, *, is_answered: bool) -> None:
        """Another page: whether what is on it is saved."""
        if self.has_failed or self._kept != self._asked:
            return
        if is_answered:
            self._say_saved()
        else:
            self._tick.show_state(SaveState.NOTHING)

    def _saved(self, number: int, _nothing: None) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self._kept = number
        self.has_failed = False
        self._say_saved()
        self.saved.emit()

    def _failed(self, number: int, error: PtcError) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self.has_failed = True
        self._tick.show_state(SaveState.NOT_SAVED, self._tr("Your answer is not saved yet"))
        self.failed.emit(error)

    def _say_saving(self) -> None:
        self._tick.show_state(SaveState.SAVING, self._tr("Saving…"))

    def _say_saved(self) -> None:
        self._tick.show_state(SaveState.SAVED, self._tr("Your answer is saved"))
