"""The port to stored drafts, shared by the services that keep one, and when one may be stored."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.records.correction import BegunCorrection
from ptc_app.domain.visit import StageState, Visit


class DraftStore(Protocol):
    """Port to the drafts: unsigned work, one for each stage of each visit, deleted by signing it.

    `Drafts` of the storage provides it. A stage is named by its key.
    """

    def save(self, visit_id: VisitId, stage: str, body: bytes, at: datetime) -> None:
        """Store the draft of a stage in place of an earlier one, in a transaction of its own.

        When this returns, a power cut does not lose it. `at` (UTC) is the time of saving.
        RuleBroken (`stage-step`) where no amendment of the stage was begun and it has a record in
        force, is skipped or is voided; StoreUnusable.
        """

    def get(self, visit_id: VisitId, stage: str) -> bytes | None:
        """The draft of a stage as saved last; None where there is none. Raises StoreUnusable."""

    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None:
        """The amendment begun in a stage and not signed yet; None where none was begun.

        Raises StoreUnusable.
        """


def ensure_draft_allowed(drafts: DraftStore, visit: Visit, stage: str) -> None:
    """Refuse a draft of a stage (its key) that is not being done: RuleBroken `stage-step`.

    It is being done where it was begun in a visit that is open, or where an amendment of what it
    signed was begun. KeyError where the visit has no such stage; StoreUnusable.
    """
    is_begun = visit.stage(stage).state is StageState.IN_PROGRESS
    if not (visit.is_open and is_begun) and drafts.correction(visit.id, stage) is None:
        raise RuleBroken("stage-step")
