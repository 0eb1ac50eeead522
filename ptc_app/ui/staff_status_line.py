"""The status line of the staff pages: last save, sync counts, network."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.theme import current_look, design_tokens, grid_space
from ptc_app.ui.widgets.labels import Tone

_FIGURE = re.compile(r"\d[\d.,]*")


class StatusLine(QFrame):
    """Three flat buttons that show the last save, the sync counts and the state of central.

    They wrap to further lines where they do not fit. `name` is the accessible name of the line. A
    button pressed emits `saved_clicked`, `sync_clicked` or `network_clicked`.
    """

    saved_clicked = Signal()
    """Emitted when the button with the last save is pressed."""

    sync_clicked = Signal()
    """Emitted when the button with the sync counts is pressed."""

    network_clicked = Signal()
    """Emitted when the button with the state of central is pressed."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setProperty("look", "status")
        self.setAccessibleName(name)
        self._saved = _Part()
        self._sync = _Part()
        self._network = _Part()
        self._saved.clicked.connect(self.saved_clicked)
        self._sync.clicked.connect(self.sync_clicked)
        self._network.clicked.connect(self.network_clicked)
        flow = FlowLayout(self, gap=grid_space(1), spread=SpareWidth.BEFORE_LAST)
        flow.setContentsMargins(grid_space(1), 1, grid_space(1), 0)
        for part in (self._saved, self._sync, self._network):
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_saved(self, text: str, time: str, tone: Tone = Tone.GOOD) -> None:
        """Show `text` in bold and `time` after it, with a dot in the colour of `tone`.

        Both are translated and shown as they are; an empty time leaves the text alone.
        """
        self._saved.show_words(text, time, tone)

    def show_sync(self, sentence: str) -> None:
        """Show the sync counts, a translated sentence; its numbers are set bold."""
        self._sync.show_words("", sentence, None)

    def show_network(self, text: str, tone: Tone) -> None:
        """Show the state of central, a translated text, with a dot in the colour of `tone`."""
        self._network.show_words("", text, tone)

    def parts(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        """The buttons in this order: saved, sync, network."""
        return self._saved, self._sync, self._network


class _Part(QPushButton):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "status")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._bold = ""
        self._rest = ""
        self._tone: Tone | None = None
        self._dot = _Dot()
        self._label = QLabel()
        self._label.setProperty("look", "quiet")
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(grid_space(1), 0, grid_space(1), 0)
        self._row.setSpacing(grid_space())
        for part in (self._dot, self._label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_words(self, bold: str, rest: str, tone: Tone | None) -> None:
        self._bold, self._rest, self._tone = bold, rest, tone
        self._dot.show_tone(tone)
        self.setAccessibleName(f"{bold} {rest}".strip())
        self._write()

    def sizeHint(self) -> QSize:
        inside = self._row.sizeHint()
        return inside.expandedTo(QSize(0, design_tokens().status_height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._write()

    def _write(self) -> None:
        rest = html.escape(self._rest)
        if self._tone is None:
            rest = _FIGURE.sub(lambda found: _strong(found.group()), rest)
        said = f"{_strong(html.escape(self._bold))} {rest}" if self._bold else rest
        self._label.setText(said)
        self.updateGeometry()


class _Dot(QWidget):
    """A coloured dot beside a text that says the same."""

    def __init__(self) -> None:
        super().__init__()
        self._tone: Tone | None = None

    def show_tone(self, tone: Tone | None) -> None:
        self._tone = tone
        self.setVisible(tone is not None)
        self.update()

    def sizeHint(self) -> QSize:
        side = current_look().scaled(design_tokens().bar)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        role = "quiet" if self._tone in {None, Tone.NEUTRAL} else str(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current_look().colour(role))
        painter.drawEllipse(QRectF(self.rect()))


def _strong(text: str) -> str:
    ink = current_look().colour("ink").name()
    return f'<span style="font-weight:600;color:{ink}">{text}</span>'
