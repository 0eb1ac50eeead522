"""Central was away: what waited leaves as soon as it answers, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    PtcError,
    SignInNeeded,
    StoreUnusable,
)
from ptc_app.domain.outbox import SyncReport, WaitingReason
from ptc_app.sync.raw_central_response import RawCentralResponse
from ptc_app.sync.sync_runner import SyncRunner
from tests.sync.memory import Clock


class Central:
    """Answers the question whether it is there, as it is told."""

    def __init__(self) -> None:
        self.answer: RawCentralResponse | PtcError = RawCentralResponse(200)
        self.asked: list[str] = []
        self.is_closed = False
        self.is_another = False
        self.is_aborted = False

    def abort(self) -> None:
        self.is_aborted = True

    def follow(self) -> bool:
        was_another, self.is_another = self.is_another, False
        return was_another

    def get(self, path: str) -> RawCentralResponse:
        self.asked.append(path)
        if isinstance(self.answer, PtcError):
            raise self.answer
        return self.answer

    def close(self) -> None:
        self.is_closed = True


class Engine:
    """Reports what it is told, run after run; `sent` is how many requests it made."""

    def __init__(self, *reports: SyncReport | PtcError) -> None:
        self.reports = list(reports)
        self.sent = 0

    def rounds(self) -> Iterator[SyncReport]:
        report = SyncReport(has_more=True)
        while report.has_more:
            self.sent += 1
            report = self._next()
            yield report

    def _next(self) -> SyncReport:
        report = self.reports.pop(0)
        if isinstance(report, PtcError):
            raise report
        return report


class Outbox:
    """Remembers when it was woken."""

    def __init__(self) -> None:
        self.woken: list[datetime] = []

    def wake(self, now: datetime) -> None:
        self.woken.append(now)


class RunnerFixture:
    """A runner with the parts it works on."""

    def __init__(self, *reports: SyncReport | PtcError) -> None:
        self.central, self.outbox, self.engine = Central(), Outbox(), Engine(*reports)
        self.is_closed = False
        self.runner = SyncRunner(self.outbox, self.central, self.engine, Clock(), self._close)

    def _close(self) -> None:
        self.is_closed = True


_AWAY = SyncReport(away=WaitingReason.CENTRAL_AWAY)


def test_the_first_probe_wakes_what_an_earlier_run_left_waiting() -> None:
    fixture = RunnerFixture(SyncReport(delivered=3), SyncReport())
    assert fixture.runner.probe_and_sync() == SyncReport(delivered=3)
    assert fixture.runner.probe_and_sync() == SyncReport()
    assert len(fixture.outbox.woken) == 1
    assert fixture.central.asked == ["/fhir/metadata"]


def test_with_nothing_to_send_it_is_still_known_whether_central_is_there() -> None:
    fixture = RunnerFixture(SyncReport())
    fixture.central.answer = CentralUnreachable()
    assert fixture.runner.probe_and_sync() == _AWAY
    fixture.central.answer = RawCentralResponse(200)
    assert fixture.runner.probe_and_sync() == SyncReport()


def test_while_central_is_away_only_one_small_question_is_asked() -> None:
    fixture = RunnerFixture()
    fixture.central.answer = CentralUnreachable()
    assert fixture.runner.probe_and_sync() == _AWAY
    assert fixture.runner.probe_and_sync() == _AWAY
    assert fixture.central.asked == ["/fhir/metadata"] * 2
    assert not fixture.outbox.woken


@pytest.mark.parametrize("status", [200, 404, 503])
def test_when_central_is_back_all_that_waits_is_due_at_once(status: int) -> None:
    fixture = RunnerFixture(_AWAY, SyncReport(delivered=5))
    fixture.runner.probe_and_sync()
    fixture.central.answer = RawCentralResponse(status)
    assert fixture.runner.probe_and_sync() == SyncReport(delivered=5)
    assert len(fixture.outbox.woken) == 2


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (CentralUntrusted(), WaitingReason.CENTRAL_UNTRUSTED),
        (SignInNeeded(), WaitingReason.SIGN_IN),
    ],
)
def test_a_stranger_or_a_refusal_stays_said_until_it_is_over(
    trouble: PtcError, reason: WaitingReason
) -> None:
    fixture = RunnerFixture(SyncReport(), SyncReport(), SyncReport(delivered=1))
    fixture.central.answer = trouble
    assert fixture.runner.probe_and_sync() == SyncReport(away=reason)
    assert fixture.runner.probe_and_sync() == SyncReport(away=reason)
    fixture.central.answer = RawCentralResponse(200)
    assert fixture.runner.probe_and_sync() == SyncReport(delivered=1)


def test_a_busy_central_is_left_alone_and_not_called_well() -> None:
    busy = SyncReport(postponed=1, away=WaitingReason.CENTRAL_BUSY)
    fixture = RunnerFixture(busy, SyncReport())
    fixture.runner.probe_and_sync()
    assert fixture.runner.probe_and_sync() == SyncReport(away=WaitingReason.CENTRAL_BUSY)
    assert len(fixture.central.asked) == 1


def test_a_run_goes_on_request_by_request() -> None:
    so_far = SyncReport(delivered=2, has_more=True)
    fixture = RunnerFixture(so_far, SyncReport(delivered=5), SyncReport())
    assert fixture.runner.run_round() == SyncReport(has_more=True)
    assert (fixture.central.asked, fixture.engine.sent) == (["/fhir/metadata"], 0)
    assert fixture.runner.run_round() == so_far
    assert fixture.engine.sent == 1
    assert fixture.runner.run_round() == SyncReport(delivered=5)
    assert fixture.runner.run_round() == SyncReport()
    assert fixture.central.asked == ["/fhir/metadata"]


def test_a_run_that_failed_is_followed_by_a_new_one() -> None:
    fixture = RunnerFixture(StoreUnusable("busy"), SyncReport(delivered=1))
    fixture.runner.run_round()
    with pytest.raises(StoreUnusable):
        fixture.runner.run_round()
    assert fixture.runner.run_round() == SyncReport(delivered=1)


def test_a_run_may_be_left_after_any_request() -> None:
    fixture = RunnerFixture(SyncReport(delivered=2, has_more=True), SyncReport(delivered=5))
    fixture.runner.run_round()
    fixture.runner.run_round()
    fixture.runner.close()
    assert (fixture.engine.sent, fixture.is_closed) == (1, True)


def test_another_central_is_tried_whatever_the_earlier_one_said() -> None:
    busy = SyncReport(postponed=1, away=WaitingReason.CENTRAL_BUSY)
    fixture = RunnerFixture(busy, SyncReport(), SyncReport())
    fixture.runner.probe_and_sync()
    fixture.central.is_another = True
    assert fixture.runner.probe_and_sync() == SyncReport()
    assert fixture.runner.probe_and_sync() == SyncReport()
    assert len(fixture.central.asked) == 2
    assert len(fixture.outbox.woken) == 2


def test_a_run_is_begun_again_at_another_central() -> None:
    fixture = RunnerFixture(SyncReport(delivered=2, has_more=True), SyncReport(delivered=5))
    fixture.runner.run_round()
    fixture.runner.run_round()
    fixture.central.is_another = True
    assert fixture.runner.run_round() == SyncReport(has_more=True)
    assert len(fixture.central.asked) == 2
    assert fixture.runner.run_round() == SyncReport(delivered=5)


def test_aborting_breaks_off_what_central_is_asked() -> None:
    fixture = RunnerFixture()
    fixture.runner.abort()
    assert fixture.central.is_aborted
    assert not fixture.is_closed


def test_the_end_lets_go_of_central_and_of_the_store() -> None:
    fixture = RunnerFixture()
    fixture.runner.close()
    assert fixture.central.is_closed
    assert fixture.is_closed
