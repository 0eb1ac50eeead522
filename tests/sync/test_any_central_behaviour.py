"""Whatever central does for a while: in the end it holds everything, once, in order."""

from __future__ import annotations

from collections.abc import Sequence

import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.outbox import DeliveryState
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.transport import CentralClient
from tests.support.central_faults import CLIENT, PORTAL, Cut, Fault, Reply, refusal, serving
from tests.support.sync_runs import run_once
from tests.sync.memory import Clock, MemoryOutbox, envelope, name

STREAMS, LENGTH = "abcde", 3

cuts = st.builds(
    Cut, st.none() | st.integers(0, 400), stores=st.booleans(), has_length=st.booleans()
)
statuses = st.sampled_from([401, 403, 409, 425, 426, 429, 500, 502, 503, 504, 511, 202, 302])
replies = st.builds(Reply, statuses, stores=st.booleans())
bodies = st.sampled_from([b"{}", b"[]", b"<html>", b'{"resourceType":"Bundle"}', b"\xff"])
nonsense = st.builds(Reply, st.sampled_from([200, 400, 404]), bodies, stores=st.booleans())
races = st.just(refusal(400, "Assigned ID is already in use"))
faults = st.none() | cuts | replies | nonsense | races | st.just(PORTAL)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    script=st.lists(faults, max_size=25),
    most_entries=st.none() | st.integers(2, 12),
    is_silent_batch=st.booleans(),
)
def test_everything_arrives_once_and_in_order(
    authority: trustme.CA,
    script: Sequence[Fault | None],
    most_entries: int | None,
    is_silent_batch: bool,
) -> None:
    outbox, clock = MemoryOutbox(), Clock()
    outbox.add(*(envelope(stream, number, 2) for number in range(LENGTH) for stream in STREAMS))
    with serving(authority) as served:
        served.central.faults.extend(script)
        served.central.most_entries = most_entries
        served.central.is_silent_batch = is_silent_batch
        central = CentralClient(served.address, CLIENT, utc_now, timeouts=(60.0, 60.0))
        engine = SyncEngine(outbox, central, clock)
        runs = 0
        while DeliveryState.WAITING in outbox.deliveries():
            run_once(engine)
            clock.forward()
            runs += 1
            assert runs <= 60
        central.close()
    assert set(outbox.deliveries()) == {DeliveryState.RECEIVED}
    assert len(outbox.receipts) == len(STREAMS) * LENGTH
    assert len(served.central.names) == len(STREAMS) * LENGTH * 2
    for stream in STREAMS:
        arrived = [each for each in served.central.names if f"%7C{stream}-" in each]
        assert arrived == [
            name(stream, number, entry) for number in range(LENGTH) for entry in range(2)
        ]
