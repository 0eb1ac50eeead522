"""The rows of a visit's stages: state and outcome of each, and the actions it offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ptc_app.domain.localized_text import localized
from ptc_app.domain.visit import StageInVisit, StageState, Visit, closing_barrier, stage_barrier
from ptc_app.services.visit import VisitView
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_texts import correction_reason_text
from ptc_app.ui.stage_texts import ShownStageType
from ptc_app.ui.visit.skip_panel import skip_reason_names
from ptc_app.ui.widgets.stage_list import StageAction, StageRow
from ptc_app.ui.widgets.stage_list import StageRowState as Mark

BEGIN, VIEW, SKIP = "begin", "view", "skip"


@dataclass(frozen=True, slots=True)
class VisitStageRows:
    """Makes the rows that show the stages of one visit, in the language of `context`."""

    context: PageContext
    view: VisitView

    @property
    def visit(self) -> Visit:
        """The visit whose stages these are."""
        return self.view.visit

    def all(self) -> list[StageRow]:
        """Return one row for each stage, in the order of the visit, finished and skipped ones too.

        Action keys are BEGIN, VIEW and SKIP. A finished visit offers VIEW alone; a stage that must
        wait for another offers neither BEGIN nor SKIP.
        """
        return [self._row(stage) for stage in self.visit.stages]

    def _row(self, stage: StageInVisit) -> StageRow:
        tr = self.context.tr
        source = self.view.program.stage(stage.plan.key)
        mark, state_text = self._mark(stage)
        return StageRow(
            key=stage.plan.key,
            title=localized(source.title, tr.language),
            subtitle=self._outcome(stage) or localized(source.subtitle, tr.language),
            state=mark,
            state_text=state_text,
            note=when_and_who(self.context, stage, self.view.names) if stage.is_settled else "",
            actions=self._actions(stage),
        )

    def _mark(self, stage: StageInVisit) -> tuple[Mark, str]:
        tr = self.context.tr
        settled = {
            StageState.ANSWERED_BEFORE: (Mark.DONE, tr("Answered before")),
            StageState.COMPLETED: (Mark.DONE, tr("Amended") if stage.is_amended else tr("Done")),
            StageState.SKIPPED: (Mark.SKIPPED, tr("Skipped")),
            StageState.VOIDED: (Mark.VOIDED, tr("Entered in error")),
        }
        if stage.state in settled:
            return settled[stage.state]
        if stage is self.visit.next_stage:
            return Mark.NOW, tr("Next")
        if closing_barrier(self.visit, stage) is not None:
            return Mark.SKIPPED, tr("Closed")
        if stage_barrier(self.visit, stage) is not None:
            return Mark.LATER, tr("Later")
        return Mark.OPEN, tr.pgettext("state of a stage", "Open")

    def _outcome(self, stage: StageInVisit) -> str:
        """The outcome of a stage, or why it is closed; empty while it is ahead."""
        tr = self.context.tr
        if stage.is_settled:
            return self._settled(stage)
        ready = self._shown(stage).texts.ready
        if ready and stage is self.visit.next_stage:
            return ready
        if stage.state is StageState.IN_PROGRESS:
            return tr("Begun; goes on where it was left")
        return self._closed(stage)

    def _settled(self, stage: StageInVisit) -> str:
        tr = self.context.tr
        if stage.skip_reason is not None:
            reason = stage.note or skip_reason_names(tr)[stage.skip_reason]
            return tr("Skipped: {reason}", reason=reason)
        if stage.void_reason is not None:
            reason = correction_reason_text(stage.void_reason, stage.note, tr)
            return tr("Entered in error: {reason}", reason=reason)
        outcome = self._shown(stage).texts.done_text(stage.outcome)
        if stage.plan.key in self.view.corrected_stages:
            return tr("{outcome} · correction begun, not signed yet", outcome=outcome)
        return tr("{outcome} · amended", outcome=outcome) if stage.is_amended else outcome

    def _closed(self, stage: StageInVisit) -> str:
        tr, closing = self.context.tr, closing_barrier(self.visit, stage)
        if closing is None:
            return ""
        if closing.stage is None:
            form = self.view.program.consent_of_module(closing.module)
            title = localized(form.title, tr.language) if form else closing.module
            return tr("Closed: there is no yes to “{stage}”", stage=title)
        title = localized(self.view.program.stage(closing.stage.plan.key).title, tr.language)
        if closing.stage.state is StageState.SKIPPED:
            return tr("Closed while “{stage}” is skipped", stage=title)
        return tr("Closed: there is no yes to “{stage}”", stage=title)

    def _actions(self, stage: StageInVisit) -> tuple[StageAction, ...]:
        view = self._view(stage)
        if not self.visit.is_open or stage_barrier(self.visit, stage) is not None:
            return view
        return view + self._open_actions(stage)

    def _view(self, stage: StageInVisit) -> tuple[StageAction, ...]:
        """The action that opens the record, where the stage has one that may be corrected."""
        is_recorded = stage.state in {StageState.COMPLETED, StageState.VOIDED}
        if not is_recorded or not self._shown(stage).type.record.is_correctable:
            return ()
        return (StageAction(VIEW, self.context.tr("View record"), "link"),)

    def _open_actions(self, stage: StageInVisit) -> tuple[StageAction, ...]:
        tr = self.context.tr
        if stage.state is StageState.COMPLETED:
            return ()
        if stage.state is StageState.ANSWERED_BEFORE:
            return (StageAction(BEGIN, tr("Ask again"), "link"),)
        look = "primary" if stage is self.visit.next_stage else "plain"
        begin = StageAction(BEGIN, self._begin(stage), look)
        if stage.plan.may_skip and not stage.is_settled:
            return StageAction(SKIP, tr("Skip…"), "link"), begin
        return (begin,)

    def _begin(self, stage: StageInVisit) -> str:
        tr = self.context.tr
        if begin := self._shown(stage).texts.begin:
            return begin
        if stage.state is StageState.IN_PROGRESS:
            return tr("Continue")
        if stage.state is StageState.VOIDED:
            return tr("Begin again")
        return tr("Begin")

    def _shown(self, stage: StageInVisit) -> ShownStageType:
        return self.context.stages.of(stage.plan)


def when_and_who(context: PageContext, stage: StageInVisit, names: Mapping[str, str]) -> str:
    """Return when a stage was last changed and by whom: "10:44 · Ana Ortiz".

    For a decision of an earlier visit its day alone; "" for a stage never changed. `names`: of
    practitioners by id; an id that is not in it is left out. Times are in the workstation's zone.
    """
    if stage.changed_at is None:
        return ""
    if stage.state is StageState.ANSWERED_BEFORE:
        day = context.tr.date_text(context.local(stage.changed_at).date())
        return context.tr("Answered before, {date}", date=day)
    time = context.tr.time_text(context.local(stage.changed_at))
    return " · ".join(filter(None, (time, names.get(stage.changed_by or ""))))
