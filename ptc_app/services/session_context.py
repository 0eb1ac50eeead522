"""The context of a session's acts: author, clock and id factory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ptc_app.clock_and_ids import local_time
from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.author import Author
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.stages.visit_steps import StageChange
from ptc_app.domain.store_change import StoreChange


def ignore_change(_change: StoreChange) -> None:
    """Do nothing: the listener of a context that publishes its changes to nobody."""


@dataclass(frozen=True, slots=True)
class SessionContext:
    """The author of a session's acts, with the clock and the factory of new ids.

    `author`: the practitioner who is signed in, at this workstation.
    `now`: the present time in UTC; the only clock that services and pages use.
    `new_id`: a new UUID as text.
    `publish`: called by services after each commit with what was changed.
    """

    author: Author
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    publish: Callable[[StoreChange], None] = ignore_change

    def today(self) -> date:
        """The present calendar day in the time zone of this machine."""
        return self.local(self.now()).date()

    def local(self, moment: datetime) -> datetime:
        """The same moment in the time zone of this machine, as `local_time`."""
        return local_time(moment)

    def authorship(self) -> RecordAuthorship:
        """An authorship with a new record id, the author and the present time (UTC).

        It corrects nothing and follows no record; who signs an amendment replaces those fields.
        """
        return RecordAuthorship(RecordId(self.new_id()), self.author, self.now())

    def stage_change(self) -> StageChange:
        """The present time (UTC) and the practitioner's id, for a change of a stage."""
        return StageChange(self.now(), self.author.practitioner.id)

    def audit_event(self, action: AuditAction, subject: str = "", detail: str = "") -> AuditEvent:
        """An audit event by this author at this workstation, now; it is not stored yet.

        `subject` is an id, `detail` codes: neither holds participant data.
        """
        practitioner, workstation = self.author.practitioner, self.author.workstation
        return AuditEvent(
            self.now(), action, practitioner.id, workstation.device_id, subject, detail
        )
