"""What the present program reads from a store, as JSON: compared with what an earlier one wrote.

The keys here are those of the golden files. They stay when a class or an attribute is renamed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.outbox import Envelope
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.records.correction import Correction
from ptc_app.domain.records.signed_record import SignedRecord, sha256_hex
from ptc_app.domain.visit import StageInVisit, Visit
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.store import Store
from tests.golden.golden_site import SEARCHES

Json = Any

_ALL = 1000
"""More rows than any table of the golden store has."""
_LATER = datetime(2026, 3, 20, tzinfo=UTC)
"""When every envelope is due."""


def _settings(store: Store) -> Json:
    desk, central = store.settings.workstation(), store.settings.central()
    support = store.settings.site_support()
    assert central is not None
    return {
        "site": desk.site,
        "machine": desk.machine,
        "device": desk.device_id,
        "site support": support.name,
        "site support phone": support.phone,
        "central url": central.url,
        "central url alone": store.settings.central_url(),
        "central authority": central.ca_pem,
        "central client": central.client_id,
        "central secret": central.client_secret,
    }


def _practitioners(store: Store) -> Json:
    return [
        {"id": one.id, "sign-in name": one.sign_in_name, "name": one.name, "role": str(one.role)}
        for one in store.practitioners.all()
    ]


def _participants(store: Store) -> Json:
    return [_participant(one) for one in store.participants.recent(limit=_ALL)]


def _participant(one: Participant) -> Json:
    return {
        "id": one.id,
        "number": one.number,
        "given name": one.given_name,
        "middle name": one.middle_name,
        "family name": one.family_name,
        "birth date": one.birth_date.isoformat(),
        "sex at birth": str(one.sex_at_birth),
        "language": one.language,
        "contact": str(one.preferred_contact),
        "phone": one.phone,
        "email": one.email,
        "address": [
            one.address.line,
            one.address.city,
            one.address.state,
            one.address.postal_code,
        ],
    }


def _search(store: Store) -> Json:
    return {
        typed: [one.number for one in store.participants.search(typed, limit=_ALL)]
        for typed in SEARCHES
    }


def _programs(store: Store) -> Json:
    return [
        {
            "id": one.id,
            "version": one.version,
            "sha256": one.sha256,
            "in force from": one.in_force_from.isoformat(),
            "installed at": one.installed_at.isoformat(),
            "files": {k: sha256_hex(body) for k, body in store.programs.files(one.version).items()},
        }
        for one in store.programs.all()
    ]


def _visits(store: Store) -> Json:
    return [
        {
            "id": one.id,
            "participant": one.participant_id,
            "program version": one.program_version,
            "visit type": one.visit_type,
            "started at": one.started_at.isoformat(),
            "finished at": _time(one.ended_at),
            "stages": [_stage(stage) for stage in one.stages],
        }
        for one in all_visits(store)
    ]


def _stage(stage: StageInVisit) -> Json:
    plan = stage.plan
    return {
        "key": plan.key,
        "kind": plan.stage_type,
        "content": plan.content,
        "needs": list(plan.needs),
        "may skip": plan.may_skip,
        "requires": list(plan.requires),
        "module": plan.module,
        "state": str(stage.state),
        "outcome": stage.outcome,
        "skip reason": _code(stage.skip_reason),
        "void reason": _code(stage.void_reason),
        "is amended": stage.is_amended,
        "note": stage.note,
        "changed at": _time(stage.changed_at),
        "changed by": stage.changed_by,
    }


def _drafts(store: Store) -> Json:
    found = []
    for visit, stage in _all_stages(store):
        body, begun = store.drafts.get(visit, stage), store.drafts.correction(visit, stage)
        if body is not None:
            draft = {"visit": visit, "stage": stage, "body": json.loads(body)}
            corrected = begun and {"record": begun.record_id, **_correction(begun.correction)}
            found.append({**draft, "corrects": corrected})
    return found


def _records(store: Store) -> Json:
    return [_record(store, one) for one in store.records.each()]


def _record(store: Store, one: SignedRecord) -> Json:
    draft = store.records.signed_draft(one.id)
    return {
        "id": one.id,
        "kind": str(one.kind),
        "participant": one.participant_id,
        "visit": one.visit_id,
        "stage": one.stage,
        "sha256": one.sha256,
        "author": one.author,
        "site": one.site,
        "device": one.device,
        "recorded at": one.recorded_at.isoformat(),
        "follows": one.follows,
        "correction": one.correction and _correction(one.correction),
        "program version": one.program_version,
        "content": [one.content.code, one.content.version, _code(one.content.decision)],
        "signed draft": None if draft is None else json.loads(draft),
    }


def _correction(correction: Correction) -> dict[str, str]:
    return {
        "operation": str(correction.operation),
        "reason": str(correction.reason),
        "note": correction.note,
    }


def _decisions(store: Store) -> Json:
    return {
        participant: [
            {
                "record": one.record_id,
                "module": one.module,
                "version": one.form_version,
                "decision": str(one.decision),
                "at": one.at.isoformat(),
                "amends": one.amends,
                "superseded": one.is_superseded,
                "voided": one.is_voided,
            }
            for one in store.consent_decisions.of(participant)
        ]
        for participant in _all_participants(store)
    }


def _documents(store: Store) -> Json:
    in_force = [store.documents.of(*where) for where in _all_stages(store)]
    return {
        "all": [
            {
                "record": one.record_id,
                "visit": one.visit_id,
                "stage": one.stage,
                "sha256": one.sha256,
                "body": one.body.decode(),
            }
            for one in store.documents.each()
        ],
        "in force": [one.record_id for one in in_force if one],
    }


def _outbox(store: Store) -> Json:
    outbox, last = store.outbox, store.outbox.last_received_at()
    counts = outbox.counts()
    return {
        "counts": [counts.received, counts.waiting, counts.needs_attention],
        "due": [_envelope(one) for one in outbox.due(_LATER, _ALL)],
        "waiting": [
            [one.participant_id, one.participant_name, one.records, str(one.reason), one.is_held_up]
            for one in outbox.waiting(limit=_ALL)
        ],
        "needs attention": _needing_attention(outbox),
        "last received at": _time(last),
    }


def _envelope(one: Envelope) -> Json:
    return {
        "id": one.id,
        "record": one.record_id,
        "stream": one.stream,
        "payload sha256": sha256_hex(one.payload),
        "due at": one.due_at.isoformat(),
        "position": one.position,
        "state": str(one.delivery),
        "attempts": one.attempts,
        "reason": str(one.reason),
    }


def _needing_attention(outbox: Outbox) -> Json:
    return [
        {
            "envelope": one.envelope_id,
            "kind": str(one.kind),
            "reason": one.reason,
            "said": one.said,
            "behind": one.behind,
        }
        for one in outbox.needing_attention(limit=_ALL)
    ]


def _audit(store: Store) -> Json:
    entries = [
        {
            "sequence": one.sequence,
            "at": one.event.at.isoformat(),
            "action": str(one.event.action),
            "practitioner": one.event.practitioner,
            "device": one.event.device,
            "subject": one.event.subject,
            "detail": one.event.detail,
            "hash": one.hash,
        }
        for one in store.audit_trail.entries()
    ]
    return {"entries": entries, "verifies": store.audit_trail.verify()}


def _integrity(store: Store) -> Json:
    report = store.check_integrity()
    return {"records": report.records, "problems": list(report.problems)}


READINGS: dict[str, Callable[[Store], Json]] = {
    "setting": _settings,
    "practitioner": _practitioners,
    "participant": _participants,
    "search": _search,
    "program": _programs,
    "visit": _visits,
    "draft": _drafts,
    "record": _records,
    "consent decision": _decisions,
    "document": _documents,
    "outbox": _outbox,
    "audit trail": _audit,
    "integrity": _integrity,
}
"""What is read of each stored format, by its name in CONSEQUENCES."""


def all_visits(store: Store) -> Iterator[Visit]:
    """Every visit in the store, by participant."""
    for participant in _all_participants(store):
        yield from store.visits.of(participant)


def _all_participants(store: Store) -> list[ParticipantId]:
    return [one.id for one in store.participants.recent(limit=_ALL)]


def _all_stages(store: Store) -> Iterator[tuple[VisitId, str]]:
    for visit in all_visits(store):
        for stage in visit.stages:
            yield visit.id, stage.plan.key


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _code(code: str | None) -> str | None:
    return None if code is None else str(code)
