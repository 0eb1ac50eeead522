"""How a stage is signed: for the first time, again after it was voided, or as an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.records.correction import BegunCorrection
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.record_history import current_record, original_record
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.stages.visit_correction import amend_stage
from ptc_app.domain.stages.visit_steps import complete_stage
from ptc_app.domain.visit import Visit
from ptc_app.services.session_context import SessionContext


class SignableVisits(Protocol):
    """Port to the visits with their permissions; `VisitsWithPermissions` provides it."""

    def get(self, visit_id: VisitId) -> Visit:
        """The visit of that id with its permissions; LookupError where there is none.

        ProgramMissing, StageTypeUnknown or ProgramInvalid for its program version; StoreUnusable.
        """


class Records(Protocol):
    """Port to the histories of the stages; `RecordStore` provides it."""

    def of_stage(self, visit_id: VisitId, stage: str) -> list[SignedRecord]:
        """All records of a stage in the order of signing; empty for none. Raises StoreUnusable."""


class Drafts(Protocol):
    """Port to the amendments that were begun; `DraftStore` provides it."""

    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None:
        """The amendment begun in a stage and not signed yet; None where none was begun.

        Raises StoreUnusable.
        """


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """What signing a stage makes of the visit, and the authorship of the new record.

    `visit`: the visit as it is after signing.
    `amended`: the version the new record replaces; None where it is the first of its stage, or made
        again after the stage was voided.
    """

    visit: Visit
    authorship: RecordAuthorship
    amended: SignedRecord | None = None


@dataclass(frozen=True, slots=True)
class SigningPlanner:
    """Decides whether signing a stage completes it for the first time or again, or amends it.

    It reads the visit, the history and the begun amendment of the stage, and stores nothing.
    """

    visits: SignableVisits
    records: Records
    drafts: Drafts
    session_context: SessionContext

    def begin(self, visit_id: VisitId, stage: str, outcome: str = "") -> SigningPlan:
        """How this stage would be signed now; nothing is stored.

        `stage` is its key, `outcome` what the stage ends with, such as a consent decision.
        RuleBroken: `stage-step` where it is not in progress, `visit-finished`, `consent-missing` or
        `stage-blocked` by what it needs, `record-superseded` where the amended record is no longer
        in force. LookupError for an unknown visit or stage; otherwise as `Visits.get`.
        """
        visit = self.visits.get(visit_id)
        history = self.records.of_stage(visit_id, stage)
        begun = self.drafts.correction(visit_id, stage)
        if begun is not None:
            return self._amendment(visit, stage, outcome, history, begun)
        completed = complete_stage(visit, stage, self.session_context.stage_change(), outcome)
        follows = history[-1].id if history else None
        return SigningPlan(completed, replace(self.session_context.authorship(), follows=follows))

    def _amendment(
        self,
        visit: Visit,
        stage: str,
        outcome: str,
        history: Sequence[SignedRecord],
        begun: BegunCorrection,
    ) -> SigningPlan:
        amended = current_record(history)
        if amended is None or amended.id != begun.record_id:
            raise RuleBroken("record-superseded")
        authorship = replace(
            self.session_context.authorship(),
            follows=amended.id,
            correction=begun.correction,
            original_at=original_record(history, amended).recorded_at,
        )
        changed = amend_stage(visit, stage, self.session_context.stage_change(), outcome)
        return SigningPlan(changed, authorship, amended)
