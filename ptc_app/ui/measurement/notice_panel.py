"""The panel beside the entry fields: warnings, and what to say to the participant."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.protocol import MeasurementGroup
from ptc_app.domain.measurement.reading_checks import ReadingWarning
from ptc_app.domain.measurement.thresholds import WarningKind
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.measurement.measurement_texts import warning_headline
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.card import Card, divider
from ptc_app.ui.widgets.labels import Tone, body_label, bold_label, caption_label
from ptc_app.ui.widgets.screen_reader import announce_name

_WIDTH = 260
"""Pixels that the panel is wide at least, at 100 % text."""


class NoticePanel(QWidget):
    """Shows warnings, those of kind ALARM first, and below them the sentences of a step.

    `tr` is of the operator's language, `spoken` of the participant's.
    """

    def __init__(self, tr: Localizer, spoken: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self._spoken = spoken
        self._warnings: tuple[ReadingWarning, ...] = ()
        self._cards: list[QWidget] = []
        self._sentences: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid_space(2))
        self._column.addStretch(1)
        self.setMinimumWidth(current_look().scaled(_WIDTH))

    def show_warnings(self, warnings: Iterable[ReadingWarning]) -> None:
        """Show these warnings and no others; a screen reader announces each new one."""
        ordered = tuple(sorted(warnings, key=lambda each: each.kind is not WarningKind.ALARM))
        if ordered == self._warnings:
            return
        before, self._warnings = self._warnings, ordered
        _delete_all(self._cards)
        for index, warning in enumerate(ordered):
            card = _WarningCard(warning, self._tr)
            self._column.insertWidget(index, card)
            self._cards.append(card)
            if warning not in before:
                announce_name(card)

    def show_sentences(self, groups: Iterable[MeasurementGroup]) -> None:
        """Show what to say aloud for each of these groups, in place of what was shown before.

        In the participant's language, and below it in the operator's where that is another one.
        """
        _delete_all(self._sentences)
        title = self._tr("Say aloud")
        card = Card(name=title)
        card.add(bold_label(title))
        for index, group in enumerate(groups):
            if index:
                card.add(divider())
            card.add(body_label(f"“{localized(group.say_aloud, self._spoken.language)}”"))
            if self._tr.language != self._spoken.language:
                sentence = localized(group.say_aloud, self._tr.language)
                card.add(caption_label(f"{self._tr.native_name}: “{sentence}”"))
        self._column.insertWidget(len(self._cards), card)
        self._sentences.append(card)


class _WarningCard(QFrame):
    def __init__(self, warning: ReadingWarning, tr: Localizer) -> None:
        super().__init__()
        tone = Tone.STOP if warning.kind is WarningKind.ALARM else Tone.WARN
        headline, text = warning_headline(warning, tr), localized(warning.text, tr.language)
        self.setProperty("look", f"banner-{tone}")
        self.setObjectName(f"measure.warning:{warning.code}")
        self.setAccessibleName(headline)
        self.setAccessibleDescription(text)
        title = bold_label(headline)
        title.set_tone(tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid_space(2.5), grid_space(2), grid_space(2.5), grid_space(2))
        column.setSpacing(grid_space(0.5))
        column.addWidget(title)
        column.addWidget(body_label(text))


def _delete_all(widgets: list[QWidget]) -> None:
    for widget in widgets:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
    widgets.clear()
