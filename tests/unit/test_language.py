"""Texts in several languages, and the language a program has for someone."""

from __future__ import annotations

import pytest

from ptc_app.domain.language import Language
from ptc_app.domain.localized_text import filled, localized
from ptc_app.domain.programs.program import ProgramVersion
from tests.support.site_runtimes import the_program

TEXT = {"en": "Yes", "es": "Sí"}


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        (TEXT, "es", "Sí"),
        (TEXT, "es-MX", "Sí"),
        (TEXT, "fr", "Yes"),
        ({"es": "Sí"}, "fr", "Sí"),
        ({"en": "", "es": "Sí"}, "en", "Sí"),
        ({}, "en", ""),
    ],
)
def test_a_text_is_shown_in_the_nearest_language_there_is(
    text: dict[str, str], language: str, shown: str
) -> None:
    assert localized(text, language) == shown


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("{a} of {b}", {"a": "1", "b": "2"}, "1 of 2"),
        ("{a} of {b}", {"a": "{b}", "b": "2"}, "{b} of 2"),
        ("{c} {} {{a}}", {"a": "1"}, "{c} {} {1}"),
    ],
)
def test_each_place_in_a_template_is_filled_once(
    template: str, values: dict[str, str], text: str
) -> None:
    assert filled(template, values) == text


@pytest.fixture
def program() -> ProgramVersion:
    return the_program()


@pytest.mark.parametrize(("wanted", "shown"), [("es", "es"), ("en", "en"), ("fr", "en")])
def test_a_form_says_in_which_language_it_is_shown(
    program: ProgramVersion, wanted: str, shown: str
) -> None:
    form = program.consent_form("primary", Language(wanted))
    assert form.language == shown
    assert form.statement == program.consents["primary"].statement[shown]
