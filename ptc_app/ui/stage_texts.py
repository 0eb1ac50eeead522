"""A stage type as pages show it: its texts in the language of the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.stages.stage_type import StageType, StageTypeUnknown
from ptc_app.domain.visit import PlannedStage


@dataclass(frozen=True, slots=True)
class AmendmentTexts:
    """Translated texts of the question before a record is amended.

    - explanation: what happens when it is amended
    - confirm: text of the button that begins the amendment
    """

    explanation: str
    confirm: str


def no_summary(_record: SignedRecord) -> str:
    """Return an empty text: the `summary` of stage types whose records are not summed up."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTexts:
    """The texts of a stage type in one language; an empty one means the general text, or none.

    - record: the name of its records, such as "Survey"
    - done: says that the stage is completed; done_by_outcome: says it for one outcome, by code
    - begin: on the button that begins it; ready: below its title while it is next
    - paper: title of its PDF where that is not the title of the stage
    - amendment: of the question before an amendment, None where records cannot be amended
    - voiding: what follows when a record is voided
    - summary: returns what a record holds, in one line, for the page of the record
    """

    record: str
    done: str = ""
    done_by_outcome: Mapping[str, str] = field(default_factory=dict)
    begin: str = ""
    ready: str = ""
    paper: str = ""
    amendment: AmendmentTexts | None = None
    voiding: str = ""
    summary: Callable[[SignedRecord], str] = no_summary

    def done_text(self, outcome: str) -> str:
        """Return the text of a completed stage: that of its outcome code, or else `done`."""
        return self.done_by_outcome.get(outcome, self.done)


@dataclass(frozen=True, slots=True)
class ShownStageType:
    """A stage type with its texts; `has_paper` says whether its records have a PDF."""

    type: StageType
    texts: StageTexts
    has_paper: bool = False


class ShownStageTypes:
    """All stage types of the application with their texts, in the language of one session."""

    def __init__(self, shown: Iterable[ShownStageType]) -> None:
        self._shown = {stage.type.code: stage for stage in shown}

    def of(self, plan: PlannedStage) -> ShownStageType:
        """Return type and texts of this stage; StageTypeUnknown where the type is not here."""
        shown = self._shown.get(plan.stage_type)
        if shown is None:
            raise StageTypeUnknown(plan.stage_type)
        return shown

    def record_names(self) -> dict[str, str]:
        """Return the translated names of the records of all stage types, by record kind code."""
        return {one.type.record.code: one.texts.record for one in self._shown.values()}
