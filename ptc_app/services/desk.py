"""What every verb needs to know: who acts at which desk, the time, and new identities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import Action, AuditEvent
from ptc_app.domain.ids import RecordId
from ptc_app.domain.practitioner import Author
from ptc_app.domain.record import SignedAct, Stamp
from ptc_app.domain.visit import Moved


class Records(Protocol):
    """Where signed acts are kept."""

    def sign(self, act: SignedAct) -> None: ...


@dataclass(frozen=True, slots=True)
class Working:
    """An author at work: stamps what they sign."""

    author: Author
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def stamp(self) -> Stamp:
        return Stamp(RecordId(self.new_id()), self.author, self.now())

    def moved(self) -> Moved:
        return Moved(self.now(), self.author.practitioner.id)

    def did(self, action: Action, subject: str = "", detail: str = "") -> AuditEvent:
        """A line for the trail."""
        practitioner, desk = self.author.practitioner, self.author.desk
        return AuditEvent(self.now(), action, practitioner.id, desk.device_id, subject, detail)
