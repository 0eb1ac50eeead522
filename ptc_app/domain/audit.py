"""The audit trail: events chained by SHA-256, each hash covering the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ptc_app.domain.timestamps import utc_text

GENESIS_HASH = "0" * 64
"""What the first entry chains to."""


class AuditAction(StrEnum):
    """The recorded actions (21 CFR 11.10(e): create, modify, delete; and access)."""

    SITE_SET_UP = "site-set-up"
    PRACTITIONER_ADDED = "practitioner-added"
    SIGNED_IN = "signed-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    LOCKED = "locked"
    PROGRAM_INSTALLED = "program-installed"
    VISIT_STARTED = "visit-started"
    STAGE_BEGUN = "stage-begun"
    STAGE_SKIPPED = "stage-skipped"
    SIGNED = "signed"
    AMENDED = "amended"
    VOIDED = "voided"
    CORRECTION_BEGUN = "correction-begun"
    CORRECTION_DISCARDED = "correction-discarded"
    SENT_AGAIN = "sent-again"
    KIOSK_HANDED_OVER = "kiosk-handed-over"
    KIOSK_TAKEN_BACK = "kiosk-taken-back"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who did what, when and where; `subject` is an id, `detail` codes, never participant data."""

    at: datetime
    action: AuditAction
    practitioner: str
    device: str
    subject: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An event with its place in the chain and its hash."""

    sequence: int
    event: AuditEvent
    hash: str


def next_audit_entry(previous: str, sequence: int, event: AuditEvent) -> AuditEntry:
    """The entry after the hash `previous`: its hash covers that hash and all its own fields."""
    said = [
        previous,
        sequence,
        utc_text(event.at),
        event.action,
        event.practitioner,
        event.device,
        event.subject,
        event.detail,
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return AuditEntry(sequence, event, hashlib.sha256(text.encode()).hexdigest())
