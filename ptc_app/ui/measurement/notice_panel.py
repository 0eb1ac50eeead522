"""Beside the readings: what to watch for, and what to say aloud."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ptc_app.domain.measurement.protocol import MeasurementGroup, WarningKind, localized
from ptc_app.domain.measurement.reading_checks import ReadingWarning as Notice
from ptc_app.i18n.translator import Translator
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.card import Card, divider
from ptc_app.ui.widgets.labels import Tone, body_label, bold_label, caption_label
from ptc_app.ui.widgets.screen_reader import announce_name

_WIDTH = 260
"""Pixels the side takes at least, at 100 % text."""


class NoticePanel(QWidget):
    """Alarms first, then what is to be confirmed or looked at again, then the sentences."""

    def __init__(self, tr: Translator, spoken: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._spoken = spoken
        self._notices: tuple[Notice, ...] = ()
        self._cards: list[QWidget] = []
        self._saying: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid_space(2))
        self._column.addStretch(1)
        self.setMinimumWidth(current_look().scaled(_WIDTH))

    def show_notices(self, notices: Iterable[Notice]) -> None:
        """These and no others; one that was not there before is said aloud to screen readers."""
        ordered = tuple(sorted(notices, key=lambda one: one.kind is not WarningKind.ALARM))
        if ordered == self._notices:
            return
        before, self._notices = self._notices, ordered
        _drop(self._cards)
        for place, notice in enumerate(ordered):
            card = _NoticeCard(notice, self._tr.language)
            self._column.insertWidget(place, card)
            self._cards.append(card)
            if notice not in before:
                announce_name(card)

    def show_sayings(self, groups: Iterable[MeasurementGroup]) -> None:
        """The sentence of each group in the participant's language, and in that of the staff."""
        _drop(self._saying)
        title = self._tr("Say aloud")
        card = Card(name=title)
        card.add(bold_label(title))
        for place, group in enumerate(groups):
            if place:
                card.add(divider())
            card.add(body_label(f"“{localized(group.say_aloud, self._spoken.language)}”"))
            if self._tr.language != self._spoken.language:
                sentence = localized(group.say_aloud, self._tr.language)
                card.add(caption_label(f"{self._tr.native_name}: “{sentence}”"))
        self._column.insertWidget(len(self._cards), card)
        self._saying.append(card)


class SplitColumns(QWidget):
    """Two widgets beside each other, or below where the room is too narrow for both."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left = left
        self._right = right
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(grid_space(3))
        self._box.addWidget(left, 5)
        self._box.addWidget(right, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        both = self._left.minimumSizeHint().width() + self._right.minimumWidth() + grid_space(3)
        fits = event.size().width() >= both
        direction = directions.LeftToRight if fits else directions.TopToBottom
        if direction is not self._box.direction():
            self._box.setDirection(direction)

    def minimumSizeHint(self) -> QSize:
        """Not wider than the wider of the two: they can always stand one below the other."""
        wide = max(self._left.minimumSizeHint().width(), self._right.minimumWidth())
        return QSize(wide, self._box.minimumSize().height())


class _NoticeCard(QFrame):
    def __init__(self, notice: Notice, language: str) -> None:
        super().__init__()
        tone = Tone.STOP if notice.kind is WarningKind.ALARM else Tone.WARN
        headline, text = notice.headline(language), localized(notice.text, language)
        self.setProperty("look", f"banner-{tone}")
        self.setObjectName(f"measure.warning:{notice.code}")
        self.setAccessibleName(headline)
        self.setAccessibleDescription(text)
        title = bold_label(headline)
        title.set_tone(tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid_space(2.5), grid_space(2), grid_space(2.5), grid_space(2))
        column.setSpacing(grid_space(0.5))
        column.addWidget(title)
        column.addWidget(body_label(text))


def _drop(widgets: list[QWidget]) -> None:
    for widget in widgets:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
    widgets.clear()
