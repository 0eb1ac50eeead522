"""Audit events of a session: sign-in, refused sign-ins, lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.services.session_context import SessionContext


class AuditLog(Protocol):
    """Port to the audit trail; `AuditTrail` of the storage provides it."""

    def append(self, event: AuditEvent) -> object:
        """Append an event as the newest entry, in its own transaction. Raises StoreUnusable."""


@dataclass(frozen=True, slots=True)
class SessionAuditService:
    """Appends the audit events of one session to `trail`: sign-in, refused sign-ins, lock.

    Each is by the author of `session_context`, now. Every method raises StoreUnusable.
    """

    trail: AuditLog
    session_context: SessionContext

    def record_sign_in(self, *, refused: int = 0) -> None:
        """Append a sign-in; before it, where there were any, one entry with the number refused.

        `refused`: sign-ins refused since the last one that succeeded. They are audited now because
        a closed store cannot be written to. Each entry is a transaction of its own. Raises
        StoreUnusable.
        """
        if refused:
            self.trail.append(
                self.session_context.audit_event(AuditAction.SIGN_IN_REFUSED, detail=str(refused))
            )
        self.trail.append(self.session_context.audit_event(AuditAction.SIGNED_IN))

    def record_lock(self) -> None:
        """Append that this author's session was locked. Raises StoreUnusable."""
        self.trail.append(self.session_context.audit_event(AuditAction.LOCKED))
