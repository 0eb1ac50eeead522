"""A stage type as pages show it: its texts in the language of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ptc_app.domain.record import Record
from ptc_app.domain.stages.stage_type import StageType, StageTypeUnknown
from ptc_app.domain.visit import StagePlan


@dataclass(frozen=True, slots=True)
class AmendmentTexts:
    """What is said before a record is amended: what happens then, and the text of the button."""

    explanation: str
    confirm: str


def no_summary(_record: Record) -> str:
    """The summary of a kind of record that has none."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTexts:
    """The texts of a stage type in one language.

    `record` names a record of it, as in "Survey". `done` says that the stage is completed, unless
    its outcome is in `done_by_outcome`. `begin` is on the button that begins it, and `ready` below
    its title while it is the next one; where they are empty, the general texts are shown. `paper`
    is the title of its PDF where that is not the title of the stage. `amendment` is None where a
    record cannot be amended; `voiding` says what follows when it is voided. `summary` says in a
    line what a record holds, for the page of the record.
    """

    record: str
    done: str = ""
    done_by_outcome: Mapping[str, str] = field(default_factory=dict)
    begin: str = ""
    ready: str = ""
    paper: str = ""
    amendment: AmendmentTexts | None = None
    voiding: str = ""
    summary: Callable[[Record], str] = no_summary

    def done_text(self, outcome: str) -> str:
        """What is said of a completed stage with this outcome."""
        return self.done_by_outcome.get(outcome, self.done)


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage type with its texts; `has_paper` says whether its records have a PDF."""

    type: StageType
    texts: StageTexts
    has_paper: bool = False


class ShownStages:
    """The stage types of the app, as the pages of one session show them."""

    def __init__(self, shown: Iterable[ShownStage]) -> None:
        self._shown = {stage.type.code: stage for stage in shown}

    def of(self, plan: StagePlan) -> ShownStage:
        """The stage type of this stage; raises StageTypeUnknown."""
        shown = self._shown.get(plan.stage_type)
        if shown is None:
            raise StageTypeUnknown(plan.stage_type)
        return shown

    def record_names(self) -> dict[str, str]:
        """What records of stages are called, by the code of their kind."""
        return {one.type.record.code: one.texts.record for one in self._shown.values()}
