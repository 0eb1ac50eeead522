"""What every service needs to record an act: author, clock, id factory; and the record port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.author import Author
from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.record import Attribution, Record, SignedAct
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import StageChange


class RecordStore(Protocol):
    """Where signed acts are stored."""

    def sign(self, act: SignedAct) -> None: ...
    def of_stage(self, visit_id: VisitId, stage: str) -> list[Record]: ...


def ignore_change(_change: StoreChange) -> None:
    """Listener for contexts without views: publishes to nobody."""


@dataclass(frozen=True, slots=True)
class AuthorContext:
    """The author of a session's acts, with the clock (UTC) and the factory of new ids.

    `now` is the only clock that services and pages use. `publish` is called after each commit with
    what is no longer as shown.
    """

    author: Author
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    publish: Callable[[StoreChange], None] = ignore_change

    def today(self) -> date:
        """The calendar day at this machine."""
        return self.local(self.now()).date()

    def local(self, moment: datetime) -> datetime:
        """A stored moment in the machine's time zone."""
        return moment.astimezone()

    def attribution(self) -> Attribution:
        """A new record id with the author and the present time."""
        return Attribution(RecordId(self.new_id()), self.author, self.now())

    def stage_change(self) -> StageChange:
        """The present time and the practitioner, for a change of a stage."""
        return StageChange(self.now(), self.author.practitioner.id)

    def audit_event(self, action: AuditAction, subject: str = "", detail: str = "") -> AuditEvent:
        """An audit event by this author, now."""
        practitioner, workstation = self.author.practitioner, self.author.workstation
        return AuditEvent(
            self.now(), action, practitioner.id, workstation.device_id, subject, detail
        )
