"""A survey in the participant's hands: opened where it was left, handed in when it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Language as Spoken
from ptc_app.domain.survey.response import switched
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.services.clinic import Clinic
from ptc_app.services.survey import Survey
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.kiosk import KioskFrame
from ptc_app.ui.messages import message
from ptc_app.ui.room import Room
from ptc_app.ui.survey.saving import Keeper
from ptc_app.ui.survey.walk import Walk


class SurveyPage(QWidget):
    """Nothing of the participant is on it but what is asked and answered."""

    def __init__(self, room: Room, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._room = room
        self._visit_id = visit_id
        self._stage = plan.key
        self._words = room.words
        self._walk: Walk | None = None
        self._is_signing = False
        self._frame = KioskFrame(room.words)
        self._frame.language_asked.connect(self._change_language)
        self._frame.head.staff.clicked.connect(self._leave)
        self._keeper = Keeper(room, visit_id, plan.key, self._frame.tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        work = partial(_opened, room.clinic, visit_id, plan.key)
        room.store.run(self, work, self._begin, self._refuse)

    @property
    def link_id(self) -> str:
        """The question in front, the words in front, or `done`."""
        return self._walk.link_id if self._walk else ""

    @property
    def step(self) -> str:
        """What is in front, by name."""
        return self.link_id

    def _leave(self) -> None:
        """What could not be saved is tried once more; the store does it also when we are gone."""
        if self._walk is not None and self._keeper.has_failed:
            self._keeper.save(self._walk.survey.response)
        self._room.go.hand_back(self._visit_id)

    def show_idle_warning(self, text: str) -> None:
        """Nobody has touched anything for long."""
        self._frame.show_idle_warning(text)

    def clear_idle_warning(self) -> None:
        """Someone is here."""
        self._frame.clear_idle_warning()

    def _begin(self, survey: Survey) -> None:
        self._say_in(Words(Language(survey.form.language)))
        self._walk = Walk(self._frame, self._keeper, survey, self._words)
        self._walk.finished.connect(self._sign)

    def _refuse(self, error: PtcError) -> None:
        told = message(error, self._words)
        self._frame.refuse(told.title, told.text, self._words)

    def _change_language(self) -> None:
        if self._walk is None:
            return
        words = self._words.other()
        asked = Spoken(words.language)
        work = partial(self._room.clinic.surveying.open, self._visit_id, self._stage, asked)
        self._room.store.run(self, work, partial(self._go_on_in, words), self._complain)

    def _go_on_in(self, words: Words, opened: Survey) -> None:
        """What was said here counts, not what is on disk: the last may still be on its way."""
        if self._walk is None or self._is_signing:
            return
        self._say_in(words)
        response = switched(opened.form, self._walk.survey.response)
        self._walk.go_on_in(Survey(opened.form, response), words)

    def _say_in(self, words: Words) -> None:
        self._words = words
        self._frame.say_in(words)
        self._frame.tick.reserve(words("Your answer is saved"))
        self._keeper.say_in(words)

    def _sign(self, survey: Survey) -> None:
        """What is handed in is what stands here: nothing changes until it is on record."""
        if self._is_signing or (self._walk and self._walk.show_open()):
            return
        self._is_signing = True
        self._frame.setEnabled(False)
        work = partial(self._room.clinic.surveying.sign, self._visit_id, self._stage, survey)
        self._room.store.run(self, work, self._signed, self._complain)

    def _signed(self, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id}), outbox=True))
        self._room.go.hand_back(visit.id)

    def _complain(self, error: PtcError) -> None:
        self._is_signing = False
        self._frame.setEnabled(True)
        self._frame.setFocus()
        if self._walk is not None:
            self._walk.complain(error)


def _opened(clinic: Clinic, visit_id: VisitId, stage: str) -> Survey:
    """The survey, and the trail that says that the participant has it."""
    survey = clinic.surveying.open(visit_id, stage)
    clinic.kiosk.hand_over(visit_id)
    return survey
