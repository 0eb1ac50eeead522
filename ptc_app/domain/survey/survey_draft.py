"""The stored form of the answers to a survey that is not signed yet."""

from __future__ import annotations

import msgspec

from ptc_app.domain.concealed_struct import ConcealedStruct
from ptc_app.domain.errors import DraftUnreadable
from ptc_app.domain.fhir.elements import ValueElement
from ptc_app.domain.survey.answer_types import read_value, value_fields
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers
from ptc_app.domain.undecodable import UNDECODABLE


def encode_survey_draft(answers: SurveyAnswers) -> bytes:
    """The answers as JSON; equal answers give equal bytes.

    A value is written as FHIR `value[x]`, but for decimals, which are texts to stay exact.
    Raises KeyError where a value is of no registered type.
    """
    stored = {
        link_id: _StoredAnswer(answer.state, tuple(map(_element, answer.values)))
        for link_id, answer in answers.answers.items()
    }
    return _ENCODER.encode(_StoredDraft(answers.questionnaire, answers.language, stored))


def decode_survey_draft(raw: bytes) -> SurveyAnswers:
    """The answers that `encode_survey_draft` was given; raises DraftUnreadable (`damaged`)."""
    try:
        draft = _DECODER.decode(raw)
    except UNDECODABLE as error:
        raise DraftUnreadable("damaged") from error
    answers = {link_id: _question_answer(stored) for link_id, stored in draft.answers.items()}
    return SurveyAnswers(draft.questionnaire, draft.language, answers)


class _StoredAnswer(ConcealedStruct, frozen=True, omit_defaults=True):
    state: AnswerState
    values: tuple[ValueElement, ...] = ()


class _StoredDraft(ConcealedStruct, frozen=True):
    questionnaire: str
    language: str
    answers: dict[str, _StoredAnswer]


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(_StoredDraft)


def _question_answer(stored: _StoredAnswer) -> QuestionAnswer:
    if (stored.state is AnswerState.ANSWERED) != bool(stored.values):
        raise DraftUnreadable("damaged")
    return QuestionAnswer(stored.state, tuple(map(_value, stored.values)))


def _value(element: ValueElement) -> AnswerValue:
    """The value of the element; raises DraftUnreadable where it holds anything else, too."""
    value = read_value(element)
    if value is None or _element(value) != element:
        raise DraftUnreadable("damaged")
    return value


def _element(value: AnswerValue) -> ValueElement:
    return ValueElement(**value_fields(value))
