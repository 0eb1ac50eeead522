"""Who was at the desk: what the trail says of leaving it, and of those it did not let in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.services.act_context import ActContext


class AuditLog(Protocol):
    """The audit trail."""

    def append(self, event: AuditEvent) -> object: ...


@dataclass(frozen=True, slots=True)
class SessionAuditService:
    """The desk's own record of its practitioners."""

    trail: AuditLog
    act_context: ActContext

    def came(self, *, refused: int = 0) -> None:
        """Someone signed in; before that, so many tries were refused at a closed store.

        They are told of now because a closed store cannot be written to.
        """
        if refused:
            self.trail.append(
                self.act_context.audit_event(AuditAction.SIGN_IN_REFUSED, detail=str(refused))
            )
        self.trail.append(self.act_context.audit_event(AuditAction.SIGNED_IN))

    def left(self) -> None:
        """The desk is locked."""
        self.trail.append(self.act_context.audit_event(AuditAction.LOCKED))
