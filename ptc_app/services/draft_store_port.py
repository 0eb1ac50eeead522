"""The port to stored drafts, shared by the services that keep one."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ptc_app.domain.correction import BegunCorrection
from ptc_app.domain.ids import VisitId


class DraftStore(Protocol):
    """One draft for each stage of each visit; signing the stage deletes it."""

    def save(self, visit_id: VisitId, stage: str, body: bytes, at: datetime) -> None: ...
    def get(self, visit_id: VisitId, stage: str) -> bytes | None: ...
    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None: ...
