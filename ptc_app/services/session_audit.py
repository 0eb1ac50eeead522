"""Audit events of a session: sign-in, refused sign-ins, lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.services.author_context import AuthorContext


class AuditLog(Protocol):
    """The audit trail."""

    def append(self, event: AuditEvent) -> object: ...


@dataclass(frozen=True, slots=True)
class SessionAuditService:
    """Appends the audit events of a session."""

    trail: AuditLog
    author_context: AuthorContext

    def record_sign_in(self, *, refused: int = 0) -> None:
        """Record a sign-in, after the number of sign-ins refused since the last one.

        Refused ones are recorded now because a closed store cannot be written to.
        """
        if refused:
            self.trail.append(
                self.author_context.audit_event(AuditAction.SIGN_IN_REFUSED, detail=str(refused))
            )
        self.trail.append(self.author_context.audit_event(AuditAction.SIGNED_IN))

    def record_lock(self) -> None:
        """Record that the workstation was locked."""
        self.trail.append(self.author_context.audit_event(AuditAction.LOCKED))
