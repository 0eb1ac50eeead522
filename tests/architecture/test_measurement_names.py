"""No measure is known to the code by name: what is measured stands in protocol files alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ptc_app.paths import resources

ROOT = Path(__file__).resolve().parents[2]
MEASURE = re.compile(
    r"blood.?pressure|systolic|diastolic|heart.?rate|heart.?rhythm|irregular|body.?mass|\bbmi\b"
    r"|\bpounds?\b|\b(ft|lb|mmHg|kg)\b",
    re.IGNORECASE,
)
"""In any name and any text of the code."""

MEASURE_IN_TEXT = re.compile(r"(?<!font-)\b(height|weight|feet|inches)\b", re.IGNORECASE)
"""In texts only: widgets have a height, fonts a weight."""


def names_and_texts(source: str) -> Iterator[tuple[str, bool]]:
    """Each identifier and each string of a module, docstrings left out; True for a string."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield node.value, True
            continue
        for field in ("id", "attr", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield name, False


def measures_in(source: str) -> set[str]:
    """What a module says that only a protocol file may say."""
    return {
        text
        for text, is_string in names_and_texts(source)
        if MEASURE.search(text) or (is_string and MEASURE_IN_TEXT.search(text))
    }


def test_the_code_names_no_measure() -> None:
    found = {
        str(path.relative_to(ROOT)): measures
        for path in (ROOT / "ptc_app").rglob("*.py")
        if (measures := measures_in(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("name", ["results.typ", "page.typ"])
def test_a_template_names_no_measure(name: str) -> None:
    text = (resources() / "documents" / name).read_text(encoding="utf-8")
    assert MEASURE.findall(text) == []


def test_the_texts_of_the_window_name_no_measure() -> None:
    for path in (resources() / "i18n").rglob("*"):
        if path.suffix == ".po":
            text = path.read_text(encoding="utf-8")
            assert MEASURE.findall(text) + MEASURE_IN_TEXT.findall(text) == []


@pytest.mark.parametrize(
    "source",
    [
        'CODE = "blood-pressure"',
        "heart_rate = 1",
        "def body_mass_index(): ...",
        "readings.bmi",
        'value("height")',
        'tr("Height and weight")',
        "f(systolic=1)",
    ],
)
def test_a_measure_would_be_found(source: str) -> None:
    assert measures_in(source)


@pytest.mark.parametrize(
    "source", ["widget.height()", "font.setWeight(700)", '"""Pounds beside kilograms."""']
)
def test_other_heights_and_weights_are_not(source: str) -> None:
    assert not measures_in(source)
