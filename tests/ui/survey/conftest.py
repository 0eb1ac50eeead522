"""Questions as short as they can be, and their editors in front of a test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.domain.survey.answers import ItemAnswer
from ptc_app.domain.survey.compiled_form import FormItem, compile_form
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.survey.editor_registry import AnswerEditor, create_editor
from ptc_app.ui.theme import ThemeName
from tests.support.widgets import find_child

DECLINE = {
    "url": "https://ptc.example/fhir/StructureDefinition/decline-allowed",
    "valueBoolean": True,
}
EXCLUSIVE = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive",
    "valueBoolean": True,
}


def an_item(kind: str, **more: Any) -> FormItem:
    """A question of that type; its link_id is `q`."""
    questionnaire = {
        "resourceType": "Questionnaire",
        "url": "https://ptc.example/fhir/Questionnaire/test",
        "version": "1",
        "item": [{"linkId": "q", "type": kind, "text": "What is it?", **more}],
    }
    form = compile_form(decode_questionnaire(json.dumps(questionnaire).encode()), "en")
    return form.items["q"]


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
    told: list[ItemAnswer | None] = field(default_factory=list)

    @property
    def last(self) -> ItemAnswer | None:
        return self.told[-1]

    def part(self, name: str = "") -> QWidget:
        return find_child(self.editor, QWidget, f"answer:q{name}")

    def press(self, name: str) -> None:
        QTest.mouseClick(self.part(name), Qt.MouseButton.LeftButton)

    def type(self, text: str, name: str = "") -> None:
        part = self.part(name)
        part.setFocus()
        QTest.keyClicks(part, text)


Show = Callable[[FormItem], Shown]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Show:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))

    def put(item: FormItem) -> Shown:
        shown = Shown(create_editor(item, Localizer(Language("en"))))
        shown.editor.answered.connect(shown.told.append)
        qtbot.addWidget(shown.editor)
        shown.editor.resize(1126, 500)
        shown.editor.show()
        return shown

    return put
