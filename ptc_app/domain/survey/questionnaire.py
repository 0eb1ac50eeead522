"""FHIR R4 Questionnaires: from bytes to a checked value."""

from __future__ import annotations

import msgspec

from ptc_app.domain.survey.checks import Problem, QuestionnaireInvalid, ensure_valid
from ptc_app.domain.survey.elements import Item, ItemType, Questionnaire

__all__ = [
    "LARGEST",
    "Item",
    "ItemType",
    "Problem",
    "Questionnaire",
    "QuestionnaireInvalid",
    "canonical",
    "decode_questionnaire",
]

LARGEST = 10_000_000
"""Bytes: the largest questionnaire that is read."""


def decode_questionnaire(raw: bytes) -> Questionnaire:
    """The questionnaire, ready for `compile_form`; raises QuestionnaireInvalid."""
    if len(raw) > LARGEST:
        raise QuestionnaireInvalid((Problem("", "too-large", str(len(raw))),))
    try:
        questionnaire = _DECODER.decode(raw)
    except (ValueError, RecursionError) as error:
        raise QuestionnaireInvalid((Problem("", "unreadable", str(error)),)) from error
    ensure_valid(questionnaire)
    return questionnaire


def canonical(questionnaire: Questionnaire) -> str:
    """How a response names its questionnaire: `url|version`, or the url alone without a version."""
    if not questionnaire.version:
        return questionnaire.url
    return f"{questionnaire.url}|{questionnaire.version}"


_DECODER = msgspec.json.Decoder(Questionnaire)
