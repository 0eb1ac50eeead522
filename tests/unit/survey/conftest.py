"""Forms for the tests of surveys, made from FHIR JSON as short as it can be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from tests.support.fhir_json import Json
from tests.support.questionnaires import FormMaker, QuestionnaireMaker

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def raw_of() -> QuestionnaireMaker:
    def make(*items: Json, **members: Any) -> bytes:
        resource = {
            "resourceType": "Questionnaire",
            "url": "https://ptc.example/fhir/Questionnaire/test",
            "version": "1",
            "item": items,
        }
        return json.dumps(resource | members).encode()

    return make


@pytest.fixture(scope="session")
def form_of(raw_of: QuestionnaireMaker) -> FormMaker:
    def make(*items: Json, language: str = "en", **members: Any) -> CompiledForm:
        return compile_form(decode_questionnaire(raw_of(*items, **members)), language)

    return make


@pytest.fixture(scope="session")
def basics_raw() -> bytes:
    return (ROOT / "resources/program/practice/2026.1/questionnaires/basics.json").read_bytes()


@pytest.fixture(scope="session")
def basics(basics_raw: bytes) -> CompiledForm:
    return compile_form(decode_questionnaire(basics_raw), "en")
