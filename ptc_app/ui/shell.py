"""The one window: the door, the staff's frame with rail and status line, or the kiosk alone."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ptc_app.domain.outbox import Counts
from ptc_app.domain.practitioner import Author, Role
from ptc_app.ui.i18n import Words
from ptc_app.ui.widgets.rail import Rail, RailEntry
from ptc_app.ui.widgets.status_line import StatusLine
from ptc_app.ui.widgets.text import Tone

LOCK_KEY = "Ctrl+L"
SEARCH_KEY = "Ctrl+K"


class Shell(QMainWindow):
    """Shows one widget at a time and forgets the one before.

    Its title never names a participant.
    """

    chosen = Signal(str)
    lock_asked = Signal()
    search_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Participant Technology Center")
        self.resize(1366, 768)
        self._whole = QStackedWidget()
        self.setCentralWidget(self._whole)
        self._frame: StaffFrame | None = None

    @property
    def page(self) -> QWidget | None:
        """What is in front of the person now."""
        if self._frame is not None and self._whole.currentWidget() is self._frame:
            return self._frame.page
        return self._whole.currentWidget()

    @property
    def frame(self) -> StaffFrame | None:
        """The staff's frame, while someone is signed in."""
        return self._frame

    def show_alone(self, widget: QWidget) -> None:
        """The door or the kiosk: nothing else of the clinic is in reach."""
        self._drop_all_but(self._frame)
        self._show(widget)

    def open_frame(self, frame: StaffFrame) -> None:
        """The staff's frame for who has signed in."""
        self._frame = frame
        frame.rail.chosen.connect(self.chosen)
        frame.rail.lock_asked.connect(self.lock_asked)
        QShortcut(QKeySequence(LOCK_KEY), frame).activated.connect(self.lock_asked)
        QShortcut(QKeySequence(SEARCH_KEY), frame).activated.connect(self.search_asked)
        self._drop_all_but(frame)
        self._show(frame)

    def show_page(self, page: QWidget, key: str) -> None:
        """A staff page, with its place in the rail."""
        if self._frame is None:
            raise RuntimeError("no one is signed in")
        self._frame.show_page(page, key)
        self._drop_all_but(self._frame)
        self._show(self._frame)

    def close_frame(self) -> None:
        """No one is signed in any more."""
        self._frame = None

    def _show(self, widget: QWidget) -> None:
        if self._whole.indexOf(widget) < 0:
            self._whole.addWidget(widget)
        self._whole.setCurrentWidget(widget)

    def _drop_all_but(self, kept: QWidget | None) -> None:
        for index in reversed(range(self._whole.count())):
            widget = self._whole.widget(index)
            if widget is not None and widget is not kept:
                self._whole.removeWidget(widget)
                widget.deleteLater()


class StaffFrame(QWidget):
    """Rail, page and status line."""

    def __init__(self, author: Author, words: Words) -> None:
        super().__init__()
        self._words = words
        self.rail = _rail(author, words)
        self.status = StatusLine(name=words("Status"))
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

    @property
    def page(self) -> QWidget | None:
        return self._pages.currentWidget()

    def show_page(self, page: QWidget, key: str) -> None:
        """This page instead of the one before."""
        self.rail.set_current(key)
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()

    def show_saved(self, at: datetime) -> None:
        """When something was last known to be on disk."""
        self.status.show_saved(self._words("Saved on this computer"), self._words.seconds_text(at))

    def show_counts(self, counts: Counts) -> None:
        """The sum that must always come out."""
        words = self._words
        self.status.show_sync(
            words(
                "{captured} recorded = {received} received + {waiting} waiting"
                " + {attention} needs attention",
                captured=words.number(counts.captured),
                received=words.number(counts.received),
                waiting=words.number(counts.waiting),
                attention=words.number(counts.needs_attention),
            )
        )

    def show_network(self, tone: Tone, text: str) -> None:
        """Whether central answers, and what that means for what waits."""
        self.status.show_network(text, tone)


def role_text(role: Role, words: Words) -> str:
    """What a role is called."""
    names = {
        Role.ADMINISTRATOR: words("Administrator"),
        Role.COORDINATOR: words("Coordinator"),
    }
    return names[role]


def _rail(author: Author, words: Words) -> Rail:
    rail = Rail(
        (
            RailEntry("today", words("Today"), "sun"),
            RailEntry("participants", words("Participants"), "users"),
            RailEntry("sync", words("Sync"), "refresh-cw"),
            RailEntry("site", words("Site"), "settings"),
        ),
        name=words("Where to go"),
        title=words("Participant Technology Center"),
        subtitle=f"{author.desk.site} · {author.desk.machine}",
        lock_text=words("Lock"),
        lock_key=LOCK_KEY,
    )
    for key in ("today", "participants", "sync", "site"):
        rail.button(key).setObjectName(f"rail.{key}")
    rail.set_person(author.practitioner.name, role_text(author.practitioner.role, words))
    return rail
