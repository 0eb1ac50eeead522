"""Time goes forward at this desk, whatever the machine's clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.hybrid_timestamp import HybridTimestamp, next_timestamp
from ptc_app.domain.utc_text import parse_utc_text, utc_text

moments = st.timedeltas(timedelta(days=1), timedelta(days=80_000)).map(
    lambda since: datetime(1970, 1, 1, tzinfo=UTC) + since
)
MORNING = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)


@given(st.lists(moments, min_size=2, max_size=20))
def test_each_event_is_after_the_one_before_in_number_and_in_text(clock: list[datetime]) -> None:
    times = [HybridTimestamp(0)]
    for now in clock:
        times.append(next_timestamp(times[-1], now))
    for earlier, later in pairwise(times):
        assert earlier < later
        assert str(earlier) < str(later)


def test_a_clock_that_runs_is_followed() -> None:
    one = next_timestamp(HybridTimestamp(0), MORNING)
    other = next_timestamp(one, MORNING + timedelta(milliseconds=1))
    assert one == HybridTimestamp(1_773_327_600_000)
    assert other == HybridTimestamp(1_773_327_600_001)


def test_a_clock_that_was_set_back_is_counted_over() -> None:
    one = next_timestamp(HybridTimestamp(0), MORNING)
    back = next_timestamp(one, MORNING - timedelta(days=1))
    again = next_timestamp(back, MORNING)
    assert [back.milliseconds, again.milliseconds] == [one.milliseconds] * 2
    assert [back.counter, again.counter] == [1, 2]


def test_a_clock_in_another_zone_is_the_same_clock() -> None:
    chicago = MORNING.astimezone(timezone(timedelta(hours=-6)))
    assert next_timestamp(HybridTimestamp(0), chicago) == next_timestamp(
        HybridTimestamp(0), MORNING
    )


@given(moments)
def test_a_time_is_read_back_as_it_was_written(moment: datetime) -> None:
    time = next_timestamp(next_timestamp(HybridTimestamp(0), moment), moment)
    assert HybridTimestamp.parse(str(time)) == time


@given(st.lists(moments, min_size=2))
def test_the_text_of_stored_times_sorts_as_time_does(found: list[datetime]) -> None:
    whole = [moment.replace(microsecond=moment.microsecond // 1000 * 1000) for moment in found]
    assert sorted(map(utc_text, whole)) == list(map(utc_text, sorted(whole)))
    assert [parse_utc_text(utc_text(moment)) for moment in whole] == whole


def test_a_stored_time_is_in_utc_to_the_millisecond() -> None:
    moment = datetime(2026, 3, 12, 9, 0, 0, 1500, tzinfo=timezone(timedelta(hours=-6)))
    assert utc_text(moment) == "2026-03-12T15:00:00.001Z"
