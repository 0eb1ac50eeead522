"""Interface of the store of drafts, as the services ask for it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditEvent
from ptc_app.domain.correction import BegunCorrection
from ptc_app.domain.ids import VisitId


class DraftStore(Protocol):
    """One draft for each stage of each visit; it ends when the stage is signed."""

    def save(self, visit_id: VisitId, stage: str, body: bytes, at: datetime) -> None: ...
    def get(self, visit_id: VisitId, stage: str) -> bytes | None: ...
    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None: ...


class CorrectionDraftStore(DraftStore, Protocol):
    """The same, for those who begin amendments and give them up."""

    def begin_correction(
        self, visit_id: VisitId, stage: str, body: bytes, begun: BegunCorrection, audit: AuditEvent
    ) -> None: ...
    def discard_correction(self, visit_id: VisitId, stage: str, audit: AuditEvent) -> None: ...
