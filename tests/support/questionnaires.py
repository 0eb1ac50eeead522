"""Types of what makes the questionnaires and forms of a test from FHIR JSON."""

from __future__ import annotations

from typing import Any, Protocol

from ptc_app.domain.survey.compiled_form import CompiledForm
from tests.support.fhir_json import Json


class QuestionnaireMaker(Protocol):
    """Makes a Questionnaire with these items."""

    def __call__(self, *items: Json, **members: Any) -> bytes:
        """The resource as JSON; `members` are more of its members, or others than are made up."""
        ...


class FormMaker(Protocol):
    """Compiles a Questionnaire with these items."""

    def __call__(self, *items: Json, language: str = "en", **members: Any) -> CompiledForm:
        """The form in that language; raises QuestionnaireInvalid."""
        ...
