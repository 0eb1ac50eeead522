"""Context of an act: its author, the clock and new ids, and where changes are published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import RecordId
from ptc_app.domain.practitioner import Author
from ptc_app.domain.record import Attribution, SignedAct
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import StageChange


class RecordStore(Protocol):
    """Store of signed acts."""

    def sign(self, act: SignedAct) -> None: ...


def ignore_change(_stale: StaleViews) -> None:
    """Listener for contexts without views: publishes to nobody."""


@dataclass(frozen=True, slots=True)
class ActContext:
    """Author, clock and id factory of a signed-in session.

    `now` returns the current time in UTC and is the only clock services and pages use. `publish`
    is called after each commit with what is no longer as shown.
    """

    author: Author
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    publish: Callable[[StaleViews], None] = ignore_change

    def today(self) -> date:
        """The current date in the machine's time zone."""
        return self.local(self.now()).date()

    def local(self, moment: datetime) -> datetime:
        """A stored moment in the machine's time zone."""
        return moment.astimezone()

    def attribution(self) -> Attribution:
        """A new record id with author and time, for one signed act."""
        return Attribution(RecordId(self.new_id()), self.author, self.now())

    def stage_change(self) -> StageChange:
        """Time and practitioner of a change of a visit's stage."""
        return StageChange(self.now(), self.author.practitioner.id)

    def audit_event(self, action: AuditAction, subject: str = "", detail: str = "") -> AuditEvent:
        """An entry for the audit trail, by this author at this workstation."""
        practitioner, workstation = self.author.practitioner, self.author.workstation
        return AuditEvent(
            self.now(), action, practitioner.id, workstation.device_id, subject, detail
        )
