"""Crossing threads, sending one at a time, and the desk that nobody attends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from ptc_app.domain.errors import PtcError, StoreUnusable
from ptc_app.domain.outbox import SyncReport, WaitingReason
from ptc_app.domain.store_change import StoreChange
from ptc_app.ui.idle_watch import IdleWatch, clock_through_sleep
from ptc_app.ui.sync_scheduler import SyncScheduler
from ptc_app.ui.tasks import SessionUpdates, TaskQueue
from tests.support.page_contexts import InlineExecutor, ManualExecutor


class Asker(QObject):
    """Notes what it is told, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: list[threading.Thread] = []

    def done(self, result: object) -> None:
        self.told.append(result)
        self.threads.append(threading.current_thread())

    def failed(self, error: PtcError) -> None:
        self.told.append(error.full_code)


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def ask(tasks: TaskQueue, asker: Asker, work: Callable[[], object]) -> None:
    tasks.run(asker, work, asker.done, asker.failed)


def test_what_a_worker_publishes_is_told_here(qtbot: QtBot, worker: ThreadPoolExecutor) -> None:
    updates, asker = SessionUpdates(), Asker()
    updates.changed.connect(asker.done)
    with qtbot.waitSignal(updates.changed):
        worker.submit(updates.publish, StoreChange(outbox=True)).result()
    assert asker.told == [StoreChange(outbox=True)]
    assert asker.threads == [threading.main_thread()]


def test_work_is_done_elsewhere_and_told_here(qtbot: QtBot, worker: ThreadPoolExecutor) -> None:
    tasks, asker = TaskQueue(worker), Asker()
    with qtbot.waitSignal(tasks.idle):
        ask(tasks, asker, threading.current_thread)
    assert asker.told != [threading.main_thread()]
    assert asker.threads == [threading.main_thread()]
    assert tasks.is_idle


def test_answers_come_in_the_order_of_the_questions(
    qtbot: QtBot, worker: ThreadPoolExecutor
) -> None:
    tasks, asker = TaskQueue(worker), Asker()
    with qtbot.waitSignal(tasks.idle):
        for number in range(20):
            ask(tasks, asker, partial(int, number))
    assert asker.told == list(range(20))


def test_an_error_of_ours_is_told(qtbot: QtBot) -> None:
    def work() -> None:
        raise StoreUnusable("full")

    tasks, asker = TaskQueue(InlineExecutor()), Asker()
    with qtbot.waitSignal(tasks.idle):
        ask(tasks, asker, work)
    assert asker.told == ["store.unusable.full"]


def test_another_error_is_raised_here_for_the_crash_hook(qtbot: QtBot) -> None:
    def work() -> None:
        raise ZeroDivisionError

    tasks, asker = TaskQueue(InlineExecutor()), Asker()
    with capture_exceptions() as raised, qtbot.waitSignal(tasks.idle):
        ask(tasks, asker, work)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert asker.told == ["unexpected"]


def test_a_closed_queue_takes_no_more_work(qtbot: QtBot, worker: ThreadPoolExecutor) -> None:
    tasks, asker, done = TaskQueue(worker), Asker(), []
    with qtbot.waitSignal(tasks.idle):
        ask(tasks, asker, lambda: done.append("before"))
        tasks.close()
    worker.shutdown()
    ask(tasks, asker, lambda: done.append("after"))
    assert done == ["before"]
    assert tasks.is_idle


def test_nobody_is_told_what_they_asked_before_they_left(qtbot: QtBot) -> None:
    work = ManualExecutor()
    tasks, asker, done = TaskQueue(work), Asker(), []
    ask(tasks, asker, lambda: done.append("work"))
    tasks.forget()
    with qtbot.waitSignal(tasks.idle):
        work.do()
    assert done == ["work"]
    assert asker.told == []


def test_an_answer_to_someone_gone_is_dropped_and_the_work_done(qtbot: QtBot) -> None:
    work = ManualExecutor()
    tasks, asker, done = TaskQueue(work), Asker(), []
    ask(tasks, asker, lambda: done.append("work"))
    told = asker.told
    shiboken6.delete(asker)
    with qtbot.waitSignal(tasks.idle):
        work.do()
    assert done == ["work"]
    assert told == []


def test_work_that_was_called_off_tells_nobody(qtbot: QtBot) -> None:
    work = ManualExecutor()
    tasks, asker = TaskQueue(work), Asker()
    ask(tasks, asker, lambda: "never")
    (future, _), *_ = work.waiting
    with qtbot.waitSignal(tasks.idle):
        future.cancel()
    assert asker.told == []


# --- sending ---


class ScheduledRuns:
    """Sync runs that a scheduler starts, each request made when the test lets it."""

    def __init__(self) -> None:
        self.work = ManualExecutor()
        self.count = 0
        self.error: PtcError | None = None
        self.report = SyncReport(away=WaitingReason.CENTRAL_AWAY)
        self.scheduler = SyncScheduler(TaskQueue(self.work), self._run_round)
        self.reports: list[SyncReport] = []
        self.errors: list[str] = []
        self.scheduler.reported.connect(self.reports.append)
        self.scheduler.failed.connect(lambda error: self.errors.append(error.full_code))

    def end(self) -> None:
        self.work.do()
        QApplication.processEvents()

    def _run_round(self) -> SyncReport:
        self.count += 1
        if self.error is not None:
            raise self.error
        return self.report


@pytest.fixture
def runs(qapp: QApplication) -> Iterator[ScheduledRuns]:
    scheduled = ScheduledRuns()
    yield scheduled
    scheduled.scheduler.stop()


def test_one_run_at_a_time_and_one_more_for_all_that_was_asked(runs: ScheduledRuns) -> None:
    for _ in range(5):
        runs.scheduler.sync_now()
    assert len(runs.work.waiting) == 1
    runs.end()
    assert len(runs.work.waiting) == 1
    runs.end()
    assert runs.work.waiting == []
    assert (runs.count, len(runs.reports)) == (2, 2)


def test_starting_syncs_at_once_and_stopping_ends_it(runs: ScheduledRuns) -> None:
    runs.scheduler.start()
    runs.scheduler.sync_now()
    runs.scheduler.stop()
    runs.end()
    assert runs.work.waiting == []
    assert runs.reports == [SyncReport(away=WaitingReason.CENTRAL_AWAY)]


def test_a_run_goes_on_while_it_has_more_and_each_report_is_told(runs: ScheduledRuns) -> None:
    so_far, whole = SyncReport(delivered=2, has_more=True), SyncReport(delivered=5)
    runs.scheduler.start()
    runs.scheduler.sync_now()
    runs.report = so_far
    runs.end()
    runs.end()
    assert len(runs.work.waiting) == 1
    runs.report = whole
    runs.end()
    assert runs.reports == [so_far, so_far, whole]
    assert len(runs.work.waiting) == 1, "what was asked for meanwhile follows the whole run"


def test_stopping_ends_a_run_after_its_request(runs: ScheduledRuns) -> None:
    runs.report = SyncReport(delivered=2, has_more=True)
    runs.scheduler.start()
    runs.end()
    runs.scheduler.stop()
    runs.end()
    assert runs.work.waiting == []
    assert runs.count == 2
    runs.scheduler.start()
    assert len(runs.work.waiting) == 1


def test_a_store_that_fails_is_told_and_the_next_run_comes(runs: ScheduledRuns) -> None:
    runs.error = StoreUnusable("busy")
    runs.scheduler.sync_now()
    runs.end()
    runs.error = None
    runs.scheduler.sync_now()
    runs.end()
    assert runs.errors == ["store.unusable.busy"]
    assert len(runs.reports) == 1


def test_what_was_asked_during_a_failed_run_is_not_forgotten(runs: ScheduledRuns) -> None:
    runs.error = StoreUnusable("busy")
    runs.scheduler.sync_now()
    runs.scheduler.sync_now()
    runs.end()
    runs.error = None
    runs.scheduler.sync_now()
    runs.end()
    while runs.work.waiting:
        runs.end()
    assert len(runs.reports) >= 1


# --- the unattended desk ---

SOON, LATER = timedelta(milliseconds=20), timedelta(milliseconds=60)
NEVER = timedelta(hours=1)


@dataclass
class SetClock:
    """A clock that stands still until its seconds are set."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_it_warns_and_then_locks(qtbot: QtBot, qapp: QApplication) -> None:
    clock = SetClock()
    watch = IdleWatch(qapp, warn_after=SOON, lock_after=LATER, awake=clock, wall=clock)
    with qtbot.waitSignals([watch.warned, watch.ended], order="strict"):
        watch.start()


@pytest.mark.parametrize(
    "act",
    [
        lambda workstation: QTest.keyClick(workstation, Qt.Key.Key_Shift),
        lambda workstation: QTest.mouseClick(workstation, Qt.MouseButton.LeftButton),
        QTest.mouseMove,
    ],
    ids=["key", "press", "movement"],
)
def test_a_sign_of_life_after_the_warning_begins_anew(
    qtbot: QtBot, qapp: QApplication, act: Callable[[QWidget], None]
) -> None:
    watch = IdleWatch(qapp, warn_after=SOON, lock_after=NEVER)
    workstation = QWidget()
    qtbot.addWidget(workstation)
    workstation.show()
    with qtbot.waitSignal(watch.warned):
        watch.start()
    with qtbot.waitSignal(watch.resumed):
        act(workstation)
    with qtbot.waitSignal(watch.warned):
        pass
    watch.stop()


def test_nobody_signed_in_means_nothing_to_lock(qtbot: QtBot, qapp: QApplication) -> None:
    watch = IdleWatch(qapp, warn_after=SOON, lock_after=LATER)
    workstation = QWidget()
    qtbot.addWidget(workstation)
    watch.start()
    watch.stop()
    QTest.keyClick(workstation, Qt.Key.Key_A)
    assert not watch._lock.isActive()
    assert not watch._warn.isActive()


SIGNS_OF_LIFE = [
    QEvent.Type.InputMethod,
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.Wheel,
]


@pytest.mark.parametrize("kind", SIGNS_OF_LIFE, ids=lambda kind: kind.name)
def test_each_way_to_touch_the_machine_begins_anew(
    qtbot: QtBot, qapp: QApplication, kind: QEvent.Type
) -> None:
    watch = IdleWatch(qapp, warn_after=SOON, lock_after=NEVER)
    with qtbot.waitSignal(watch.warned):
        watch.start()
    with qtbot.waitSignal(watch.resumed):
        watch.eventFilter(qapp, QEvent(kind))
    watch.stop()


@pytest.mark.parametrize(
    "kind",
    [QEvent.Type.Paint, QEvent.Type.Timer, QEvent.Type.FocusIn, QEvent.Type.ShortcutOverride],
)
def test_what_the_window_does_by_itself_is_no_sign_of_life(
    qtbot: QtBot, qapp: QApplication, kind: QEvent.Type
) -> None:
    watch = IdleWatch(qapp, warn_after=SOON, lock_after=NEVER)
    with qtbot.waitSignal(watch.warned):
        watch.start()
    with qtbot.assertNotEmitted(watch.resumed):
        watch.eventFilter(qapp, QEvent(kind))
    watch.stop()


def test_a_finger_on_the_screen_is_seen(qtbot: QtBot, qapp: QApplication) -> None:
    """Also where a widget takes the touch, so that Qt makes no mouse press of it."""
    watch = IdleWatch(qapp, warn_after=SOON, lock_after=NEVER)
    workstation = QWidget()
    workstation.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    qtbot.addWidget(workstation)
    workstation.show()
    with qtbot.waitSignal(watch.warned):
        watch.start()
    with qtbot.waitSignal(watch.resumed):
        QTest.touchEvent(workstation, QTest.createTouchDevice()).press(0, QPoint(5, 5)).commit()
    watch.stop()


def asleep_for(seconds: float, qapp: QApplication, *, wall: float = 0.0) -> list[str]:
    """What an hour's watch emits at a paint event after the computer slept so long."""
    awake, date = SetClock(), SetClock()
    watch = IdleWatch(qapp, warn_after=NEVER / 2, lock_after=NEVER, awake=awake, wall=date)
    said: list[str] = []
    watch.ended.connect(lambda: said.append("ended"))
    watch.start()
    awake.seconds += seconds
    date.seconds += wall
    watch.eventFilter(qapp, QEvent(QEvent.Type.Paint))
    watch.stop()
    return said


def test_a_computer_that_slept_is_locked_before_it_draws(qapp: QApplication) -> None:
    assert asleep_for(60, qapp) == ["ended"]
    assert asleep_for(8 * 3600, qapp) == ["ended"]
    assert asleep_for(59, qapp) == []


def test_the_time_of_the_date_counts_as_well(qapp: QApplication) -> None:
    """A virtual machine that was stopped knows it by the date alone."""
    assert asleep_for(0, qapp, wall=3600) == ["ended"]
    assert asleep_for(0, qapp, wall=3599) == []
    assert asleep_for(0, qapp, wall=-86_400) == []


def test_short_waits_add_up_to_the_lock_without_a_timer(qapp: QApplication) -> None:
    clock = SetClock()
    watch = IdleWatch(qapp, warn_after=NEVER / 2, lock_after=NEVER, awake=clock, wall=clock)
    said: list[float] = []
    watch.ended.connect(lambda: said.append(clock.seconds))
    watch.start()
    for _ in range(200):
        clock.seconds += 30
        watch.eventFilter(qapp, QEvent(QEvent.Type.Timer))
    assert said == [1000 + 3600]


def test_the_press_that_comes_too_late_reaches_nothing(qapp: QApplication) -> None:
    clock = SetClock()
    watch = IdleWatch(qapp, warn_after=NEVER / 2, lock_after=NEVER, awake=clock, wall=clock)
    watch.start()
    press = QEvent(QEvent.Type.MouseButtonPress)
    assert watch.eventFilter(qapp, press) is False
    clock.seconds += 3600
    assert watch.eventFilter(qapp, press) is True
    assert watch.eventFilter(qapp, press) is False


def test_the_clock_of_the_watch_runs_on(qapp: QApplication) -> None:
    before = clock_through_sleep()
    assert clock_through_sleep() >= before > 0
