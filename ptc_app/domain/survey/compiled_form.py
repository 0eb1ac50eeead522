"""The compiled form: a questionnaire in one language, checked and indexed by link_id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from ptc_app.domain.survey.answer_types import AnswerType
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.questionnaire_elements import EnableOperator


@dataclass(frozen=True, slots=True)
class FormOption:
    """An answer to choose, with its text in the form's language.

    An exclusive option cannot be chosen together with others ("None of these").
    """

    value: AnswerValue
    text: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class EnableCondition:
    """A condition under which an item is asked: how the answer to a question compares with a value.

    `question`: its link_id. `operator`: the comparison. `expected`: the value; for EXISTS True
    where there must be an answer, False where there must be none.
    """

    question: str
    operator: EnableOperator
    expected: AnswerValue


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """An item of a form, with everything needed to show it, answer it and check its answer.

    `type` is the FHIR item type; `answer_types` are the types its values may have, none for a group
    or a display; `is_open` says that values other than its options are allowed. `parent` and
    `children` are link_ids; `depth` is 0 without a parent. `order` is its place among all items as
    written, from 0; `rank` its place in an order in which each item follows the items that decide
    whether it is asked: its `inputs`. `dependents` are the items it is an input of. `minimum` to
    `pattern` limit its values, each None where there is no such limit. `unit` is that of a number;
    `entry_format` an example of how to write the answer; `control` the code of the itemControl
    extension; `initial` the values it begins with. It is asked where all `conditions` hold, or with
    `any_condition` at least one.
    """

    link_id: str
    type: str
    answer_types: tuple[AnswerType, ...]
    is_open: bool
    text: str
    prefix: str
    parent: str | None
    children: tuple[str, ...]
    inputs: tuple[str, ...]
    dependents: tuple[str, ...]
    depth: int
    order: int
    rank: int
    required: bool
    repeats: bool
    read_only: bool
    hidden: bool
    decline_allowed: bool
    options: tuple[FormOption, ...]
    minimum: AnswerValue | None
    maximum: AnswerValue | None
    min_length: int | None
    max_length: int | None
    decimals: int | None
    pattern: regex.Pattern[str] | None
    unit: Coding | None
    entry_format: str
    control: str
    initial: tuple[AnswerValue, ...]
    conditions: tuple[EnableCondition, ...]
    any_condition: bool

    @property
    def is_question(self) -> bool:
        """Whether it can have an answer: it is neither a group nor a display."""
        return bool(self.answer_types)

    @property
    def is_asked(self) -> bool:
        """Whether a person can answer it: it is a question, shown, and not read-only."""
        return self.is_question and not self.hidden and not self.read_only


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A questionnaire in one language, ready to be answered.

    `questionnaire` is its canonical URL with version; `language` the BCP 47 code of its texts;
    `items` are by link_id, in the order they are written; `roots` are the link_ids of the items
    that are in no other, in that order.
    """

    questionnaire: str
    title: str
    language: str
    items: Mapping[str, FormItem]
    roots: tuple[str, ...]
