"""What every service needs to sign: the author, the clock, new ids, and the store of records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.practitioner import Author
from ptc_app.domain.record import Attribution, Record, SignedAct
from ptc_app.domain.visit import StageChange


class RecordStore(Protocol):
    """The store of signed records."""

    def sign(self, act: SignedAct) -> None: ...
    def of_stage(self, visit_id: VisitId, stage: str) -> list[Record]: ...


@dataclass(frozen=True, slots=True)
class ActContext:
    """Author, clock and ids of a session: makes attributions, stage changes and audit events."""

    author: Author
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def attribution(self) -> Attribution:
        """The attribution of a new record that is signed now."""
        return Attribution(RecordId(self.new_id()), self.author, self.now())

    def stage_change(self) -> StageChange:
        """Who changes a stage, and when: now."""
        return StageChange(self.now(), self.author.practitioner.id)

    def audit_event(self, action: AuditAction, subject: str = "", detail: str = "") -> AuditEvent:
        """An audit event of this author, now; `subject` is an id of ours, `detail` a code."""
        practitioner, workstation = self.author.practitioner, self.author.workstation
        return AuditEvent(
            self.now(), action, practitioner.id, workstation.device_id, subject, detail
        )
