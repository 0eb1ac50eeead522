"""FHIR R4 Questionnaires: from bytes to a checked value."""

from __future__ import annotations

import msgspec

from ptc_app.domain.survey.questionnaire_checks import ensure_valid_questionnaire
from ptc_app.domain.survey.questionnaire_elements import Questionnaire
from ptc_app.domain.survey.questionnaire_problems import (
    QuestionnaireInvalid,
    QuestionnaireProblem,
)

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
    except (ValueError, RecursionError) as error:
        raise QuestionnaireInvalid((QuestionnaireProblem("", "unreadable", str(error)),)) from error
    ensure_valid_questionnaire(questionnaire)
    return questionnaire


def read_canonical_url(raw: bytes) -> str:
    """The `canonical_url` of an encoded questionnaire; nothing but URL and version is decoded.

    msgspec.DecodeError where the bytes are not JSON, its ValidationError where there is no url.
    """
    return canonical_url(_NAME_DECODER.decode(raw))


def canonical_url(questionnaire: Questionnaire | QuestionnaireName) -> str:
    """The name of a questionnaire in answers: `url|version`, or the URL where it has no version."""
    if not questionnaire.version:
        return questionnaire.url
    return f"{questionnaire.url}|{questionnaire.version}"


class QuestionnaireName(msgspec.Struct, frozen=True):
    """The canonical URL and the version of a questionnaire; "" where it has no version."""

    url: str
    version: str = ""


_NAME_DECODER = msgspec.json.Decoder(QuestionnaireName)
_DECODER = msgspec.json.Decoder(Questionnaire)
