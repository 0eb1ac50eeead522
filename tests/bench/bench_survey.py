"""How long a large survey takes: `python -m tests.bench.bench_survey`.

Times are of the processor, the best of some rounds, in milliseconds: reading and compiling a
questionnaire, answering one of its questions, and checking and encoding all answers. Answering is
what a person waits for; a form of ten times the items should not make it much slower.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from time import process_time
from typing import Any, TypeVar

from ptc_app.domain.survey.answer_validation import answer_issues
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answering import answer_item, start_answers
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.survey.survey_answers import SurveyAnswers
from ptc_app.domain.survey.survey_draft import decode_survey_draft, encode_survey_draft

ROUNDS = 7
VALUES: dict[str, AnswerValue] = {
    "boolean": True,
    "integer": 3,
    "decimal": Decimal("7.5"),
    "date": date(2020, 2, 29),
    "string": "San Antonio",
    "text": "A longer text, as it is written.",
    "choice": Coding("urn:bench", "c0", "Code 0"),
}
"""An answer to a question of each type."""

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=744)
    print(json.dumps(measured(parser.parse_args().items)))


def measured(items: int) -> dict[str, float]:
    """The times of a form of so many questions."""
    raw = _questionnaire(items)
    decode_ms, questionnaire = _timed(lambda: decode_questionnaire(raw))
    compile_ms, form = _timed(lambda: compile_form(questionnaire, "en"))
    values = {item.link_id: (VALUES[item.type],) for item in form.items.values()}
    all_ms, answers = _timed(lambda: _answered(form, values))
    issues_ms, _ = _timed(lambda: answer_issues(form, answers))
    encode_ms, draft = _timed(lambda: encode_survey_draft(answers))
    decode_draft_ms, _ = _timed(lambda: decode_survey_draft(draft))
    return {
        "items": items,
        "decode_ms": decode_ms,
        "compile_ms": compile_ms,
        "answer_ms": round(all_ms / items, 4),
        "issues_ms": issues_ms,
        "encode_draft_ms": encode_ms,
        "decode_draft_ms": decode_draft_ms,
    }


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds of processor time that the work takes at best, and its last result."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = process_time()
        result = work()
        best = min(best, process_time() - began)
    return round(best * 1000, 2), result


def _answered(form: CompiledForm, values: Mapping[str, tuple[AnswerValue, ...]]) -> SurveyAnswers:
    answers = start_answers(form)
    for link_id, value in values.items():
        answers, _ = answer_item(form, answers, link_id, value)
    return answers


def _questionnaire(items: int) -> bytes:
    """Questions of all types in turn; one of eight depends on the one before it."""
    resource = {
        "resourceType": "Questionnaire",
        "url": "https://ptc.example/fhir/Questionnaire/bench",
        "version": "1",
        "item": [_item(number) for number in range(items)],
    }
    return json.dumps(resource).encode()


def _item(number: int) -> dict[str, Any]:
    types = (*VALUES, "choice")
    item: dict[str, Any] = {
        "linkId": f"q{number}",
        "type": types[number % len(types)],
        "text": f"Question {number}",
    }
    if item["type"] == "choice":
        codes = (f"c{code}" for code in range(8))
        item["answerOption"] = [
            {"valueCoding": {"system": "urn:bench", "code": code, "display": code}}
            for code in codes
        ]
    if number % len(types) == 1:
        condition = {"question": f"q{number - 1}", "operator": "=", "answerBoolean": True}
        item["enableWhen"] = [condition]
    return item


if __name__ == "__main__":
    main()
