"""Loads the pages of a list query on the store thread, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic

from PySide6.QtCore import QObject, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.ui.lists.cells import RowT
from ptc_app.ui.tasks import TaskQueue

PageQuery = Callable[[RowT | None, int], list[RowT]]
"""A query of a list: returns at most so many rows (the number) that follow the given row, or the
first ones for None. It runs on the store thread and may raise a PtcError.
"""


class PageLoader(QObject, Generic[RowT]):
    """Loads the first rows of a query, and the page that follows a row, on the store thread.

    It asks for one row more than it needs, to know whether another page follows. Only the answer to
    the newest request is emitted: by `first_loaded`, `next_loaded` or, a PtcError, by `failed`. An
    older one that the store thread has not begun is not read at all.
    """

    first_loaded = Signal(list)
    """Emitted with the list of rows from the beginning, to be shown in place of all others."""

    next_loaded = Signal(list)
    """Emitted with the list of rows that follow, to be shown behind the others."""

    failed = Signal(object)
    """Emitted with the PtcError that the query raised."""

    def __init__(self, store: TaskQueue) -> None:
        super().__init__()
        self._store = store
        self._query: PageQuery[RowT] | None = None
        self._asked = 0
        self.is_loading = False
        """Whether rows were asked for that have not arrived."""
        self.is_complete = True
        """Whether no row follows those that have arrived."""

    def set_query(self, query: PageQuery[RowT] | None) -> None:
        """Use this query from now on, without loading; None for a list with nothing to load.

        An answer still outstanding is dropped.
        """
        self._query = query
        self._asked += 1
        self.is_loading = False
        self.is_complete = True

    def load_first(self, limit: int = PAGE_ROWS) -> None:
        """Load at most `limit` rows from the beginning; `first_loaded` or `failed` follows.

        A request under way is dropped. Does nothing where there is no query.
        """
        self._ask(None, limit, self.first_loaded.emit)

    def load_next(self, after: RowT | None) -> None:
        """Load the page that follows this row; `next_loaded` or `failed` follows.

        Does nothing while rows are being loaded, or where none follow.
        """
        if not (self.is_complete or self.is_loading):
            self._ask(after, PAGE_ROWS, self.next_loaded.emit)

    def _ask(self, after: RowT | None, limit: int, show: Callable[[list[RowT]], None]) -> None:
        if self._query is None:
            return
        self._asked += 1
        self.is_loading = True
        work = partial(self._read, self._asked, self._query, after, limit + 1)
        done = partial(self._arrived, self._asked, limit, show)
        self._store.run(self, work, done, partial(self._refused, self._asked))

    def _read(
        self, asked: int, query: PageQuery[RowT], after: RowT | None, limit: int
    ) -> list[RowT]:
        """On the store thread: the rows, or none where something newer was asked for meanwhile."""
        return query(after, limit) if asked == self._asked else []

    def _arrived(
        self, asked: int, limit: int, show: Callable[[list[RowT]], None], rows: list[RowT]
    ) -> None:
        if asked == self._asked:
            self.is_loading = False
            self.is_complete = len(rows) <= limit
            show(rows[:limit])

    def _refused(self, asked: int, error: PtcError) -> None:
        if asked == self._asked:
            self.is_loading = False
            self.failed.emit(error)
