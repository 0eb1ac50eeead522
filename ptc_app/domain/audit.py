"""The audit trail: events chained by SHA-256, each hash covering the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ptc_app.domain.utc_text import utc_text

GENESIS_HASH = "0" * 64
"""The hash that the first entry of a trail is chained to, in place of an entry before it."""


class AuditAction(StrEnum):
    """The actions of the audit trail (21 CFR 11.10(e): create, modify, delete; and access).

    SIGN_IN_REFUSED: wrong kiosk codes, or passphrases before a sign-in (`detail` counts them).
    LOCKED: a session was locked. STAGE_BEGUN: also one begun again. SIGNED: a first record, or one
    after a voiding. VISIT_CANCELLED: before its identity check was signed (`detail` is the reason).
    AMENDED: a record took the place of another. VOIDED: one was marked as entered in error.
    CORRECTION_BEGUN, CORRECTION_DISCARDED: an amendment that is not signed yet.
    SENT_AGAIN: an envelope that needed attention was made due. CENTRAL_JOINED: the site was
    connected to a central (`subject` is its URL, `detail` the URL of the one before, if any).
    SITE_SUPPORT_CHANGED: `subject` is the new contact, `detail` the one before.
    KIOSK_HANDED_OVER, KIOSK_TAKEN_BACK: the window went to the participant, and back to staff.
    KIOSK_LEFT: in between, the window was left or asked to close (`detail` is a KioskExit, and how
    often). STAFF_CALLED: the participant asked for help.
    """

    SITE_SET_UP = "site-set-up"
    PRACTITIONER_ADDED = "practitioner-added"
    SIGNED_IN = "signed-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    LOCKED = "locked"
    PROGRAM_INSTALLED = "program-installed"
    VISIT_STARTED = "visit-started"
    VISIT_CANCELLED = "visit-cancelled"
    STAGE_BEGUN = "stage-begun"
    STAGE_SKIPPED = "stage-skipped"
    SIGNED = "signed"
    AMENDED = "amended"
    VOIDED = "voided"
    CORRECTION_BEGUN = "correction-begun"
    CORRECTION_DISCARDED = "correction-discarded"
    SENT_AGAIN = "sent-again"
    CENTRAL_JOINED = "central-joined"
    SITE_SUPPORT_CHANGED = "site-support-changed"
    KIOSK_HANDED_OVER = "kiosk-handed-over"
    KIOSK_TAKEN_BACK = "kiosk-taken-back"
    KIOSK_LEFT = "kiosk-left"
    STAFF_CALLED = "staff-called"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who did what, when and where.

    `practitioner`: the id of a practitioner. `device`: the device id of the workstation.
    `subject`: the id or URL of what was acted on, or "". `detail`: codes or a URL, separated by
    spaces, or "". Both may be a contact of site support, and are never participant data.
    """

    at: datetime
    action: AuditAction
    practitioner: str
    device: str
    subject: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An event in its place in the trail.

    `sequence`: from 1, without gaps. `hash`: SHA-256 in hexadecimal of the hash of the entry
    before it and of all fields of this one.
    """

    sequence: int
    event: AuditEvent
    hash: str


def next_audit_entry(previous: str, sequence: int, event: AuditEvent) -> AuditEntry:
    """The entry of an event that comes after the entry whose hash is `previous`.

    `sequence`: its number in the trail, from 1; the first is chained to GENESIS_HASH. Its hash is
    the SHA-256 of a JSON array of `previous` and all its own fields, times in UTC milliseconds.
    """
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
