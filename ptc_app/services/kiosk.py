"""Handing the machine to the participant and taking it back with a staff code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import PractitionerId, VisitId
from ptc_app.domain.stages.stage_type import StagePlace, StageType
from ptc_app.services.author_context import AuthorContext


class Practitioners(Protocol):
    """Who works here, and their codes."""

    def whose_kiosk_code(self, code: str) -> PractitionerId | None: ...


class AuditLog(Protocol):
    """The audit trail."""

    def append(self, event: AuditEvent) -> object: ...


@dataclass(frozen=True, slots=True)
class KioskService:
    """Records hand-over and return; only a practitioner's kiosk code takes the machine back."""

    practitioners: Practitioners
    trail: AuditLog
    author_context: AuthorContext

    def hand_over(self, visit_id: VisitId, stage_type: StageType) -> None:
        """Record that the participant has the machine, if they do stages of this type alone."""
        if stage_type.place is StagePlace.KIOSK:
            self.trail.append(
                self.author_context.audit_event(AuditAction.KIOSK_HANDED_OVER, visit_id)
            )

    def take_back(self, visit_id: VisitId, code: str) -> bool:
        """Whether the code is a practitioner's; audits the return, or the refused attempt.

        Each attempt costs an Argon2id hash.
        """
        whose = self.practitioners.whose_kiosk_code(code)
        action = AuditAction.SIGN_IN_REFUSED if whose is None else AuditAction.KIOSK_TAKEN_BACK
        self.trail.append(self.author_context.audit_event(action, visit_id, whose or ""))
        return whose is not None
