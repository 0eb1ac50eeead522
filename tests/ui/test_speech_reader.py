"""Reading aloud: begun, stopped by the same press, in the language of the page."""

from __future__ import annotations

from enum import Enum
from typing import Any, cast

import pytest
from PySide6.QtCore import QLocale, QObject

from ptc_app.domain.language import Language
from ptc_app.ui.kiosk.speech_reader import SpeechReader, speech_engine


class State(Enum):
    """The states of QTextToSpeech that matter here."""

    Ready = 0
    Speaking = 1
    Error = 2


class Engine:
    """A speech engine that writes down what it is told."""

    def __init__(self, state: State = State.Ready) -> None:
        self.now = state
        self.told: list[tuple[str, str]] = []

    def state(self) -> State:
        return self.now

    def setLocale(self, locale: QLocale) -> None:  # noqa: N802 - Qt's name
        self.told.append(("locale", locale.name()))

    def say(self, text: str) -> None:
        self.told.append(("say", text))
        self.now = State.Speaking

    def stop(self) -> None:
        self.told.append(("stop", ""))
        self.now = State.Ready


def reader(engine: Engine | None) -> SpeechReader:
    return SpeechReader(cast(Any, engine))


def test_a_text_is_read_in_its_language_and_stopped_by_the_same_press() -> None:
    engine = Engine()
    reading = reader(engine)
    reading.read("Hola", Language("es"))
    assert engine.told == [("locale", "es_US"), ("say", "Hola")]
    reading.read("Hola", Language("es"))
    assert engine.told[2:] == [("stop", "")]


def test_another_page_ends_it() -> None:
    engine = Engine(State.Speaking)
    reader(engine).stop()
    assert engine.told == [("stop", "")]


@pytest.mark.parametrize(
    ("engine", "is_there"),
    [(Engine(), True), (Engine(State.Speaking), True), (Engine(State.Error), False), (None, False)],
)
def test_it_is_there_with_an_engine_that_works(engine: Engine | None, *, is_there: bool) -> None:
    assert reader(engine).is_there is is_there


def test_without_an_engine_nothing_is_read() -> None:
    silent = reader(None)
    silent.read("Hello", Language("en"))
    silent.stop()


def test_without_a_screen_no_engine_is_loaded(qapp: object) -> None:
    assert speech_engine(QObject()) is None
