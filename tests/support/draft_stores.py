"""Stores of drafts that fail as a test says."""

from __future__ import annotations

from datetime import datetime

from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.ids import VisitId
from ptc_app.domain.records.correction import BegunCorrection
from ptc_app.services.draft_store_port import DraftStore


class FillingDisk:
    """Drafts on a disk that is full while `has_room` is false."""

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts
        self.has_room = True

    def save(self, visit_id: VisitId, stage: str, body: bytes, at: datetime) -> None:
        """Save the draft; raises StoreUnusable while the disk is full."""
        if not self.has_room:
            raise StoreUnusable("full")
        self._drafts.save(visit_id, stage, body, at)

    def get(self, visit_id: VisitId, stage: str) -> bytes | None:
        """The draft, which can be read also from a full disk."""
        return self._drafts.get(visit_id, stage)

    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None:
        """The correction the draft is for."""
        return self._drafts.correction(visit_id, stage)
