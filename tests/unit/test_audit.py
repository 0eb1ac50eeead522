"""The trail: each entry seals all that was said before it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from ptc_app.domain.audit import GENESIS_HASH, AuditAction, AuditEntry, AuditEvent, next_audit_entry
from tests.support.builders import an_event, later

EVENT = an_event(subject="record-1", detail="consent")


def trail(*events: AuditEvent) -> list[AuditEntry]:
    """These events in one chain."""
    previous, entries = GENESIS_HASH, []
    for sequence, event in enumerate(events, start=1):
        entries.append(next_audit_entry(previous, sequence, event))
        previous = entries[-1].hash
    return entries


def test_an_entry_keeps_its_event_and_its_place() -> None:
    (entry,) = trail(EVENT)
    assert (entry.sequence, entry.event) == (1, EVENT)


def test_an_inspector_can_work_out_the_hash_without_our_program() -> None:
    (entry,) = trail(EVENT)
    said = (
        f'["{64 * "0"}",1,"2026-03-12T15:00:00.000Z","signed",'
        '"practitioner-1","device-1","record-1","consent"]'
    )
    assert entry.hash == hashlib.sha256(said.encode()).hexdigest()


def test_what_an_event_does_not_say_is_empty_in_its_hash() -> None:
    (entry,) = trail(AuditEvent(EVENT.at, AuditAction.LOCKED, "practitioner-1", "device-1"))
    said = f'["{64 * "0"}",1,"2026-03-12T15:00:00.000Z","locked","practitioner-1","device-1","",""]'
    assert entry.hash == hashlib.sha256(said.encode()).hexdigest()


@pytest.mark.parametrize(
    "changed",
    [
        {"at": later(1)},
        {"action": AuditAction.LOCKED},
        {"practitioner": "practitioner-2"},
        {"device": "device-2"},
        {"subject": "record-2"},
        {"detail": "survey"},
        {"subject": "", "detail": "record-1consent"},
        {"subject": 'record-1","consent', "detail": ""},
    ],
)
def test_a_changed_entry_shows_in_all_that_follow(changed: dict[str, Any]) -> None:
    events = [EVENT, an_event(AuditAction.LOCKED), an_event(AuditAction.SIGNED_IN)]
    honest = trail(*events)
    forged = trail(replace(events[0], **changed), *events[1:])
    assert all(one.hash != other.hash for one, other in zip(honest, forged, strict=True))


def test_an_entry_taken_out_or_moved_shows() -> None:
    one, two, three = an_event(), an_event(AuditAction.LOCKED), an_event(AuditAction.SIGNED_IN)
    last = trail(one, two, three)[-1].hash
    assert last not in {entries[-1].hash for entries in (trail(one, three), trail(two, one, three))}
