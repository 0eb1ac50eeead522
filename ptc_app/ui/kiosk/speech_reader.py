"""Reads a text aloud by the speech engine of the operating system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QGuiApplication

from ptc_app.domain.language import Language

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech


class SpeechReader:
    """Reads a text aloud with Qt TextToSpeech; does nothing where no engine is installed.

    The engine belongs to `owner`.
    """

    def __init__(self, engine: QTextToSpeech | None) -> None:
        self._speech = engine

    @property
    def is_there(self) -> bool:
        """Whether a speech engine is installed and works."""
        return self._speech is not None and not self._is("Error")

    def read(self, text: str, language: Language) -> None:
        """Start to read this text with a voice of the language; while it reads, stop instead."""
        if self._speech is None:
            return
        if self._is("Speaking"):
            self._speech.stop()
            return
        self._speech.setLocale(QLocale(f"{language}_US"))
        self._speech.say(text)

    def be_quiet(self) -> None:
        """Stop reading; does nothing while it is silent."""
        if self._speech is not None:
            self._speech.stop()

    def _is(self, state: str) -> bool:
        return self._speech is not None and self._speech.state().name == state


def speech_engine(owner: QObject) -> QTextToSpeech | None:
    """A speech engine that makes sound: not Qt's mock, and none without a screen."""
    if QGuiApplication.platformName() == "offscreen":
        return None
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - loads a sound server
    except ImportError:
        return None
    engine = next((name for name in QTextToSpeech.availableEngines() if name != "mock"), "")
    return QTextToSpeech(engine, owner) if engine else None
