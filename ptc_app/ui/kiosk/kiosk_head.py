"""The head of a kiosk page: progress, read aloud, text size, language, staff."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_text_size import enlarge_text, restore_text_size
from ptc_app.ui.kiosk.speech_reader import SpeechReader, speech_engine
from ptc_app.ui.layouts.flow_layout import FlowLayout
from ptc_app.ui.theme import Audience, current_look, grid_space
from ptc_app.ui.widgets.buttons import link_button, small_button
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.worded_progress import WordedProgress


class KioskHead(QFrame):
    """Progress of the participant; buttons to read aloud, for text size, language and staff.

    Its owner sets `spoken`, which "Read aloud" reads by `voice`, and connects the button `staff`.
    The text size set here counts for the whole application until the head is deleted. The language
    button emits `language_asked` with the next Localizer; the owner then calls `say_in`.
    """

    language_asked = Signal(object)
    """Emitted with the Localizer of the next language when the language button is pressed."""

    def __init__(self, tr: Localizer, languages: Sequence[Language]) -> None:
        """`languages` are those on offer; with only one there is no language button."""
        super().__init__()
        self.setProperty("look", "bar-top")
        self.spoken = ""
        self.voice = SpeechReader(speech_engine(self))
        self._progress = WordedProgress(scale=Audience.KIOSK)
        self._aloud = with_object_name(small_button("", icon="volume-2"), "kiosk.read-aloud")
        self._aloud.setVisible(self.voice.is_there)
        self._size = with_object_name(small_button("", icon="a-large-small"), "kiosk.text-size")
        self.language = with_object_name(small_button(""), "kiosk.language")
        self.staff = with_object_name(
            link_button("", icon="users", scale=Audience.KIOSK), "kiosk.staff"
        )
        self.staff.setProperty("compact", "true")
        if len(languages) == 1:
            self.language.hide()
        self._languages = languages
        self._tr = tr
        self.row = FlowLayout(self, gap=grid_space(3))
        for part in (self._progress, self._aloud, self._size, self.language, self.staff):
            self.row.addWidget(part)
        self.language.clicked.connect(self._ask_language)
        self._aloud.clicked.connect(self._read_aloud)
        self._size.clicked.connect(enlarge_text)
        self.destroyed.connect(partial(restore_text_size, current_look()))

    def say_in(self, tr: Localizer) -> None:
        """Show the texts of the head in the language of `tr`; the page is not changed."""
        self._tr = tr
        self.language.setText(tr.next_of(self._languages).native_name)
        self.staff.setAccessibleName(tr("Staff"))
        self._aloud.setAccessibleName(tr("Read aloud"))
        self._size.setAccessibleName(tr("Text size"))
        self._fit()

    def show_progress(self, text: str, done: int, of: int) -> None:
        """Show this translated text and the bar filled to `done` of `of` steps."""
        self._progress.show_progress(text, done, of)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Show only icons where the texts do not fit."""
        buttons = (self._aloud, self._size, self.staff)
        for button in buttons:
            button.setText(button.accessibleName())
        if self.row.sizeHint().width() > self.width():
            for button in buttons:
                button.setText("")

    def _ask_language(self) -> None:
        self.language_asked.emit(self._tr.next_of(self._languages))

    def _read_aloud(self) -> None:
        self.voice.read(self.spoken, self._tr.language)
