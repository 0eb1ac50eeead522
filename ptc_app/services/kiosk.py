"""Handing the machine to the participant and taking it back with a staff code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import PractitionerId, VisitId
from ptc_app.domain.stages.stage_type import StagePlace, StageType
from ptc_app.services.session_context import SessionContext
from ptc_app.services.site_setup_and_unlock import is_kiosk_code


class Practitioners(Protocol):
    """Port that says whose kiosk code one is; `Practitioners` of the storage provides it."""

    def whose_kiosk_code(self, code: str) -> PractitionerId | None:
        """The id of the practitioner whose kiosk code this is; None where it is nobody's.

        Costs an Argon2id hash for each practitioner asked. Raises StoreUnusable.
        """


class AuditLog(Protocol):
    """Port to the audit trail; `AuditTrail` of the storage provides it."""

    def append(self, event: AuditEvent) -> object:
        """Append an event as the newest entry, in its own transaction. Raises StoreUnusable."""


@dataclass(frozen=True, slots=True)
class KioskService:
    """Audits the hand-over of the machine to a participant, and its return by kiosk code.

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
