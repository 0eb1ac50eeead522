"""What is shown of sending, and what a person may do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ptc_app.domain.audit import Action
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import Counts, Postponed, Rejected, WaitReason
from tests.support.builders import MARK
from tests.support.house import House, a_registration


def test_a_new_site_has_nothing_to_send(house: House) -> None:
    status = house.clinic.sending.status()
    assert status.counts == house.clinic.sending.counts() == Counts(0, 0, 0)
    assert (status.waiting, status.parked, status.last_received_at) == ([], [], None)


def test_all_that_was_recorded_is_somewhere(house: House) -> None:
    house.identified()
    house.clinic.intake.register(a_registration(given_name=f"Ana {MARK}"))
    house.clock.pass_by(minutes=1)
    house.answer(Rejected("422", f"no such {MARK}"))
    house.clinic.intake.register(a_registration(given_name=f"Luz {MARK}"))
    house.answer()
    status = house.clinic.sending.status()
    assert status.counts == Counts(received=1, waiting=1, needs_attention=2)
    assert status.last_received_at == house.clock()
    assert [(one.reason, one.behind) for one in status.parked] == [("422", 1), ("422", 0)]
    assert [(one.records, one.is_parked) for one in status.waiting] == [(1, True)]


def test_what_central_refused_is_sent_again_by_a_person(house: House) -> None:
    house.clinic.intake.register(a_registration())
    house.answer(Rejected("422"))
    (parked,) = house.clinic.sending.status().parked
    with house.writes(audit=1):
        house.clinic.sending.send_again(parked.envelope_id)
    assert house.clinic.sending.counts() == Counts(0, 1, 0)
    *_, last = house.trail.entries()
    assert (last.event.action, last.event.subject) == (Action.SENT_AGAIN, parked.envelope_id)
    house.answer()
    assert house.clinic.sending.counts() == Counts(1, 0, 0)


def test_what_central_has_is_not_sent_again(house: House) -> None:
    house.clinic.intake.register(a_registration())
    sent = EnvelopeId(house.last_record().id)
    house.answer()
    for envelope_id in (sent, EnvelopeId("none")):
        with house.writes_nothing(), pytest.raises(RuleBroken, match="nothing-to-send"):
            house.clinic.sending.send_again(envelope_id)


def test_what_waits_is_tried_at_once_when_central_is_back(house: House) -> None:
    house.clinic.intake.register(a_registration())
    house.answer(Postponed(WaitReason.CENTRAL_BUSY, timedelta(minutes=10)))
    assert house.outbox.due(house.clock(), 10) == []
    house.clinic.sending.wake()
    assert len(house.outbox.due(house.clock(), 10)) == 1
