"""Questions as short as they can be, and their editors in front of a test."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.survey.survey_answers import QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.survey.answer_editor import AnswerEditor, control_name
from ptc_app.ui.survey.question_presentations import create_editor
from ptc_app.ui.theme import ThemeName
from tests.support.fhir_json import Json
from tests.support.widgets import find_child

DECLINE = {
    "url": "https://ptc.example/fhir/StructureDefinition/decline-allowed",
    "valueBoolean": True,
}
EXCLUSIVE = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive",
    "valueBoolean": True,
}


def a_form(*items: Json) -> CompiledForm:
    """A form of these items; what they lack is that of a question with the link_id `q`."""
    questionnaire = {
        "resourceType": "Questionnaire",
        "url": "https://ptc.example/fhir/Questionnaire/test",
        "version": "1",
        "item": [{"linkId": "q", "text": "What is it?", **item} for item in items],
    }
    return compile_form(decode_questionnaire(json.dumps(questionnaire).encode()), "en")


def an_item(kind: str, **more: Any) -> FormItem:
    """A question of that type; its link_id is `q`."""
    return a_form({"type": kind, **more}).items["q"]


def coded(*codes: str, alone: str = "") -> list[dict[str, Any]]:
    """Options of a choice; the one called `alone` cannot be chosen with others."""
    return [
        {
            "valueCoding": {"system": "urn:test", "code": code, "display": code.title()},
            **({"extension": [EXCLUSIVE]} if code == alone else {}),
        }
        for code in codes
    ]


@dataclass
class Shown:
    """An editor on the screen, and all it told."""

    editor: AnswerEditor
    told: list[QuestionAnswer | None] = field(default_factory=list)

    @property
    def last(self) -> QuestionAnswer | None:
        return self.told[-1]

    def part(self, name: str = "") -> QWidget:
        return find_child(self.editor, QWidget, f"answer:q{name}")

    def says(self, text: str) -> bool:
        """Whether a visible label of the editor has this text."""
        return any(text == label.text() for label in self.editor.findChildren(QLabel)
                   if label.isVisible())  # fmt: skip

    def press(self, name: str) -> None:
        QTest.mouseClick(self.part(name), Qt.MouseButton.LeftButton)

    def type(self, text: str, name: str = "") -> None:
        part = self.part(name)
        part.setFocus()
        QTest.keyClicks(part, text)


class EditorInput:
    """Input to the controls of an editor on the screen."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown

    def press(self, what: str) -> None:
        self._shown.press(_part(what))

    def type(self, name: str, text: str) -> None:
        self._shown.type(text, _part(name))

    def choose(self, name: str, index: int) -> None:
        box = self._shown.part(_part(name))
        for _ in range(index):
            QTest.keyClick(box, Qt.Key.Key_Down)


def _part(name: str) -> str:
    return name.removeprefix(control_name("q"))


class Show(Protocol):
    """Puts the editor of a question on the screen."""

    def __call__(self, item: FormItem, language: str = "en") -> Shown: ...


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Show:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))

    def put(item: FormItem, language: str = "en") -> Shown:
        shown = Shown(create_editor(item, Localizer(Language(language))))
        shown.editor.answered.connect(shown.told.append)
        qtbot.addWidget(shown.editor)
        shown.editor.resize(1126, 500)
        shown.editor.show()
        return shown

    return put
