"""What is shown of sending, and what a person may do about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol, TypeVar

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import DeliveryCounts, Postponed, Rejected, WaitingReason
from ptc_app.domain.store_change import StoreChange
from tests.support.builders import MARK
from tests.support.site_runtimes import SiteFixture, a_registration

Row = TypeVar("Row")


def test_a_new_site_has_nothing_to_send(site: SiteFixture) -> None:
    status = site.services.sync.status()
    assert status.counts == site.services.sync.counts() == DeliveryCounts(0, 0, 0)
    assert status.last_received_at is None
    assert site.services.sync.waiting() == []
    assert site.services.sync.needing_attention() == []


def test_all_that_was_recorded_is_somewhere(site: SiteFixture) -> None:
    site.identified()
    site.services.participants.register(a_registration(given_name=f"Ana {MARK}"))
    site.clock.pass_by(minutes=1)
    site.answer(Rejected("422", f"no such {MARK}"))
    site.services.participants.register(a_registration(given_name=f"Luz {MARK}"))
    site.answer()
    status = site.services.sync.status()
    assert status.counts == DeliveryCounts(received=1, waiting=1, needs_attention=2)
    assert status.last_received_at == site.clock()
    assert [(one.reason, one.behind) for one in site.services.sync.needing_attention()] == [
        ("422", 1),
        ("422", 0),
    ]
    assert [(one.records, one.is_held_up) for one in site.services.sync.waiting()] == [(1, True)]


def test_what_central_refused_is_sent_again_by_a_person(site: SiteFixture) -> None:
    site.services.participants.register(a_registration())
    site.answer(Rejected("422"))
    (envelope,) = site.services.sync.needing_attention()
    with site.writes(audit=1):
        site.services.sync.send_again(envelope.envelope_id)
    assert site.services.sync.counts() == DeliveryCounts(0, 1, 0)
    *_, last = site.trail.entries()
    assert (last.event.action, last.event.subject, last.event.detail) == (
        AuditAction.SENT_AGAIN,
        envelope.envelope_id,
        "",
    )
    site.answer()
    assert site.services.sync.counts() == DeliveryCounts(1, 0, 0)


def test_what_central_has_is_not_sent_again(site: SiteFixture) -> None:
    site.services.participants.register(a_registration())
    sent = EnvelopeId(site.last_record().id)
    site.answer()
    for envelope_id in (sent, EnvelopeId("none")):
        with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.nothing-to-send$"):
            site.services.sync.send_again(envelope_id)


def test_what_waits_is_tried_at_once_when_central_is_back(site: SiteFixture) -> None:
    site.services.participants.register(a_registration())
    site.answer(Postponed(WaitingReason.CENTRAL_BUSY, timedelta(minutes=10)))
    assert site.outbox.due(site.clock(), 10) == []
    site.services.sync.wake()
    assert len(site.outbox.due(site.clock(), 10)) == 1


def test_the_lists_come_in_pages_that_begin_behind_a_row(site: SiteFixture) -> None:
    for given in ("Ana", "Berta", "Carla", "Dora", "Emma", "Flor"):
        site.services.participants.register(a_registration(given_name=f"{given} {MARK}"))
    sent = site.outbox.due(site.clock(), 3)
    site.outbox.settle_all([(envelope, Rejected("422")) for envelope in sent], site.clock())
    ensure_pages(site.services.sync.waiting)
    ensure_pages(site.services.sync.needing_attention)


class PagedList(Protocol[Row]):
    """A list of three rows that is read in pages."""

    def __call__(self, *, after: Row | None = None, limit: int = ...) -> list[Row]: ...


def ensure_pages(read: PagedList[Row]) -> None:
    whole = read()
    first = read(limit=2)
    rest = read(after=first[-1], limit=2)
    assert (len(first), len(rest)) == (2, 1)
    assert [*first, *rest] == whole
    assert read(after=rest[-1]) == []


def test_waking_and_sending_again_are_published(site: SiteFixture) -> None:
    site.services.participants.register(a_registration())
    site.answer(Rejected("422"))
    (envelope,) = site.services.sync.needing_attention()
    with site.publishes(StoreChange(outbox=True)):
        site.services.sync.send_again(envelope.envelope_id)
    with site.publishes(StoreChange(outbox=True)):
        site.services.sync.wake()
