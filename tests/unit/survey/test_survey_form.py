"""The compiled form: texts, options, limits and what depends on what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.survey.answer_types import (
    BOOLEAN,
    DECIMAL,
    INTEGER,
    STRING,
    AnswerType,
    as_type,
    is_recordable,
    parse_full_date,
)
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from tests.support.fhir_json import Json
from tests.support.questionnaires import FormMaker

CORE = "http://hl7.org/fhir/StructureDefinition/"


def translated(**texts: Any) -> Json:
    return {
        "extension": [
            {"url": "https://ptc.example/other"},
            *(
                {
                    "url": CORE + "translation",
                    "extension": [
                        {"url": "lang", "valueCode": language.replace("_", "-")},
                        {"url": "content", "valueString": text},
                    ],
                }
                for language, text in texts.items()
            ),
            {"url": CORE + "translation", "extension": [{"url": "lang", "valueCode": "fr"}]},
        ]
    }


def name(**more: Any) -> Json:
    return {"linkId": "name", "type": "string", "text": "Name", **more}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Name"),
        ("es", "Nombre"),
        ("es-US", "Su nombre"),
        ("es-MX", "Nombre"),
        ("fr", "Name"),
        ("de", "Name"),
    ],
)
def test_texts_are_in_the_language_or_as_written(
    form_of: FormMaker, language: str, text: str
) -> None:
    item = name(_text=translated(es="Nombre", es_US="Su nombre"))
    title = translated(es="Encuesta", es_US="Encuesta")
    form = form_of(item, language=language, title="Survey", _title=title)
    assert form.items["name"].text == text


@pytest.mark.parametrize(
    ("asked", "shown"), [("en-US", "en-US"), ("es", "es"), ("es-MX", "es-MX"), ("fr", "en")]
)
def test_the_form_says_which_language_it_is_in(form_of: FormMaker, asked: str, shown: str) -> None:
    form = form_of(name(), language=asked, title="Survey", _title=translated(es="Encuesta"))
    assert form.language == shown


def test_options_and_prefix_are_translated(form_of: FormMaker) -> None:
    red = {"system": "s", "code": "red", "display": "Red", "_display": translated(es="Rojo")}
    exclusive = {"url": CORE + "questionnaire-optionExclusive", "valueBoolean": True}
    bare = {"system": "s", "code": "x"}
    colour = {
        "linkId": "colour",
        "type": "choice",
        "prefix": "A",
        "_prefix": translated(es="B"),
        "answerOption": [
            {"valueCoding": red},
            {"valueCoding": bare, "extension": [exclusive]},
        ],
    }
    size = {
        "linkId": "size",
        "type": "choice",
        "answerOption": [{"valueString": "big", "_valueString": translated(es="grande")}],
    }
    form = form_of(colour, size, language="es", title="S", _title=translated(es="E"))
    first, second = form.items["colour"].options
    assert isinstance(first.value, Coding)
    assert (first.value, first.text, first.value.display) == (Coding("s", "red"), "Rojo", "Rojo")
    assert (second.text, second.exclusive) == ("x", True)
    assert form.items["colour"].prefix == "B"
    (big,) = form.items["size"].options
    assert (big.value, big.text) == ("big", "grande")


def test_what_a_question_asks_for_is_compiled(form_of: FormMaker) -> None:
    unit = {"system": "http://unitsofmeasure.org", "code": "h", "display": "hours"}
    control = {"coding": [{"code": "slider"}]}
    form = form_of(
        {
            "linkId": "sleep",
            "type": "decimal",
            "required": True,
            "extension": [
                {"url": CORE + "minValue", "valueInteger": 0},
                {"url": CORE + "maxValue", "valueDecimal": 24.0},
                {"url": CORE + "maxDecimalPlaces", "valueInteger": 1},
                {"url": CORE + "questionnaire-unit", "valueCoding": unit},
                {"url": CORE + "questionnaire-itemControl", "valueCodeableConcept": control},
                {"url": CORE + "entryFormat", "valueString": "8.5"},
            ],
        },
        {"linkId": "rest", "type": "group", "item": [{"linkId": "day", "type": "date"}]},
        {
            "linkId": "since",
            "type": "date",
            "maxLength": 10,
            "extension": [{"url": CORE + "minValue", "valueDate": "1900-01-01"}],
        },
        {
            "linkId": "bare-control",
            "type": "text",
            "extension": [{"url": CORE + "questionnaire-itemControl"}],
        },
        {
            "linkId": "empty-control",
            "type": "text",
            "extension": [
                {"url": CORE + "questionnaire-itemControl", "valueCodeableConcept": {}},
                {"url": CORE + "regex", "valueString": "x"},
                {"url": CORE + "minLength", "valueInteger": 1},
            ],
        },
    )
    sleep = form.items["sleep"]
    assert (sleep.type, sleep.answer_types) == ("decimal", (DECIMAL,))
    assert (sleep.minimum, sleep.maximum, sleep.decimals) == (Decimal(0), Decimal(24), 1)
    assert (sleep.unit, sleep.control, sleep.entry_format) == (
        Coding("http://unitsofmeasure.org", "h"),
        "slider",
        "8.5",
    )
    assert sleep.required
    assert form.items["since"].minimum == date(1900, 1, 1)
    assert form.roots == ("sleep", "rest", "since", "bare-control", "empty-control")
    assert [one.order for one in form.items.values()] == list(range(6))
    assert (form.items["day"].parent, form.items["day"].depth) == ("rest", 1)
    assert form.items["rest"].dependents == ("day",)
    assert not form.items["rest"].is_question
    assert form.items["bare-control"].control == form.items["empty-control"].control == ""


@pytest.mark.parametrize(
    ("answer_type", "value", "expected"),
    [
        (INTEGER, 3, 3),
        (INTEGER, Decimal("3.0"), 3),
        (INTEGER, Decimal("3.5"), None),
        (INTEGER, True, None),
        (INTEGER, 2**31, None),
        (DECIMAL, 3, Decimal(3)),
        (DECIMAL, Decimal("NaN"), None),
        (DECIMAL, Decimal("1E+40"), None),
        (STRING, 3, None),
        (STRING, None, None),
        (STRING, "tab\t", "tab\t"),
        (STRING, "bell\x07", None),
        (STRING, "\ud800", None),
        (BOOLEAN, True, True),
    ],
)
def test_values_become_another_type_only_without_loss(
    answer_type: AnswerType, value: AnswerValue | None, expected: AnswerValue | None
) -> None:
    result = as_type(answer_type, value)
    assert (result, type(result)) == (expected, type(expected))


def test_a_long_text_is_not_recordable() -> None:
    assert not is_recordable("x" * 100_001)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-02", None),
        ("20240229", None),
        ("2024-W09-4", None),
    ],
)
def test_only_full_dates_are_days(text: str, day: date | None) -> None:
    assert parse_full_date(text) == day
