"""The FHIR item types of questions: one entry of the registry `QUESTION_TYPES` for each."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.survey.answer_types import (
    BOOLEAN,
    CODING,
    DATE,
    DECIMAL,
    INTEGER,
    STRING,
    AnswerType,
)

GROUP = "group"
"""The item type of a group of items, which has no answer."""

DISPLAY = "display"
"""The item type of a text to read, which has no answer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuestionType:
    """What a FHIR item type allows a question.

    `code`: the code of `Questionnaire.item.type`.
    `answer_type`: the type of values that are entered; None where only options can be chosen.
    `option_types`: the types its answer options may have, which must all have the same one; empty
    where it can have no options. With both (FHIR open-choice) other values can be entered, too.
    `may_repeat`: whether `repeats`, several values as one answer, is supported.
    """

    code: str
    answer_type: AnswerType | None = None
    option_types: tuple[AnswerType, ...] = ()
    may_repeat: bool = False


QUESTION_TYPES: dict[str, QuestionType] = {
    question_type.code: question_type
    for question_type in (
        QuestionType(code="boolean", answer_type=BOOLEAN),
        QuestionType(code="integer", answer_type=INTEGER),
        QuestionType(code="decimal", answer_type=DECIMAL),
        QuestionType(code="date", answer_type=DATE),
        QuestionType(code="string", answer_type=STRING),
        QuestionType(code="text", answer_type=STRING),
        QuestionType(code="choice", option_types=(CODING, STRING, INTEGER), may_repeat=True),
    )
}
"""Every supported item type that is a question, by its FHIR code."""


def is_supported(item_type: str) -> bool:
    """Whether the code is that of a supported item type: a question, a group or a text."""
    return item_type in QUESTION_TYPES or item_type in {GROUP, DISPLAY}
