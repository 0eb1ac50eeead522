"""The engine over a real connection: what is sent, what is stored, when it stops."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.outbox import (
    DeliveryState,
    Postponed,
    Rejected,
    SyncReport,
    WaitingReason,
)
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.transport import CentralClient, CentralCredentials
from tests.support.central_faults import (
    CLIENT,
    PORTAL,
    Cut,
    FaultyCentral,
    Reply,
    Served,
    Silence,
    refusal,
    serving,
)
from tests.support.sync_runs import run_once
from tests.sync.memory import Clock, MemoryOutbox, envelope, name

RECEIVED, WAITING, NEEDS_ATTENTION = (
    DeliveryState.RECEIVED,
    DeliveryState.WAITING,
    DeliveryState.NEEDS_ATTENTION,
)


@pytest.fixture
def engine(outbox: MemoryOutbox, central: CentralClient, clock: Clock) -> SyncEngine:
    return SyncEngine(outbox, central, clock)


def test_nothing_due_asks_nothing(engine: SyncEngine, faulty: FaultyCentral) -> None:
    assert run_once(engine) == SyncReport()
    assert faulty.paths == []


def test_streams_go_together_and_each_in_its_order(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    outbox.add(*(envelope(stream, number, 3) for number in range(3) for stream in "abcd"))
    assert run_once(engine) == SyncReport(delivered=12)
    assert len(faulty.requests) == 3
    assert faulty.connections == 1
    assert faulty.names == [
        name(stream, number, entry)
        for number in range(3)
        for stream in "abcd"
        for entry in range(3)
    ]
    assert {len(receipt.locations) for receipt in outbox.receipts} == {3}


def test_a_run_reports_after_each_request_what_was_sent_so_far(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    outbox.add(*(envelope(stream, number) for number in range(3) for stream in "ab"))
    for count, report in enumerate(engine.rounds(), start=1):
        is_last = count == 4
        assert report == SyncReport(delivered=min(2 * count, 6), has_more=not is_last)
        assert len(faulty.requests) == min(count, 3)
        assert outbox.deliveries().count(RECEIVED) == report.delivered


def test_each_request_for_a_refused_batch_is_reported(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.refused[name("b", 0)] = 422
    outbox.add(*(envelope(stream) for stream in "abcd"))
    *so_far, whole = engine.rounds()
    assert whole == SyncReport(delivered=3, refused=1)
    assert len(so_far) == len(faulty.requests)
    assert all(report.has_more for report in so_far)


def test_a_request_that_is_postponed_says_why(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.faults.append(Reply(503, b""))
    outbox.add(envelope("a"))
    busy = WaitingReason.CENTRAL_BUSY
    assert list(engine.rounds()) == [
        SyncReport(postponed=1, away=busy, has_more=True),
        SyncReport(postponed=1, away=busy),
    ]


@pytest.mark.parametrize("requests", [1, 2, 3])
def test_a_run_that_is_left_loses_and_doubles_nothing(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, requests: int
) -> None:
    outbox.add(*(envelope(stream, number) for number in range(4) for stream in "abc"))
    run = engine.rounds()
    for _ in range(requests):
        next(run)
    del run
    assert len(faulty.requests) == requests
    assert outbox.deliveries().count(WAITING) == 12 - 3 * requests
    assert run_once(engine) == SyncReport(delivered=12 - 3 * requests)
    assert len(faulty.names) == len(set(faulty.names)) == 12
    assert len(outbox.receipts) == 12


def test_a_refused_head_holds_only_its_own_stream(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.refused[name("b", 0)] = 422
    outbox.add(*(envelope(stream, number) for number in range(2) for stream in "abcd"))
    assert run_once(engine) == SyncReport(delivered=6, refused=1)
    assert outbox.deliveries()[:4] == [RECEIVED, NEEDS_ATTENTION, RECEIVED, RECEIVED]
    assert outbox.deliveries()[4:] == [RECEIVED, WAITING, RECEIVED, RECEIVED]
    assert outbox.outcomes[envelope("b").id] == [Rejected("422", "no")]


def test_a_bad_envelope_does_not_make_later_batches_smaller(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.refused[name("a", 0)] = 422
    outbox.add(*(envelope(stream) for stream in "abcd"))
    run_once(engine)
    faulty.requests.clear()
    outbox.add(*(envelope(stream) for stream in "efgh"))
    run_once(engine)
    assert len(faulty.requests) == 1


def test_a_central_that_takes_few_entries_is_learned(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.most_entries = 8
    outbox.add(*(envelope(f"s{number}", 0, 4) for number in range(32)))
    assert run_once(engine) == SyncReport(delivered=32)
    refused = sum(request.count(b"fullUrl") > 8 for request in faulty.requests)
    assert (refused, len(faulty.requests) - refused) == (4, 16)
    faulty.requests.clear()
    outbox.add(*(envelope(f"t{number}", 0, 4) for number in range(4)))
    assert run_once(engine) == SyncReport(delivered=4)
    assert len(faulty.requests) == 2


def test_a_request_that_is_too_large_is_split(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.faults.append(Reply(413, b"<html>too large</html>"))
    outbox.add(envelope("a"), envelope("b"))
    assert run_once(engine) == SyncReport(delivered=2)
    assert len(faulty.requests) == 3


def test_entries_of_a_silent_batch_are_looked_at_one_by_one(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.is_silent_batch = True
    faulty.refused = {name("a", 0, 1): 400, name("b", 0, 0): 429}
    outbox.add(*(envelope(stream, 0, 2) for stream in "abc"))
    assert run_once(engine) == SyncReport(delivered=1, refused=1, postponed=1)
    assert outbox.deliveries() == [NEEDS_ATTENTION, WAITING, RECEIVED]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Cut(), WaitingReason.CENTRAL_AWAY),
        (Cut(after=10), WaitingReason.CENTRAL_AWAY),
        (Cut(after=0, has_length=False), WaitingReason.CENTRAL_AWAY),
        (Cut(after=20, stores=True, has_length=False), WaitingReason.CENTRAL_NONSENSE),
        (Silence(), WaitingReason.CENTRAL_AWAY),
        (Reply(429, headers={"Retry-After": "40"}), WaitingReason.CENTRAL_BUSY),
        (Reply(429, headers={"RateLimit": '"f";r=0;t=40'}), WaitingReason.CENTRAL_BUSY),
        (Reply(503), WaitingReason.CENTRAL_BUSY),
        (Reply(502, b"<html>"), WaitingReason.CENTRAL_BUSY),
        (Reply(426), WaitingReason.PROGRAM_TOO_OLD),
        (PORTAL, WaitingReason.CENTRAL_NONSENSE),
        (
            Reply(302, headers={"Location": "https://portal.invalid/"}),
            WaitingReason.CENTRAL_NONSENSE,
        ),
        (Reply(511), WaitingReason.CENTRAL_NONSENSE),
        (Reply(202), WaitingReason.CENTRAL_NONSENSE),
    ],
)
def test_the_first_sign_of_absence_ends_the_run(
    engine: SyncEngine,
    outbox: MemoryOutbox,
    faulty: FaultyCentral,
    clock: Clock,
    fault: Reply | Cut | Silence,
    reason: WaitingReason,
) -> None:
    faulty.faults.append(fault)
    outbox.add(envelope("a"), envelope("b"), envelope("a", 1))
    assert run_once(engine) == SyncReport(postponed=2, away=reason)
    assert len(faulty.requests) == 1
    assert outbox.reasons() == [reason, reason, WaitingReason.NOT_TRIED]
    clock.forward()
    assert run_once(engine) == SyncReport(delivered=3)
    assert faulty.names == [name("a", 0), name("b", 0), name("a", 1)]


def test_a_named_wait_is_kept(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, clock: Clock
) -> None:
    faulty.faults.append(Reply(503, headers={"Retry-After": "40"}))
    outbox.add(envelope("a"))
    run_once(engine)
    wait = timedelta(seconds=40)
    assert outbox.outcomes[envelope("a").id] == [Postponed(WaitingReason.CENTRAL_BUSY, wait)]
    clock.forward(wait - timedelta(seconds=1))
    assert run_once(engine) == SyncReport()
    clock.forward(timedelta(seconds=1))
    assert run_once(engine) == SyncReport(delivered=1)


@pytest.mark.parametrize("fault", [Cut(stores=True), Cut(30, stores=True), Silence(stores=True)])
def test_a_lost_answer_is_asked_for_again_and_counts_once(
    engine: SyncEngine,
    outbox: MemoryOutbox,
    faulty: FaultyCentral,
    clock: Clock,
    fault: Cut | Silence,
) -> None:
    faulty.faults.append(fault)
    outbox.add(envelope("a"), envelope("b"))
    assert run_once(engine).away is WaitingReason.CENTRAL_AWAY
    assert len(faulty.held) == 2
    clock.forward()
    assert run_once(engine) == SyncReport(delivered=2)
    assert len(faulty.held) == len(outbox.receipts) == 2


def test_an_empty_success_is_a_success(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.is_brief = True
    outbox.add(envelope("a"), envelope("b"))
    assert run_once(engine) == SyncReport(delivered=2)
    assert [receipt.locations for receipt in outbox.receipts] == [(), ()]


def test_one_that_central_fails_on_does_not_stop_the_others(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.refused[name("b", 0)] = 500
    outbox.add(*(envelope(stream) for stream in "abcd"))
    assert run_once(engine) == SyncReport(delivered=3, postponed=1)
    assert outbox.reasons()[1] == WaitingReason.CENTRAL_BUSY


def test_a_central_that_fails_on_everything_is_left_alone(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.faults.extend([Reply(500)] * 20)
    outbox.add(*(envelope(stream) for stream in "abcdefgh"))
    assert run_once(engine) == SyncReport(postponed=2, away=WaitingReason.CENTRAL_BUSY)
    assert len(faulty.requests) == 5


def test_a_device_without_rights_waits_and_parks_nothing(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, clock: Clock
) -> None:
    faulty.date = clock()
    faulty.faults.extend([refusal(403)] * 9)
    outbox.add(*(envelope(stream) for stream in "abcd"))
    assert run_once(engine) == SyncReport(postponed=2, away=WaitingReason.SIGN_IN)


def test_a_lost_race_is_run_again(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, clock: Clock
) -> None:
    faulty.faults.append(refusal(400, "Assigned ID is already in use"))
    outbox.add(envelope("a"))
    assert run_once(engine) == SyncReport(postponed=1)
    clock.forward()
    assert run_once(engine) == SyncReport(delivered=1)


def test_what_a_working_central_fails_on_again_and_again_travels_alone(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, clock: Clock
) -> None:
    outbox.add(envelope("a"), envelope("b"))
    for _ in range(3):
        faulty.faults.append(Reply(504))
        run_once(engine)
        clock.forward()
    faulty.faults.append(Reply(504))
    assert run_once(engine) == SyncReport(postponed=1, away=WaitingReason.CENTRAL_BUSY)
    assert run_once(engine) == SyncReport(delivered=1)


def test_a_batch_that_takes_too_long_becomes_smaller_and_grows_again(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, clock: Clock
) -> None:
    outbox.add(*(envelope(f"s{number}", 0, 8) for number in range(32)))
    faulty.faults.append(Silence())
    assert run_once(engine).away is WaitingReason.CENTRAL_AWAY
    clock.forward()
    assert run_once(engine) == SyncReport(delivered=32)
    assert [request.count(b"fullUrl") for request in faulty.requests] == [256, 128, 128]


def test_an_unknown_authority_is_untrusted(
    outbox: MemoryOutbox, served: Served, clock: Clock
) -> None:
    with serving(trustme.CA()) as other:
        disguised = type(served.address)(other.address.url, served.address.ca_pem)
        central = CentralClient(disguised, CLIENT, utc_now)
        outbox.add(envelope("a"))
        report = run_once(SyncEngine(outbox, central, clock))
        central.close()
    assert report == SyncReport(postponed=1, away=WaitingReason.CENTRAL_UNTRUSTED)
    assert other.central.paths == []


def test_wrong_credentials_need_a_sign_in(
    outbox: MemoryOutbox, served: Served, clock: Clock
) -> None:
    central = CentralClient(served.address, CentralCredentials("device-1", "wrong"), utc_now)
    outbox.add(envelope("a"))
    report = run_once(SyncEngine(outbox, central, clock))
    central.close()
    assert report == SyncReport(postponed=1, away=WaitingReason.SIGN_IN)
    assert served.central.requests == []


def test_an_envelope_that_is_no_bundle_needs_attention_alone(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    broken = replace(envelope("a"), payload=b'{"entry": []}')
    faulty.faults.append(refusal(400, "no Bundle"))
    outbox.add(broken, envelope("b"))
    assert run_once(engine) == SyncReport(delivered=1, refused=1)
    assert outbox.outcomes[broken.id] == [Rejected("400", "no Bundle")]


def test_logs_hold_no_payload(
    engine: SyncEngine, outbox: MemoryOutbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    outbox.add(envelope("a", padding="MARKED"))
    run_once(engine)
    assert "delivered=1" in caplog.text
    assert "MARKED" not in caplog.text
