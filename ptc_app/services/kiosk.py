"""Handing the machine to the participant and taking it back with a staff code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import PractitionerId, VisitId
from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.stages.kiosk_exits import KioskExit
from ptc_app.domain.stages.stage_type import StagePlace, StageType
from ptc_app.services.session_context import SessionContext
from ptc_app.services.site_setup_and_unlock import is_kiosk_code


class Practitioners(Protocol):
    """Port that says whose kiosk code one is; `Practitioners` of the storage provides it."""

    def whose_kiosk_code(self, code: str) -> PractitionerId | None:
        """The id of the practitioner whose kiosk code this is; None where it is nobody's.

        Costs an Argon2id hash for each practitioner asked. Raises StoreUnusable.
        """

    def by_sign_in_name(self, sign_in_name: str) -> Practitioner | None:
        """The practitioner of that sign-in name, compared without case; None if unknown.

        Raises StoreUnusable.
        """


class AuditLog(Protocol):
    """Port to the audit trail; `AuditTrail` of the storage provides it."""

    def append(self, event: AuditEvent) -> object:
        """Append an event as the newest entry, in its own transaction. Raises StoreUnusable."""


@dataclass(frozen=True, slots=True)
class KioskService:
    """Audits what happens to the machine between its hand-over to a participant and its return.

    `practitioners` holds the codes, `trail` is where it is audited.
    """

    practitioners: Practitioners
    trail: AuditLog
    session_context: SessionContext

    def hand_over(self, visit_id: VisitId, stage_type: StageType) -> None:
        """Audit that the participant has the machine, where a stage type is done at the kiosk.

        For a stage that staff do nothing happens. Raises StoreUnusable.
        """
        if stage_type.place is StagePlace.KIOSK:
            self.trail.append(
                self.session_context.audit_event(AuditAction.KIOSK_HANDED_OVER, visit_id)
            )

    def take_back(self, visit_id: VisitId, code: str) -> bool:
        """Whether the kiosk code is that of a practitioner, who then has the machine back.

        Audits the return with the practitioner's id, or a refused sign-in. Costs up to one Argon2id
        hash for each practitioner of the site. Raises StoreUnusable.
        """
        whose = self.practitioners.whose_kiosk_code(code) if is_kiosk_code(code) else None
        action = AuditAction.SIGN_IN_REFUSED if whose is None else AuditAction.KIOSK_TAKEN_BACK
        self.trail.append(self.session_context.audit_event(action, visit_id, whose or ""))
        return whose is not None

    def take_back_unlocked(self, visit_id: VisitId) -> None:
        """Audit that the session's author, who has just typed the passphrase, has the machine back.

        Raises StoreUnusable.
        """
        self._append(AuditAction.KIOSK_TAKEN_BACK, visit_id, self._author_id)

    def is_author(self, sign_in_name: str) -> bool:
        """Whether this sign-in name is that of the session's author; raises StoreUnusable."""
        practitioner = self.practitioners.by_sign_in_name(sign_in_name)
        return practitioner is not None and practitioner.id == self._author_id

    def call_staff(self, visit_id: VisitId) -> datetime:
        """Audit that the participant asks for help, and return when (UTC). Raises StoreUnusable."""
        event = self.session_context.audit_event(AuditAction.STAFF_CALLED, visit_id)
        self.trail.append(event)
        return event.at

    def record_exit(self, visit_id: VisitId, kind: KioskExit, times: int = 1) -> None:
        """Audit that the window was left so many times, or asked to close. Raises StoreUnusable."""
        self._append(AuditAction.KIOSK_LEFT, visit_id, f"{kind} {times}")

    @property
    def _author_id(self) -> PractitionerId:
        return self.session_context.author.practitioner.id

    def _append(self, action: AuditAction, visit_id: VisitId, detail: str) -> None:
        self.trail.append(self.session_context.audit_event(action, visit_id, detail))
