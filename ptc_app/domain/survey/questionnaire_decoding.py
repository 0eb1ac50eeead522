"""FHIR R4 Questionnaires: from bytes to a checked value."""

from __future__ import annotations

import msgspec

from ptc_app.domain.survey.questionnaire_checks import ensure_valid_questionnaire
from ptc_app.domain.survey.questionnaire_elements import Questionnaire
from ptc_app.domain.survey.questionnaire_problems import (
    QuestionnaireInvalid,
    QuestionnaireProblem,
)
from ptc_app.domain.undecodable import UNDECODABLE

MAX_QUESTIONNAIRE_BYTES = 10_000_000
"""Bytes: the largest questionnaire that is read."""


def decode_questionnaire(raw: bytes) -> Questionnaire:
    """The questionnaire in these JSON bytes, checked and ready for `compile_form`.

    QuestionnaireInvalid with one problem, `too-large` or `unreadable`, where it cannot be decoded,
    else with all problems that `ensure_valid_questionnaire` finds.
    """
    if len(raw) > MAX_QUESTIONNAIRE_BYTES:
        raise QuestionnaireInvalid((QuestionnaireProblem("", "too-large", str(len(raw))),))
    try:
        questionnaire = _DECODER.decode(raw)
    except UNDECODABLE as error:
        raise QuestionnaireInvalid((QuestionnaireProblem("", "unreadable", str(error)),)) from error
    ensure_valid_questionnaire(questionnaire)
    return questionnaire


def canonical_url(questionnaire: Questionnaire) -> str:
    """The name of a questionnaire in answers: `url|version`, or the URL where it has no version."""
    if not questionnaire.version:
        return questionnaire.url
    return f"{questionnaire.url}|{questionnaire.version}"


_DECODER = msgspec.json.Decoder(Questionnaire)
