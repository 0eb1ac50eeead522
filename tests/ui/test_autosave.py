"""Snapshots go to disk in order, and only the newest is spoken of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ptc_app.domain.errors import PtcError, StoreUnusable
from ptc_app.ui.autosave import Autosave
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.widgets.save_indicator import SaveState
from tests.support.page_contexts import ManualExecutor


class Disk:
    """What was written, and the errors that are to come."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.errors: list[Exception] = []

    def write(self, snapshot: str) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.written.append(snapshot)


class Indicator:
    """What was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[SaveState, str]] = []

    def show_state(self, state: SaveState, text: str = "") -> None:
        self.shown.append((state, text))


class Typing:
    """An autosave, the store thread it works on, and what came of it."""

    def __init__(self) -> None:
        self.page, self.disk, self.indicator = QObject(), Disk(), Indicator()
        self.work = ManualExecutor()
        self.has_entry = True
        self.tasks = TaskQueue(self.work)
        self.saver: Autosave[str] = Autosave(
            self.tasks,
            self.disk.write,
            self.indicator,
            lambda state: state.value,
            page=self.page,
            has_entry=lambda: self.has_entry,
        )
        self.saved = 0
        self.failures: list[PtcError] = []
        self.saver.saved.connect(self._count)
        self.saver.failed.connect(self.failures.append)

    @property
    def state(self) -> SaveState:
        return self.indicator.shown[-1][0]

    def commit(self) -> None:
        self.work.do()
        QApplication.processEvents()

    def _count(self) -> None:
        self.saved += 1


@pytest.fixture
def typing(qapp: QApplication) -> Typing:
    return Typing()


def test_only_the_newest_snapshot_is_called_saved(typing: Typing) -> None:
    typing.saver.save("M")
    typing.saver.save("Ma")
    typing.commit()
    assert (typing.disk.written, typing.state, typing.saved) == (["M"], SaveState.NOTHING, 0)
    assert not typing.saver.is_safe
    typing.commit()
    assert (typing.disk.written, typing.state, typing.saved) == (["M", "Ma"], SaveState.SAVED, 1)
    assert typing.indicator.shown[-1] == (SaveState.SAVED, "saved")
    assert typing.saver.is_safe


def test_a_failure_is_said_and_the_next_save_mends_it(typing: Typing) -> None:
    typing.disk.errors = [StoreUnusable("full")]
    typing.saver.save("M")
    typing.commit()
    assert typing.state is SaveState.NOT_SAVED
    assert typing.saver.has_failed
    assert [error.full_code for error in typing.failures] == ["store.unusable.full"]
    typing.saver.save("M")
    typing.commit()
    assert (typing.disk.written, typing.state) == (["M"], SaveState.SAVED)
    assert not typing.saver.has_failed


def test_the_failure_of_an_older_snapshot_is_not_spoken_of(typing: Typing) -> None:
    typing.disk.errors = [StoreUnusable("busy")]
    typing.saver.save("M")
    typing.saver.save("Ma")
    typing.commit()
    assert (typing.failures, typing.state) == ([], SaveState.NOTHING)
    typing.commit()
    assert (typing.disk.written, typing.state) == (["Ma"], SaveState.SAVED)


def test_a_slow_save_says_that_it_is_under_way(typing: Typing, qtbot: QtBot) -> None:
    typing.saver.save("M")
    qtbot.waitUntil(lambda: typing.state is SaveState.SAVING)
    typing.commit()
    assert typing.state is SaveState.SAVED


@pytest.mark.parametrize(
    ("has_entry", "state"), [(True, SaveState.SAVED), (False, SaveState.NOTHING)]
)
def test_another_page_shows_whether_its_value_is_saved(
    typing: Typing, state: SaveState, *, has_entry: bool
) -> None:
    typing.has_entry = has_entry
    typing.saver.show_again()
    assert typing.state is state


def test_a_snapshot_without_an_entry_of_the_page_is_not_called_saved(typing: Typing) -> None:
    typing.has_entry = False
    typing.saver.save("M")
    typing.commit()
    assert (typing.saved, typing.state) == (1, SaveState.NOTHING)


def test_another_page_hides_no_failure(typing: Typing) -> None:
    typing.disk.errors = [StoreUnusable("full")]
    typing.saver.save("M")
    typing.commit()
    typing.saver.show_again()
    assert typing.state is SaveState.NOT_SAVED
