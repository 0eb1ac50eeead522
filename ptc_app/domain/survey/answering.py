"""The steps of answering a form: answer, skip or decline a question.

Each takes and returns frozen `SurveyAnswers`, and names the items that are asked before and not
after, or the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from ptc_app.domain.errors import DraftUnreadable, PtcError
from ptc_app.domain.survey.answer_types import answer_type_of, is_recordable
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.enablement import enablement_changed
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers


class AnswerRefusal(StrEnum):
    """Why the form cannot take an answer.

    UNKNOWN: the form has no such item. NOT_A_QUESTION: the item is a group or a text. READ_ONLY:
    nobody may answer it. WRONG_TYPE: a value has a type the item does not allow, or is not
    recordable. NOT_AN_OPTION: a value is none of the options. TOO_MANY: several values for a
    question that takes one. REQUIRED: it may not be skipped. NOT_DECLINABLE: the form does not
    offer to decline it.
    """

    UNKNOWN = "unknown-item"
    NOT_A_QUESTION = "not-a-question"
    READ_ONLY = "read-only"
    WRONG_TYPE = "wrong-type"
    NOT_AN_OPTION = "not-an-option"
    TOO_MANY = "too-many"
    REQUIRED = "required"
    NOT_DECLINABLE = "not-declinable"


class AnswerRefused(PtcError):
    """The form cannot take this answer, and nothing changed; `refusal` says why.

    The editors of the user interface give no such answer.
    """

    code = "survey.answer-refused"

    def __init__(self, refusal: AnswerRefusal) -> None:
        """`refusal` says why; it is also the reason in the full code of the error."""
        super().__init__(refusal)
        self.refusal = refusal


def start_answers(form: CompiledForm) -> SurveyAnswers:
    """The answers of a new survey: the initial values of the form, where a question has some."""
    given = {
        item.link_id: QuestionAnswer(AnswerState.ANSWERED, item.initial)
        for item in form.items.values()
        if item.initial
    }
    return SurveyAnswers(form.questionnaire, form.language, given)


def answer_item(
    form: CompiledForm, response: SurveyAnswers, link_id: str, values: tuple[AnswerValue, ...]
) -> tuple[SurveyAnswers, frozenset[str]]:
    """The answers with these values for a question, and the link_ids whose enablement changed.

    No values, or only blank texts, clear the question. A newly chosen exclusive option drops the
    others, and another newly chosen one drops the exclusive ones. AnswerRefused with any
    AnswerRefusal but REQUIRED and NOT_DECLINABLE.
    """
    item = _answerable(form, link_id)
    given = _accepted(item, values)
    if not given:
        return _changed(form, response, link_id, None)
    chosen = _without_conflict(item, given, response.answers.get(link_id))
    return _changed(form, response, link_id, QuestionAnswer(AnswerState.ANSWERED, chosen))


def skip_item(
    form: CompiledForm, response: SurveyAnswers, link_id: str
) -> tuple[SurveyAnswers, frozenset[str]]:
    """The answers with this question skipped, and the link_ids whose enablement changed.

    Values given before are lost. AnswerRefused where it is required, read-only, no question or not
    in the form.
    """
    if _answerable(form, link_id).required:
        raise AnswerRefused(AnswerRefusal.REQUIRED)
    return _changed(form, response, link_id, QuestionAnswer(AnswerState.SKIPPED))


def decline_item(
    form: CompiledForm, response: SurveyAnswers, link_id: str
) -> tuple[SurveyAnswers, frozenset[str]]:
    """The answers with this question declined, and the link_ids whose enablement changed.

    Values given before are lost. AnswerRefused where the form does not offer to decline it, and
    where it is read-only, no question or not in the form.
    """
    if not _answerable(form, link_id).decline_allowed:
        raise AnswerRefused(AnswerRefusal.NOT_DECLINABLE)
    return _changed(form, response, link_id, QuestionAnswer(AnswerState.DECLINED))


def in_form_language(form: CompiledForm, response: SurveyAnswers) -> SurveyAnswers:
    """The same answers, with the language of `form` as the one they were last shown in.

    The texts of options chosen before stay as they are.
    """
    return replace(response, language=form.language)


def ensure_fits(form: CompiledForm, response: SurveyAnswers) -> None:
    """Refuse answers that are not to this form: DraftUnreadable `other-form`.

    They are of another questionnaire or version, or an answer is to an item that the form lacks, or
    has a value of a type its item does not allow. Options, limits and required are not checked.
    """
    known = response.answers.keys() <= form.items.keys()
    if response.questionnaire != form.questionnaire or not known:
        raise DraftUnreadable("other-form")
    for link_id, answered in response.answers.items():
        if not all(_is_of_type(form.items[link_id], value) for value in answered.values):
            raise DraftUnreadable("other-form")


def _answerable(form: CompiledForm, link_id: str) -> FormItem:
    item = form.items.get(link_id)
    if item is None:
        raise AnswerRefused(AnswerRefusal.UNKNOWN)
    if not item.is_question:
        raise AnswerRefused(AnswerRefusal.NOT_A_QUESTION)
    if item.read_only:
        raise AnswerRefused(AnswerRefusal.READ_ONLY)
    return item


def _accepted(item: FormItem, values: tuple[AnswerValue, ...]) -> tuple[AnswerValue, ...]:
    """The values without blank ones; options in the order of the form. Raises AnswerRefused."""
    if not all(_is_of_type(item, value) for value in values):
        raise AnswerRefused(AnswerRefusal.WRONG_TYPE)
    given = tuple(value for value in values if not _is_blank(value))
    if len(given) > 1 and not item.repeats:
        raise AnswerRefused(AnswerRefusal.TOO_MANY)
    if not item.options:
        return given
    chosen = tuple(option.value for option in item.options if option.value in given)
    others = tuple(value for value in dict.fromkeys(given) if value not in chosen)
    if others and not item.is_open:
        raise AnswerRefused(AnswerRefusal.NOT_AN_OPTION)
    return (*chosen, *others)


def _is_of_type(item: FormItem, value: AnswerValue) -> bool:
    return is_recordable(value) and answer_type_of(value) in item.answer_types


def _is_blank(value: AnswerValue) -> bool:
    return not answer_type_of(value).text(value).strip()


def _without_conflict(
    item: FormItem, given: tuple[AnswerValue, ...], before: QuestionAnswer | None
) -> tuple[AnswerValue, ...]:
    """The values without those that an exclusive option, or a newly chosen one, takes away."""
    exclusive = {option.value for option in item.options if option.exclusive}
    if len(given) == 1 or exclusive.isdisjoint(given):
        return given
    held = before.values if before else ()
    newly = [value for value in given if value in exclusive and value not in held]
    return (newly[0],) if newly else tuple(value for value in given if value not in exclusive)


def _changed(
    form: CompiledForm, response: SurveyAnswers, link_id: str, answered: QuestionAnswer | None
) -> tuple[SurveyAnswers, frozenset[str]]:
    after = replace(response, answers=_with(response.answers, link_id, answered))
    return after, enablement_changed(form, response, after, link_id)


def _with(
    answers: Mapping[str, QuestionAnswer], link_id: str, answered: QuestionAnswer | None
) -> Mapping[str, QuestionAnswer]:
    others = {other: answer for other, answer in answers.items() if other != link_id}
    return others | {link_id: answered} if answered else others
