"""The head of a kiosk page: progress, text size, language, read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame

from ptc_app.domain.language import Language
from ptc_app.i18n.translator import Translator
from ptc_app.ui import theme
from ptc_app.ui.layouts.flow_layout import FlowLayout
from ptc_app.ui.theme import Audience, ThemeLook, current_look, grid_space
from ptc_app.ui.widgets.buttons import link_button, small_button
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.worded_progress import WordedProgress

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

TEXT_SIZES = (1.0, 1.25, 1.5, 2.0)
LARGE = 1.5
"""The text scale from which type is very large."""


class KioskHead(QFrame):
    """Progress and the help buttons; emits when another language is asked for."""

    language_asked = Signal(object)
    """Translator of the language asked for."""

    def __init__(self, tr: Translator, languages: Sequence[Language]) -> None:
        """`languages` are those on offer: a press on their button goes to the next of them."""
        super().__init__()
        self.setProperty("look", "bar-top")
        self.spoken = ""
        self.voice = SpeechReader(self)
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
        self._size.clicked.connect(_make_larger)
        self.destroyed.connect(partial(_restore, current_look()))

    def say_in(self, tr: Translator) -> None:
        """Show the head in another language."""
        self._tr = tr
        self.language.setText(tr.next_of(self._languages).native_name)
        self.staff.setAccessibleName(tr("Staff"))
        self._aloud.setAccessibleName(tr("Read aloud"))
        self._size.setAccessibleName(tr("Text size"))
        self._fit()

    def show_progress(self, text: str, done: int, of: int) -> None:
        """Show step `done` of `of`."""
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


class SpeechReader:
    """Reads a text aloud with Qt TextToSpeech, where an engine is installed."""

    def __init__(self, owner: QObject) -> None:
        self._speech = _speech(owner)

    @property
    def is_there(self) -> bool:
        """Whether a speech engine is available."""
        return self._speech is not None and not self._is("Error")

    def read(self, text: str, language: Language) -> None:
        """Start reading, or stop if it is reading already."""
        if self._speech is None:
            return
        if self._is("Speaking"):
            self._speech.stop()
            return
        self._speech.setLocale(QLocale(f"{language}_US"))
        self._speech.say(text)

    def be_quiet(self) -> None:
        """Stop reading."""
        if self._speech is not None:
            self._speech.stop()

    def _is(self, state: str) -> bool:
        return self._speech is not None and self._speech.state().name == state


def _speech(owner: QObject) -> QTextToSpeech | None:
    """A speech engine that makes sound: not Qt's mock, and none without a screen."""
    if QGuiApplication.platformName() == "offscreen":
        return None
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - loads a sound server
    except ImportError:
        return None
    engine = next((name for name in QTextToSpeech.availableEngines() if name != "mock"), "")
    return QTextToSpeech(engine, owner) if engine else None


def _make_larger() -> None:
    """Switch to the next larger text size; after the largest, to the smallest."""
    look = current_look()
    larger = (size for size in TEXT_SIZES if size > look.text_scale)
    _apply(ThemeLook(look.theme, next(larger, TEXT_SIZES[0])))


def _restore(look: ThemeLook, _gone: object = None) -> None:
    """Set the text size the staff uses again."""
    if current_look() != look:
        _apply(look)


def _apply(look: ThemeLook) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply_theme(app, look.theme, look.text_scale)
