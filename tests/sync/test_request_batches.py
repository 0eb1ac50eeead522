"""How envelopes are put together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ptc_app.domain.outbox import WaitingReason
from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope, decode_envelope
from ptc_app.sync.request_batches import BatchLimits, first_batch, split_batch
from tests.sync.memory import envelope

FOUR = [decode_envelope(envelope(stream, entries=4)) for stream in "abcd"]
SIZE = FOUR[0].size


def changed(bundle: DecodedEnvelope, **changes: Any) -> DecodedEnvelope:
    """The bundle of an envelope with these fields."""
    return decode_envelope(replace(bundle.envelope, **changes))


@pytest.mark.parametrize(("entries", "count"), [(1, 1), (4, 1), (7, 1), (8, 2), (15, 3), (99, 4)])
def test_a_request_holds_so_many_entries(entries: int, count: int) -> None:
    assert first_batch(FOUR, BatchLimits(entries=entries)) == FOUR[:count]


@pytest.mark.parametrize(("size", "count"), [(1, 1), (2 * SIZE - 1, 1), (2 * SIZE, 2)])
def test_a_request_holds_so_many_bytes(size: int, count: int) -> None:
    assert first_batch(FOUR, BatchLimits(bytes=size)) == FOUR[:count]


def test_unless_central_was_learned_a_request_holds_256_entries_in_2_mebibytes() -> None:
    small = [decode_envelope(envelope(f"s{number}")) for number in range(300)]
    assert len(first_batch(small, BatchLimits())) == 256
    for extra, count in ((0, 2), (1, 1)):
        filled = changed(FOUR[1], payload=_padded(FOUR[1], 2 * 1024 * 1024 - SIZE + extra))
        assert len(first_batch([FOUR[0], filled, FOUR[2]], BatchLimits())) == count


def _padded(bundle: DecodedEnvelope, size: int) -> bytes:
    """The payload with white space behind it, so many bytes long."""
    return bundle.envelope.payload.ljust(size)


def test_two_that_name_the_same_resource_go_apart() -> None:
    twin = changed(FOUR[0], stream=FOUR[1].envelope.stream)
    assert first_batch([FOUR[0], twin, FOUR[2]], BatchLimits()) == [FOUR[0]]


def test_what_cannot_be_read_goes_alone() -> None:
    broken = changed(FOUR[0], payload=b"broken")
    assert first_batch([broken, *FOUR[1:]], BatchLimits()) == [broken]
    assert first_batch([FOUR[1], broken], BatchLimits()) == [FOUR[1]]


@pytest.mark.parametrize(
    ("attempts", "reason", "goes_alone"),
    [
        (2, WaitingReason.CENTRAL_BUSY, False),
        (3, WaitingReason.CENTRAL_BUSY, True),
        (3, WaitingReason.CENTRAL_NONSENSE, True),
        (999, WaitingReason.CENTRAL_AWAY, False),
    ],
)
def test_a_suspect_goes_alone(attempts: int, reason: WaitingReason, goes_alone: bool) -> None:
    suspect = changed(FOUR[0], attempts=attempts, reason=reason)
    assert (first_batch([suspect, FOUR[1]], BatchLimits()) == [suspect]) is goes_alone
    assert (first_batch([FOUR[1], suspect], BatchLimits()) == [FOUR[1]]) is goes_alone


def test_halves_hold_everything_once() -> None:
    assert split_batch(FOUR[:3]) == (FOUR[:1], FOUR[1:3])


def test_limits_shrink_and_grow_between_one_and_their_ceiling() -> None:
    limits = BatchLimits(4, 100)
    assert limits.halved() == BatchLimits(2, 50)
    assert BatchLimits(1, 1).halved() == BatchLimits(1, 1)
    assert limits.halved().halved().doubled(limits) == BatchLimits(2, 50)
    assert limits.doubled(BatchLimits(5, 101)) == BatchLimits(5, 101)


def test_limits_fall_below_what_was_too_much_and_never_rise() -> None:
    assert BatchLimits(256).below(FOUR[:2]).entries == 4
    assert BatchLimits(2).below(FOUR).entries == 2
    assert BatchLimits(256, 99).below(FOUR) == BatchLimits(8, 99)
    ones = [decode_envelope(envelope(stream)) for stream in "ab"]
    assert BatchLimits(256).below(ones).entries == 1
