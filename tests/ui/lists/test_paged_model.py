"""Rows are loaded page by page, as far as the list is scrolled, and again where they changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from ptc_app.domain.errors import PtcError, StoreUnusable
from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.ui.lists.cells import Cell, ListColumn, text_cell
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.tasks import TaskQueue
from tests.support.page_contexts import ManualExecutor, SwitchableExecutor

PARENT = QModelIndex()


class Numbers:
    """A query over the numbers from 0, which notes each page it was asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[tuple[int | None, int]] = []
        self.errors: list[PtcError] = []

    def __call__(self, after: int | None, limit: int) -> list[int]:
        self.asked.append((after, limit))
        if self.errors:
            raise self.errors.pop()
        first = 0 if after is None else after + 1
        return list(range(first, min(first + limit, self.count)))


class Listening:
    """What a model told."""

    def __init__(self, model: PagedModel[int]) -> None:
        self.resets = self.loads = 0
        self.errors: list[PtcError] = []
        model.modelReset.connect(self._reset)
        model.loaded.connect(self._load)
        model.loader.failed.connect(self.errors.append)

    def _reset(self) -> None:
        self.resets += 1

    def _load(self) -> None:
        self.loads += 1


def a_model(store: TaskQueue) -> PagedModel[int]:
    return PagedModel[int](
        (
            ListColumn("Number", lambda number, _at: text_cell(str(number))),
            ListColumn(
                "", lambda number, at: text_cell(f"{number} at {at}"), spoken_header="Where"
            ),
        ),
        store,
        key_of=lambda number: number,
        name_of=lambda number: f"Row {number}",
    )


@pytest.fixture
def work() -> SwitchableExecutor:
    return SwitchableExecutor()


@pytest.fixture
def model(qapp: QApplication, work: SwitchableExecutor) -> Iterator[PagedModel[int]]:
    tasks = TaskQueue(work)
    made = a_model(tasks)
    yield made
    made.deleteLater()


def arrive(model: PagedModel[int]) -> None:
    """All that was asked for is shown."""
    while model.loader.is_loading:
        QApplication.processEvents()


def test_a_model_without_a_query_has_nothing_to_load(model: PagedModel[int]) -> None:
    assert not model.loader.is_loading
    assert model.loader.is_complete
    assert not model.canFetchMore(PARENT)


def test_of_a_hundred_thousand_rows_one_page_is_read(model: PagedModel[int]) -> None:
    numbers = Numbers(100_000)
    model.set_query(numbers)
    arrive(model)
    assert numbers.asked == [(None, PAGE_ROWS + 1)]
    assert model.rowCount() == PAGE_ROWS
    assert not model.loader.is_complete
    assert model.canFetchMore(PARENT)


def test_the_next_page_begins_behind_the_last_row(model: PagedModel[int]) -> None:
    numbers = Numbers(PAGE_ROWS + 3)
    model.set_query(numbers)
    arrive(model)
    model.fetchMore(PARENT)
    assert not model.canFetchMore(PARENT)  # one page at a time
    model.fetchMore(PARENT)
    arrive(model)
    assert numbers.asked == [(None, PAGE_ROWS + 1), (PAGE_ROWS - 1, PAGE_ROWS + 1)]
    assert list(model.rows) == list(range(PAGE_ROWS + 3))
    assert model.loader.is_complete
    assert not model.canFetchMore(PARENT)


def test_a_page_that_is_just_full_is_the_last(model: PagedModel[int]) -> None:
    model.set_query(Numbers(PAGE_ROWS))
    arrive(model)
    assert model.loader.is_complete


def test_loading_again_reads_as_many_rows_and_tells_only_of_a_difference(
    model: PagedModel[int],
) -> None:
    numbers = Numbers(2 * PAGE_ROWS + 1)
    model.set_query(numbers)
    arrive(model)
    model.fetchMore(PARENT)
    arrive(model)
    told = Listening(model)
    model.reload()
    arrive(model)
    assert numbers.asked[-1] == (None, 2 * PAGE_ROWS + 1)
    assert not model.loader.is_complete
    assert (told.resets, told.loads) == (0, 1)
    numbers.count = 3
    model.reload()
    arrive(model)
    assert (told.resets, model.rowCount()) == (1, 3)


@pytest.mark.parametrize("count", [0, 3, PAGE_ROWS, PAGE_ROWS + 7, 2 * PAGE_ROWS])
def test_a_row_added_behind_a_list_shown_to_its_end_is_shown(
    model: PagedModel[int], count: int
) -> None:
    numbers = Numbers(count)
    model.set_query(numbers)
    arrive(model)
    while model.canFetchMore(PARENT):
        model.fetchMore(PARENT)
        arrive(model)
    numbers.count += 1
    model.reload()
    arrive(model)
    assert (model.rowCount(), model.loader.is_complete) == (count + 1, True)


def test_only_the_answer_to_what_was_asked_last_counts(qapp: QApplication) -> None:
    work = ManualExecutor()
    tasks = TaskQueue(work)
    model = a_model(tasks)
    model.set_query(Numbers(1))
    model.set_query(Numbers(2))
    work.do(1)
    work.do(0)
    while not tasks.is_idle:
        QApplication.processEvents()
    assert model.rowCount() == 2


def test_what_nobody_waits_for_any_more_is_not_read(qapp: QApplication) -> None:
    work = ManualExecutor()
    tasks = TaskQueue(work)
    model, older, newer = a_model(tasks), Numbers(1), Numbers(2)
    model.set_query(older)
    model.set_query(newer)
    work.do()
    work.do()
    while not tasks.is_idle:
        QApplication.processEvents()
    assert (older.asked, len(newer.asked)) == ([], 1)


def test_a_cell_is_made_once_for_each_answer(qapp: QApplication) -> None:
    made: list[int] = []

    def cell(number: int, _at: int) -> Cell:
        made.append(number)
        return text_cell(str(number))

    model = PagedModel[int](
        (ListColumn("", cell),), TaskQueue(SwitchableExecutor()), key_of=str, name_of=str
    )
    model.set_rows([7])
    assert model.cell(0, 0) is model.cell(0, 0)
    model.set_rows([7])
    assert model.cell(0, 0) == text_cell("7")
    assert made == [7, 7]


def test_a_query_that_is_refused_leaves_the_rows_and_may_be_tried_again(
    model: PagedModel[int],
) -> None:
    numbers = Numbers(PAGE_ROWS + 1)
    model.set_query(numbers)
    arrive(model)
    told = Listening(model)
    numbers.errors = [StoreUnusable("busy")]
    model.fetchMore(PARENT)
    arrive(model)
    assert [error.full_code for error in told.errors] == ["store.unusable.busy"]
    assert model.rowCount() == PAGE_ROWS
    model.fetchMore(PARENT)
    arrive(model)
    assert model.rowCount() == PAGE_ROWS + 1


def test_rows_in_hand_are_all_there_are(model: PagedModel[int]) -> None:
    model.set_rows([4, 5])
    assert (list(model.rows), model.loader.is_complete) == ([4, 5], True)
    model.reload()
    model.fetchMore(PARENT)
    assert not model.loader.is_loading
