"""How a stage is signed: for the first time, again after it was voided, or as an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.correction import BegunCorrection
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.record import Attribution, Record
from ptc_app.domain.record_history import current_record, original_record
from ptc_app.domain.stages.stage_correction import amend_stage
from ptc_app.domain.visit import Visit, complete_stage
from ptc_app.services.author_context import AuthorContext


class Visits(Protocol):
    """The visits stored here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Records(Protocol):
    """The histories of the stages."""

    def of_stage(self, visit_id: VisitId, stage: str) -> list[Record]: ...


class Drafts(Protocol):
    """The amendments that were begun."""

    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None: ...


@dataclass(frozen=True, slots=True)
class StageSigning:
    """The visit as it is after signing, and the attribution of the new record.

    `amended` is the version the new record takes the place of; None where it is the first one of
    its stage or made again.
    """

    visit: Visit
    attribution: Attribution
    amended: Record | None = None


@dataclass(frozen=True, slots=True)
class StageSigner:
    """Decides whether signing a stage completes it or amends it."""

    visits: Visits
    records: Records
    drafts: Drafts
    author_context: AuthorContext

    def begin(self, visit_id: VisitId, stage: str, outcome: str = "") -> StageSigning:
        """How this stage would be signed now; nothing is stored.

        RuleBroken where neither the visit nor a begun amendment allows it.
        """
        visit = self.visits.get(visit_id)
        history = self.records.of_stage(visit_id, stage)
        begun = self.drafts.correction(visit_id, stage)
        if begun is not None:
            return self._amendment(visit, stage, outcome, history, begun)
        completed = complete_stage(visit, stage, self.author_context.stage_change(), outcome)
        follows = history[-1].id if history else None
        return StageSigning(completed, replace(self.author_context.attribution(), follows=follows))

    def _amendment(
        self,
        visit: Visit,
        stage: str,
        outcome: str,
        history: Sequence[Record],
        begun: BegunCorrection,
    ) -> StageSigning:
        amended = current_record(history)
        if amended is None or amended.id != begun.record_id:
            raise RuleBroken("record-superseded")
        attribution = replace(
            self.author_context.attribution(),
            follows=amended.id,
            correction=begun.correction,
            original_at=original_record(history, amended).recorded_at,
        )
        changed = amend_stage(visit, stage, self.author_context.stage_change(), outcome)
        return StageSigning(changed, attribution, amended)
