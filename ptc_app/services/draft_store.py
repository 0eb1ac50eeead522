"""Where what is not yet signed is kept, from its first letter on."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ptc_app.domain.ids import VisitId


class DraftStore(Protocol):
    """One draft for each stage of each visit; it ends when the stage is signed."""

    def save(self, visit_id: VisitId, stage: str, body: bytes, at: datetime) -> None: ...
    def get(self, visit_id: VisitId, stage: str) -> bytes | None: ...
