"""Keeps what is typed into a page as a draft, and shows it again when the page is opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.drafts.entry_drafts import EntryDraft, EntryKey
from ptc_app.ui.entries.field_values import call_on_change, field_values, set_field_values
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.labels import Tone


class KeptEntries(QObject):
    """Saves the changed fields below `root` at each change; the page begins with `open`.

    The fields are those of `field_values`. What they hold at `open` counts as not typed: only what
    differs is kept, so that a draft does not bring back what others have changed since.
    """

    failed = Signal(object)
    """Emitted with the PtcError when the draft could not be read, saved or deleted."""

    def __init__(self, context: PageContext, key: EntryKey, root: QWidget) -> None:
        """`root` is the Qt parent too."""
        super().__init__(root)
        self._context = context
        self._service = context.services.entry_drafts
        self._key = key
        self._root = root
        self._untouched: dict[str, str] = {}
        self._is_open = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._save)

    def open(self, shown: Callable[[EntryDraft | None], None]) -> None:
        """Load the draft, show it in the fields, and keep what is typed from now on.

        Then calls `shown` with the draft, None where there was none. Called once.
        """
        self._context.store.run(
            self,
            partial(self._service.load, self._key),
            partial(self._show, shown),
            partial(self._begin_anew, shown),
        )

    def stop(self) -> None:
        """Keep nothing more; the draft stays as it is."""
        self._is_open = False
        self._soon.stop()

    def forget(self) -> None:
        """Delete the draft and keep nothing more: it was saved as a record, or given up."""
        self.stop()
        self._run(partial(self._service.discard, self._key))

    def empty(self) -> None:
        """Show the fields as they were at `open`; the draft is deleted with the change."""
        set_field_values(self._root, self._untouched)

    def _show(self, shown: Callable[[EntryDraft | None], None], draft: EntryDraft | None) -> None:
        self._untouched = field_values(self._root)
        if draft is not None:
            set_field_values(self._root, draft.values)
        self._is_open = True
        call_on_change(self._root, self._save_soon)
        shown(draft)

    def _begin_anew(self, shown: Callable[[EntryDraft | None], None], error: PtcError) -> None:
        self._show(shown, None)
        self.failed.emit(error)

    def _save_soon(self) -> None:
        """Once for all fields that one act changes."""
        if self._is_open:
            self._soon.start()

    def _save(self) -> None:
        now = field_values(self._root)
        typed = {name: value for name, value in now.items() if self._untouched.get(name) != value}
        self._run(partial(self._service.save, self._key, typed))

    def _run(self, work: Callable[[], None]) -> None:
        self._context.store.run(self, work, lambda _: None, self.failed.emit)


class KeptAnswers(QObject):
    """Keeps the half-given answer to a question that a panel of a page asks, one at a time."""

    failed = Signal(object)
    """Emitted with the PtcError when a draft could not be read, saved or deleted."""

    def __init__(self, context: PageContext, panel: QWidget) -> None:
        """`panel` asks the questions, and is the Qt parent."""
        super().__init__(panel)
        self._context = context
        self._panel = panel
        self._kept: KeptEntries | None = None

    def begin(self, key: EntryKey) -> None:
        """Show what was answered before to the question the panel asks now, and keep the rest."""
        self._let_go()
        self._kept = KeptEntries(self._context, key, self._panel)
        self._kept.failed.connect(self.failed)
        self._kept.open(lambda _draft: None)

    def forget(self) -> None:
        """Delete the draft: the answer was used, or given up. Does nothing without a question."""
        if self._kept is not None:
            self._kept.forget()
        self._let_go()

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept.stop()
            self._kept.deleteLater()
        self._kept = None


def say_restored(banner: Banner, draft: EntryDraft, context: PageContext) -> None:
    """Say in the banner that what was typed before is shown again, and since when it waits."""
    tr: Localizer = context.tr
    moment = tr.moment_text(context.local(draft.saved_at))
    banner.show_message(
        Tone.INFO,
        tr("What you typed is here again"),
        tr("You typed it on {moment}, and it is not recorded yet.", moment=moment),
    )
