"""Reads a text aloud by the speech engine of the operating system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QGuiApplication

from ptc_app.domain.language import Language

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech


class SpeechReader:
    """Reads a text aloud with the `engine` of `speech_engine`; does nothing where it is None."""

    def __init__(self, engine: QTextToSpeech | None) -> None:
        self._speech = engine

    @property
    def is_there(self) -> bool:
        """Whether a speech engine is installed and works."""
        return self._speech is not None and not self._is("Error")

    def read(self, text: str, language: Language) -> None:
        """Start to read this text in the language, or only stop where a text is being read."""
        if self._speech is None:
            return
        if self._is("Speaking"):
            self._speech.stop()
            return
        self._speech.setLocale(QLocale(f"{language}_US"))
        self._speech.say(text)

    def stop(self) -> None:
        """Stop reading; does nothing while it is silent."""
        if self._speech is not None:
            self._speech.stop()

    def _is(self, state: str) -> bool:
        return self._speech is not None and self._speech.state().name == state


def speech_engine(owner: QObject) -> QTextToSpeech | None:
    """Return a new speech engine of the operating system, as a Qt child of `owner`.

    None where none is installed (Qt's mock does not count), or on the platform `offscreen`.
    """
    if QGuiApplication.platformName() == "offscreen":
        return None
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - loads a sound server
    except ImportError:
        return None
    engine = next((name for name in QTextToSpeech.availableEngines() if name != "mock"), "")
    return QTextToSpeech(engine, owner) if engine else None
