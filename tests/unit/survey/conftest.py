"""Forms for the tests of surveys, made from FHIR JSON as short as it can be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptc_app.domain.survey.form import Form, compile_form
from ptc_app.domain.survey.questionnaire import decode_questionnaire

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def raw_of() -> Callable[..., bytes]:
    def make(*items: dict[str, Any], **more: Any) -> bytes:
        resource = {
            "resourceType": "Questionnaire",
            "url": "https://ptc.example/fhir/Questionnaire/test",
            "version": "1",
            "item": items,
        }
        return json.dumps(resource | more).encode()

    return make


@pytest.fixture(scope="session")
def form_of(raw_of: Callable[..., bytes]) -> Callable[..., Form]:
    def make(*items: dict[str, Any], language: str = "en", **more: Any) -> Form:
        return compile_form(decode_questionnaire(raw_of(*items, **more)), language)

    return make


@pytest.fixture(scope="session")
def basics_raw() -> bytes:
    return (ROOT / "resources/program/questionnaires/basics.json").read_bytes()


@pytest.fixture(scope="session")
def basics(basics_raw: bytes) -> Form:
    return compile_form(decode_questionnaire(basics_raw), "en")
