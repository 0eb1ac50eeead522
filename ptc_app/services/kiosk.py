"""Kiosk hand-over and return: who has the machine, on record in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import PractitionerId, VisitId
from ptc_app.services.act_context import ActContext


class Practitioners(Protocol):
    """The practitioners' staff codes."""

    def whose_kiosk_code(self, code: str) -> PractitionerId | None: ...


class AuditLog(Protocol):
    """The audit trail."""

    def append(self, event: AuditEvent) -> object: ...


@dataclass(frozen=True, slots=True)
class KioskService:
    """Records that the participant has the machine, and that the staff have it again."""

    practitioners: Practitioners
    trail: AuditLog
    act_context: ActContext

    def hand_over(self, visit_id: VisitId) -> None:
        """Record that the participant of this visit has the machine now."""
        self.trail.append(self.act_context.audit_event(AuditAction.KIOSK_HANDED_OVER, visit_id))

    def take_back(self, visit_id: VisitId, code: str) -> bool:
        """Record the return of the machine if `code` is a practitioner's staff code.

        Returns whether it was. A wrong code is recorded as a refused sign-in, a right one with its
        practitioner's id. Each check costs one Argon2id hash a practitioner.
        """
        whose = self.practitioners.whose_kiosk_code(code)
        action = AuditAction.SIGN_IN_REFUSED if whose is None else AuditAction.KIOSK_TAKEN_BACK
        self.trail.append(self.act_context.audit_event(action, visit_id, whose or ""))
        return whose is not None
