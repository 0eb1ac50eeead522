"""The frame around staff pages: navigation rail, page and status line."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ptc_app.domain.author import Author
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.practitioner import StaffRole
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.shortcuts import LOCK_KEY, SEARCH_KEY
from ptc_app.ui.staff_status_line import StatusLine
from ptc_app.ui.theme import current_look, design_tokens
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.navigation_rail import NavigationEntry, NavigationRail

_PAGE_WIDTH = 500
"""Pixels, at 100 % text, that a page has beside the whole rail; with less the rail is folded."""


class StaffFrame(QWidget):
    """Navigation rail, one staff page, and the status line; made for one signed-in practitioner.

    A printable key that no control of the page took begins a search, see `search`. Not on a page
    with a true attribute `keeps_keys`, nor on one with a visible text field and no `search_box`, so
    that typing or scanning does not leave it. Ctrl+L asks for the lock, Ctrl+K begins a search.
    """

    lock_asked = Signal()
    """Emitted when the lock button or Ctrl+L is pressed."""

    search_asked = Signal()
    """Emitted when a search is begun on a page without a `search_box`."""

    def __init__(self, author: Author, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self.rail = _rail(author, tr)
        self.status = StatusLine(name=tr("Status"))
        self._pages = QStackedWidget()
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.rail)
        beside.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(beside, 1)
        column.addWidget(self.status)
        self.rail.lock_asked.connect(self.lock_asked)
        QShortcut(QKeySequence(LOCK_KEY), self).activated.connect(self.lock_asked)
        QShortcut(QKeySequence(SEARCH_KEY), self).activated.connect(self.search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_rail()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fold_rail()

    def _fold_rail(self) -> None:
        """Leave the page the width it needs: at large text the rail takes a third of a screen."""
        look = current_look()
        least = look.scaled(_PAGE_WIDTH) + look.scaled(design_tokens().rail_width)
        self.rail.fold(icons_only=self.width() < least)

    @property
    def page(self) -> QWidget | None:
        """The page shown now; None before the first."""
        return self._pages.currentWidget()

    def show_page(self, page: QWidget, key: str) -> None:
        """Show this page in place of the one before, which is deleted, and give it the focus.

        `key` is the rail entry to mark; KeyError where the rail has no such entry.
        """
        self.rail.set_current(key)
        before = self._pages.currentWidget()
        first: QWidget | None = page.focusWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        (page if first is None else first).setFocus()
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()

    def search(self, text: str = "") -> None:
        """Focus the page's `search_box` and insert `text` at its cursor.

        On a page without one it first emits `search_asked`, whose receiver opens a page with one;
        does nothing more where that page has none either.
        """
        if self._search_box() is None:
            self.search_asked.emit()
        box = self._search_box()
        if box is not None:
            box.setFocus()
            box.insert(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        is_letter = event.text().strip().isprintable() and bool(event.text().strip())
        if is_letter and not modifiers and not self._keeps_keys():
            self.search(event.text())
            return
        super().keyPressEvent(event)

    def _search_box(self) -> QLineEdit | None:
        """The page's attribute `search_box`, if it has one."""
        box = getattr(self.page, "search_box", None)
        return box if isinstance(box, QLineEdit) else None

    def _keeps_keys(self) -> bool:
        page = self.page
        if getattr(page, "keeps_keys", False):
            return True
        lines = page.findChildren(QLineEdit) if page is not None else []
        return self._search_box() is None and any(line.isVisible() for line in lines)

    def show_saved(self, at: datetime) -> None:
        """Show in the status line when a change was last committed.

        `at` in the workstation's time zone.
        """
        self.status.show_saved(self._tr("Saved on this computer"), self._tr.seconds_text(at))

    def show_counts(self, counts: DeliveryCounts) -> None:
        """Show these counts in the status line: recorded = received + waiting + attention."""
        tr = self._tr
        self.status.show_sync(
            tr(
                "{captured} recorded = {received} received + {waiting} waiting"
                " + {attention} needs attention",
                captured=tr.number(counts.captured),
                received=tr.number(counts.received),
                waiting=tr.number(counts.waiting),
                attention=tr.number(counts.needs_attention),
            )
        )

    def show_network(self, tone: Tone, text: str) -> None:
        """Show this translated text in the status line's place for the state of central.

        `tone` colours the dot before it. The warning of the idle lock is shown there too.
        """
        self.status.show_network(text, tone)


def staff_role_text(role: StaffRole, tr: Localizer) -> str:
    """Return the name of a staff role in the language of `tr`."""
    names = {
        StaffRole.ADMINISTRATOR: tr("Administrator"),
        StaffRole.COORDINATOR: tr("Coordinator"),
    }
    return names[role]


def _rail(author: Author, tr: Localizer) -> NavigationRail:
    rail = NavigationRail(
        (
            NavigationEntry("today", tr("Today"), "sun"),
            NavigationEntry("participants", tr("Participants"), "users"),
            NavigationEntry("sync", tr("Sync"), "refresh-cw"),
            NavigationEntry("site", tr("Site"), "settings"),
        ),
        name=tr("Where to go"),
        title=tr("Participant Technology Center"),
        subtitle=f"{author.workstation.site} · {author.workstation.machine}",
        lock_text=tr("Lock"),
        lock_key=LOCK_KEY,
    )
    for key in ("today", "participants", "sync", "site"):
        rail.button(key).setObjectName(f"rail.{key}")
    rail.set_person(author.practitioner.name, staff_role_text(author.practitioner.role, tr))
    return rail
