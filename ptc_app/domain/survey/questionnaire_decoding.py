"""FHIR R4 Questionnaires: from bytes to a checked value."""

from __future__ import annotations

import msgspec

from ptc_app.domain.survey.questionnaire_checks import (
    QuestionnaireInvalid,
    QuestionnaireProblem,
    ensure_valid_questionnaire,
)
from ptc_app.domain.survey.questionnaire_elements import Questionnaire

MAX_QUESTIONNAIRE_BYTES = 10_000_000
"""Bytes: the largest questionnaire that is read."""


def decode_questionnaire(raw: bytes) -> Questionnaire:
    """The questionnaire, ready for `compile_form`; raises QuestionnaireInvalid."""
    if len(raw) > MAX_QUESTIONNAIRE_BYTES:
        raise QuestionnaireInvalid((QuestionnaireProblem("", "too-large", str(len(raw))),))
    try:
        questionnaire = _DECODER.decode(raw)
    except (ValueError, RecursionError) as error:
        raise QuestionnaireInvalid((QuestionnaireProblem("", "unreadable", str(error)),)) from error
    ensure_valid_questionnaire(questionnaire)
    return questionnaire


def canonical_url(questionnaire: Questionnaire) -> str:
    """How a response names its questionnaire: `url|version`, or the url alone without a version."""
    if not questionnaire.version:
        return questionnaire.url
    return f"{questionnaire.url}|{questionnaire.version}"


_DECODER = msgspec.json.Decoder(Questionnaire)
