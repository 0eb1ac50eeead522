"""Drafts of pages that are no stage: the texts of their fields, until they are saved or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from ptc_app.domain.errors import DraftUnreadable
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.undecodable import UNDECODABLE
from ptc_app.services.session_context import SessionContext


class DraftedPage(StrEnum):
    """The pages, and questions of pages, whose entries are kept; the value is stored."""

    REGISTRATION = "registration"
    PERSON_CORRECTION = "person-correction"
    IDENTITY = "identity"
    STAGE_SKIP = "stage-skip"
    VISIT_CANCELLATION = "visit-cancellation"
    RECORD_CORRECTION = "record-correction"
    MEASUREMENT_UNITS = "measurement-units"
    """No draft of a page: the units that the practitioner chose last at this workstation."""


@dataclass(frozen=True, slots=True)
class EntryKey:
    """Which draft: of a page, and what the page is about, such as the id of a visit."""

    page: DraftedPage
    subject: str = ""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What was typed: the value of each field that was changed, by field name; and when (UTC)."""

    values: Mapping[str, str] = field(repr=False)
    saved_at: datetime


class StoredEntryDrafts(Protocol):
    """Port to the entry drafts; `EntryDrafts` of the storage provides it. StoreUnusable."""

    def save(
        self, practitioner: PractitionerId, page: str, subject: str, body: bytes, at: datetime
    ) -> None:
        """Store a draft in place of an earlier one; durable when this returns."""

    def get(
        self, practitioner: PractitionerId, page: str, subject: str
    ) -> tuple[bytes, datetime] | None:
        """The draft as saved last, and when (UTC); None where there is none."""

    def delete(self, practitioner: PractitionerId, page: str, subject: str) -> None:
        """Delete the draft; nothing where there is none."""


@dataclass(frozen=True, slots=True)
class EntryDraftService:
    """Keeps what the signed-in practitioner typed and has not saved; others never see it.

    It is no record: it is not signed, not audited and not sent. Each method raises StoreUnusable.
    """

    drafts: StoredEntryDrafts
    session_context: SessionContext

    def load(self, key: EntryKey) -> EntryDraft | None:
        """The draft as saved last; None where there is none.

        DraftUnreadable (`damaged`) where its bytes are no draft: it stays as it is until the next
        `save`.
        """
        found = self.drafts.get(self._practitioner, key.page, key.subject)
        if found is None:
            return None
        body, saved_at = found
        try:
            values = msgspec.json.decode(body, type=dict[str, str])
        except UNDECODABLE:
            raise DraftUnreadable("damaged") from None
        return EntryDraft(values, saved_at)

    def save(self, key: EntryKey, values: Mapping[str, str]) -> None:
        """Store the values of the changed fields, by field name, in place of those before.

        Without any the draft is deleted. Durable when this returns.
        """
        if not values:
            self.discard(key)
            return
        body, now = msgspec.json.encode(dict(values)), self.session_context.now()
        self.drafts.save(self._practitioner, key.page, key.subject, body, now)

    def discard(self, key: EntryKey) -> None:
        """Delete the draft, once it was saved as a record or given up; nothing without one."""
        self.drafts.delete(self._practitioner, key.page, key.subject)

    @property
    def _practitioner(self) -> PractitionerId:
        return self.session_context.author.practitioner.id
