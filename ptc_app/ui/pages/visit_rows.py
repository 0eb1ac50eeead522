"""How the stages of a visit read: what became of each, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ptc_app.domain.consent import Decision
from ptc_app.domain.visit import Stage, StageKind, StageState, Visit, blocked
from ptc_app.ui.i18n import Words
from ptc_app.ui.pages.skip_panel import skip_reasons
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.stage_list import StageAction, StageRow
from ptc_app.ui.widgets.stage_list import StageState as Mark
from ptc_app.ui.widgets.text import Tone

BEGIN, VIEW, SKIP = "begin", "view", "skip"

WITH_PAPER = frozenset({StageKind.CONSENT, StageKind.MEASUREMENTS})
"""The stages that end with a paper for the participant."""


@dataclass(frozen=True, slots=True)
class VisitRows:
    """The rows of one visit; `names` are the practitioners' by id."""

    room: Room
    visit: Visit
    names: Mapping[str, str]

    def all(self) -> list[StageRow]:
        return [self._row(stage) for stage in self.visit.stages]

    def _row(self, stage: Stage) -> StageRow:
        words = self.room.words
        source = self.room.clinic.program.stage(stage.plan.key)
        mark, state_text = self._mark(stage)
        return StageRow(
            key=stage.plan.key,
            title=source.title[words.language],
            subtitle=self._outcome(stage) or source.subtitle[words.language],
            state=mark,
            state_text=state_text,
            note=when_and_who(self.room, stage, self.names) if stage.is_settled else "",
            actions=self._actions(stage),
        )

    def _mark(self, stage: Stage) -> tuple[Mark, str]:
        words = self.room.words
        if stage.state is StageState.COMPLETED:
            return Mark.DONE, words("Done")
        if stage.state is StageState.SKIPPED:
            return Mark.SKIPPED, words("Skipped")
        if stage is self.visit.next_stage:
            return Mark.NOW, words("Next")
        if closed_by(self.visit, stage) is not None:
            return Mark.SKIPPED, words("Closed")
        if blocked(self.visit, stage):
            return Mark.LATER, words("Later")
        return Mark.OPEN, words("Open")

    def _outcome(self, stage: Stage) -> str:
        """What became of it; nothing while it is ahead."""
        words = self.room.words
        if stage.state is StageState.SKIPPED and stage.skip_reason is not None:
            reason = stage.note or skip_reasons(words)[stage.skip_reason]
            return words("Skipped: {reason}", reason=reason)
        if stage.state is StageState.COMPLETED:
            return _endings(words)[stage.plan.kind] or decisions(words)[stage.outcome]
        if stage.plan.kind is StageKind.FINISH and stage is self.visit.next_stage:
            return words("Nothing is left open above")
        if stage.state is StageState.IN_PROGRESS:
            return words("Begun; goes on where it was left")
        return self._closed(stage)

    def _closed(self, stage: Stage) -> str:
        words, closing = self.room.words, closed_by(self.visit, stage)
        if closing is None:
            return ""
        title = self.room.clinic.program.stage(closing.plan.key).title[words.language]
        if closing.state is StageState.SKIPPED:
            return words("Closed while “{stage}” is skipped", stage=title)
        return words("Closed: there is no yes to “{stage}”", stage=title)

    def _actions(self, stage: Stage) -> tuple[StageAction, ...]:
        words, kind = self.room.words, stage.plan.kind
        if stage.state is StageState.COMPLETED:
            return (StageAction(VIEW, words("View"), "link"),) if kind in WITH_PAPER else ()
        if self.visit.finished_at is not None or blocked(self.visit, stage):
            return ()
        look = "primary" if stage is self.visit.next_stage else "plain"
        begin = StageAction(BEGIN, self._begin(stage), look)
        if stage.plan.may_skip and stage.state is not StageState.SKIPPED:
            return StageAction(SKIP, words("Skip…"), "link"), begin
        return (begin,)

    def _begin(self, stage: Stage) -> str:
        words = self.room.words
        if stage.plan.kind is StageKind.SURVEY:
            return words("Hand over")
        if stage.plan.kind is StageKind.FINISH:
            return words("Finish…")
        if stage.state is StageState.IN_PROGRESS:
            return words("Continue")
        return words("Begin")


def closed_by(visit: Visit, stage: Stage) -> Stage | None:
    """The settled stage that closes this one for the visit: a consent without a yes, a skip."""
    if stage.is_settled or stage.plan.kind is StageKind.FINISH:
        return None
    key = blocked(visit, stage)
    if not key:
        return None
    needed = visit.stage(key)
    return needed if needed.is_settled else closed_by(visit, needed)


def when_and_who(room: Room, stage: Stage, names: Mapping[str, str]) -> str:
    """10:44 · Ana Ortiz."""
    if stage.changed_at is None:
        return ""
    time = room.words.time_text(room.local(stage.changed_at))
    return " · ".join(filter(None, (time, names.get(stage.changed_by or ""))))


def decisions(words: Words) -> dict[str, str]:
    """What the participant said to a consent, in a row."""
    return {
        Decision.YES: words("Agreed"),
        Decision.NO: words("Not agreed"),
        Decision.NOT_SURE: words("Not sure yet"),
    }


def decision_names(words: Words) -> dict[str, tuple[str, Tone]]:
    """What was decided, and how it is marked."""
    return {
        Decision.YES: (words("Yes"), Tone.GOOD),
        Decision.NO: (words("No"), Tone.INFO),
        Decision.NOT_SURE: (words("Not sure yet"), Tone.WARN),
    }


def _endings(words: Words) -> dict[StageKind, str]:
    """What a stage says once it is done; a consent says its decision."""
    return {
        StageKind.IDENTITY: words("Two identifiers matched"),
        StageKind.CONSENT: "",
        StageKind.SURVEY: words("Answers recorded"),
        StageKind.MEASUREMENTS: words("Readings recorded"),
        StageKind.FINISH: words("Visit closed"),
    }
