"""The actions on a signed record: amend it, void it, or go on with an amendment that was begun."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.domain.localized_text import localized
from ptc_app.domain.records.correction import BegunCorrection
from ptc_app.domain.records.record_history import RecordStatus
from ptc_app.domain.visit import PlannedStage
from ptc_app.services.corrections import StageHistory
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryKey
from ptc_app.ui.entries.kept_entries import KeptAnswers
from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_texts import (
    amendment_question,
    correction_reason_text,
    void_question,
)
from ptc_app.ui.records.reason_panel import ReasonPanel, ReasonQuestion
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import bold_label, muted_label
from ptc_app.ui.widgets.object_names import with_object_name


class CorrectionActions(QWidget):
    """Buttons to amend, void, continue or discard; each emits its signal, and changes nothing.

    For the record of one stage; empty until `show_history`. A question for the reason takes the
    place of the buttons before `amended` or `voided` is emitted.
    """

    amended = Signal(str, str)
    """Emitted with the code of the CorrectionReason and the note when an amendment is asked for."""

    voided = Signal(str, str)
    """Emitted with the code of the CorrectionReason and the note when a voiding is asked for."""

    continued = Signal()
    """Emitted when the amendment that was begun is to be opened."""

    discarded = Signal()
    """Emitted when the amendment that was begun, still a draft, is to be deleted."""

    cancelled = Signal()
    """Emitted when the question for the reason is closed, by a person or by `close_reason`."""

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        super().__init__()
        self._tr = tr = context.tr
        self._stage = context.stages.of(plan)
        self._subject = f"{visit_id}/{plan.key}"
        self._title = ""
        self._answered = self.amended
        self._actions = Card(name=tr("Corrections"))
        self._reason = ReasonPanel(tr, name=tr("Reason for the correction"), prefix="record")
        self._reason.answered.connect(self._tell)
        self._reason.cancelled.connect(self.close_reason)
        self._kept = KeptAnswers(context, self._reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._actions)
        column.addWidget(self._reason)

    @property
    def is_asking(self) -> bool:
        """Whether the question for the reason is shown."""
        return self._reason.isVisible()

    def show_history(self, history: StageHistory) -> None:
        """Show the buttons for what can be done with the record in this history.

        With an amendment begun: continue it, discard it, or void the record. With a version in
        force: amend or void, as far as the stage type allows. Else only a text that says how to
        record anew.
        """
        definition = history.program.stage(history.stage.plan.key)
        self._title = localized(definition.title, self._tr.language)
        clear_layout(self._actions.rows)
        self._actions.add(bold_label(self._tr("Is something wrong?")))
        if history.begun is not None:
            self._offer_begun(history.begun)
        elif any(version.status is RecordStatus.CURRENT for version in history.versions):
            self._offer_corrections()
        else:
            self._offer_nothing(is_open=history.visit.is_open)

    def close_reason(self) -> None:
        """Show the buttons in place of the question, forget its answer, and emit `cancelled`."""
        self._kept.forget()
        self._reason.hide()
        self._actions.show()
        self.cancelled.emit()

    def _offer_corrections(self) -> None:
        tr = self._tr
        self._actions.add(
            muted_label(tr("Correct what was recorded, or mark all of it as an error."))
        )
        if self._amendment() is not None:
            self._actions.add(self._button(tr("Correct…"), "correct", self._ask_to_amend))
        if self._stage.type.record.void_reasons:
            self._actions.add(self._button(tr("Entered in error…"), "void", self._ask_to_void))

    def _offer_begun(self, begun: BegunCorrection) -> None:
        tr = self._tr
        reason = correction_reason_text(begun.correction.reason, begun.correction.note, tr)
        self._actions.add(
            muted_label(
                tr("A correction was begun and is not signed yet: {reason}", reason=reason)
            ),
            self._button(tr("Continue the correction"), "continue", self.continued),
            self._button(tr("Discard the correction"), "discard", self.discarded),
            self._button(tr("Entered in error…"), "void", self._ask_to_void),
        )

    def _offer_nothing(self, *, is_open: bool) -> None:
        tr = self._tr
        again = tr("Begin the stage again on the page of the visit.")
        self._actions.add(muted_label(again if is_open else tr("Record it anew in another visit.")))

    def _button(
        self, text: str, name: str, pressed: Callable[[], object] | SignalInstance
    ) -> QPushButton:
        button = with_object_name(secondary_button(text), f"record.{name}")
        button.clicked.connect(pressed)
        return button

    def _ask_to_amend(self) -> None:
        question = self._amendment()
        if question is not None:
            self._answered = self.amended
            self._ask(question, "amend")

    def _ask_to_void(self) -> None:
        self._answered = self.voided
        self._ask(void_question(self._stage, self._title, self._tr), "void")

    def _amendment(self) -> ReasonQuestion | None:
        return amendment_question(self._stage, self._title, self._tr)

    def _ask(self, question: ReasonQuestion, operation: str) -> None:
        self._actions.hide()
        self._reason.ask(question)
        subject = f"{self._subject}/{operation}"
        self._kept.begin(EntryKey(DraftedPage.RECORD_CORRECTION, subject))

    def _tell(self, reason: str, note: str) -> None:
        self._answered.emit(reason, note)
