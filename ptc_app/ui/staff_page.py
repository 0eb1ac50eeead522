"""The base of staff pages: a scaffold, and running queries and acts on the store thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.messages.error_messages import error_message
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.labels import Tone

_T = TypeVar("_T")


class StaffPage(QWidget):
    """Base class of staff pages: a PageScaffold that a subclass fills with its content.

    Subclasses run queries and actions on the store thread; a PtcError of one is shown in the
    banner. `heading` is the title, `below` the line below it, hidden if empty.
    """

    def __init__(self, context: PageContext, heading: str, *, below: str = "") -> None:
        super().__init__()
        self._context = context
        self._is_busy = False
        self._scaffold = PageScaffold(
            heading, below=below, way_name=context.tr("Where this page is")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scaffold)

    def _load(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Run a query on the store thread, then `done` with its result.

        A PtcError is shown in the banner instead.
        """
        self._context.store.run(self, work, done, self._show_error)

    def _ask(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Run an act on the store thread, then `done`; does nothing while another act is under way.

        A PtcError is shown in the banner instead.
        """
        if self._is_busy:
            return
        self._is_busy = True
        self._load(work, partial(self._end, done))

    def _end(self, done: Callable[[_T], None], result: _T) -> None:
        self._is_busy = False
        done(result)

    def _show_error(self, error: PtcError) -> None:
        """Show the message of an error in the banner; another act may be asked for again."""
        self._is_busy = False
        message = error_message(error, self._context.tr, support=self._context.support.text)
        self._scaffold.banner.show_message(Tone.STOP, message.title, message.text)
