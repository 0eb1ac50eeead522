"""What an answer of central means for an envelope."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.outbox import (
    FURTHEST_DUE,
    DeliveryCounts,
    DeliveryOutcome,
    DeliveryState,
    Envelope,
    Postponed,
    Rejected,
    WaitingReason,
    after_outcome,
    due_immediately,
    is_due,
    postponed_envelope,
)
from tests.support.builders import MARK, MORNING, a_receipt, an_envelope, later

HELD = an_envelope()


@pytest.mark.parametrize(
    ("outcome", "delivery", "reason", "attempts", "due_at"),
    [
        (a_receipt(HELD), DeliveryState.RECEIVED, "", 0, MORNING),
        (Rejected("422", f"{MARK}"), DeliveryState.NEEDS_ATTENTION, "422", 0, MORNING),
        (
            Postponed(WaitingReason.CENTRAL_BUSY),
            DeliveryState.WAITING,
            WaitingReason.CENTRAL_BUSY,
            1,
            later(5),
        ),
        (
            Postponed(WaitingReason.SIGN_IN, timedelta(seconds=40)),
            DeliveryState.WAITING,
            WaitingReason.SIGN_IN,
            1,
            later(40),
        ),
    ],
)
def test_what_an_answer_means(
    outcome: DeliveryOutcome, delivery: DeliveryState, reason: str, attempts: int, due_at: object
) -> None:
    after = after_outcome(HELD, outcome, MORNING)
    assert (after.delivery, after.reason) == (delivery, reason)
    assert (after.attempts, after.due_at) == (attempts, due_at)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 5), (1, 10), (2, 20), (3, 40), (4, 80), (5, 160), (6, 320), (7, 640)],
)
def test_the_wait_doubles(attempts: int, seconds: int) -> None:
    after = postponed_envelope(an_envelope(attempts=attempts), MORNING)
    assert after.due_at == later(seconds)
    assert after.attempts == attempts + 1


@pytest.mark.parametrize("attempts", [8, 10, 11, 63, 64, 1000, 10**9])
def test_the_wait_is_a_quarter_of_an_hour_at_most_however_long_central_is_away(
    attempts: int,
) -> None:
    assert postponed_envelope(an_envelope(attempts=attempts), MORNING).due_at == later(900)


def test_two_days_without_central_overflow_nothing() -> None:
    envelope, now = HELD, MORNING
    for _ in range(64 * 4):
        envelope = postponed_envelope(envelope, now)
        now = envelope.due_at
    assert now - MORNING > timedelta(days=2)


@pytest.mark.parametrize(("named", "waited"), [(0, 0), (1, 1), (900, 900), (86_400, 900)])
def test_a_wait_central_names_is_kept_up_to_the_longest(named: int, waited: int) -> None:
    after = postponed_envelope(an_envelope(attempts=7), MORNING, timedelta(seconds=named))
    assert after.due_at == later(waited)


outcomes = st.one_of(
    st.just(a_receipt(HELD)),
    st.builds(Rejected, st.sampled_from(["400", "412", "422"])),
    st.builds(
        Postponed,
        st.sampled_from(WaitingReason),
        st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    ),
)


@given(outcomes, st.integers(0, 10_000))
def test_an_answer_never_touches_what_was_signed(outcome: DeliveryOutcome, attempts: int) -> None:
    envelope = an_envelope(attempts=attempts)
    after = after_outcome(envelope, outcome, MORNING)
    assert _signed(after) == _signed(envelope)
    assert MORNING <= after.due_at <= later(900)


def _signed(envelope: Envelope) -> tuple[object, ...]:
    return (
        envelope.id,
        envelope.record_id,
        envelope.stream,
        envelope.payload,
        envelope.position,
    )


@pytest.mark.parametrize("delivery", [DeliveryState.WAITING, DeliveryState.NEEDS_ATTENTION])
def test_what_a_person_sends_again_is_due_at_once(delivery: DeliveryState) -> None:
    waits = an_envelope(delivery=delivery, due_at=later(900), attempts=9)
    again = due_immediately(waits, later(1))
    assert (again.delivery, again.due_at, again.attempts) == (DeliveryState.WAITING, later(1), 9)


@given(st.integers(0), st.integers(0), st.integers(0))
def test_the_counts_add_up(received: int, waiting: int, needing_attention: int) -> None:
    counts = DeliveryCounts(received, waiting, needing_attention)
    assert counts.captured == counts.received + counts.waiting + counts.needs_attention


@pytest.mark.parametrize(
    ("ahead", "is_sendable"),
    [
        (timedelta(0), True),
        (timedelta(microseconds=1), False),
        (FURTHEST_DUE, False),
        (FURTHEST_DUE + timedelta(microseconds=1), True),
        (timedelta(days=-3650), True),
        (timedelta(days=3650), True),
    ],
)
def test_what_a_fast_clock_put_far_ahead_is_due(ahead: timedelta, *, is_sendable: bool) -> None:
    assert is_due(MORNING + ahead, MORNING) is is_sendable
