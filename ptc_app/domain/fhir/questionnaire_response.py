"""A finished survey as a FHIR R4 QuestionnaireResponse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answers import AnswerState, ItemAnswer, SurveyAnswers
from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.enablement import enabled_items

JsonObject = dict[str, object]

DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
URI_SYSTEM = "urn:ietf:rfc:3986"


def questionnaire_response_resource(  # noqa: PLR0913 - each is a field of the resource
    form: CompiledForm,
    response: SurveyAnswers,
    *,
    identifier: str,
    identifier_system: str = URI_SYSTEM,
    subject_reference: str,
    encounter_reference: str | None = None,
    authored: datetime,
    author_reference: str | None = None,
    author_display: str | None = None,
) -> JsonObject:
    """The response as JSON with Decimals kept, in the language and with the words of `form`.

    Every question asked is there: with its answers, with `asked-declined`, or empty where it was
    skipped; what was not asked is not. `authored` has a time zone.
    """
    if authored.tzinfo is None:
        raise ValueError("authored-without-time-zone")
    author = {"reference": author_reference, "display": author_display}
    resource: JsonObject = {
        "resourceType": "QuestionnaireResponse",
        "language": form.language,
        "identifier": {"system": identifier_system, "value": identifier},
        "questionnaire": form.questionnaire,
        "status": "completed",
        "subject": {"reference": subject_reference},
        "encounter": {"reference": encounter_reference} if encounter_reference else None,
        "authored": authored.isoformat(timespec="seconds"),
        "author": _present(author),
        "item": _items(form, response.answers, enabled_items(form, response), form.roots),
    }
    return _present(resource)


def _items(
    form: CompiledForm,
    answers: Mapping[str, ItemAnswer],
    asked: frozenset[str],
    link_ids: Iterable[str],
) -> list[JsonObject]:
    found = []
    for item in (form.items[link_id] for link_id in link_ids if link_id in asked):
        below = _items(form, answers, asked, item.children)
        if item.is_question:
            found.append(_question(item, answers.get(item.link_id), below))
        elif below:
            found.append(_present(_named(item) | {"item": below}))
    return found


def _question(item: FormItem, answered: ItemAnswer | None, below: list[JsonObject]) -> JsonObject:
    if answered and answered.state is AnswerState.DECLINED:
        reason = {"url": DATA_ABSENT_REASON, "valueCode": "asked-declined"}
        return {"extension": [reason], **_named(item)}
    values = answered.values if answered else ()
    given = [_answer(item, value) for value in values]
    if below:
        given[0]["item"] = below
    return _present(_named(item) | {"answer": given})


def _named(item: FormItem) -> JsonObject:
    return _present({"linkId": item.link_id, "text": item.text})


def _answer(item: FormItem, value: AnswerValue) -> JsonObject:
    name, shaped = _SHAPES[type(value)]
    return {name: shaped(_as_offered(item, value))}


def _as_offered(item: FormItem, value: AnswerValue) -> AnswerValue:
    """The option itself: its words may be in another language than when it was chosen."""
    return next((option.value for option in item.options if option.value == value), value)


def _coding(coding: Coding) -> JsonObject:
    return _present({"system": coding.system, "code": coding.code, "display": coding.display})


def _present(element: Mapping[str, object]) -> JsonObject:
    return {name: value for name, value in element.items() if value not in (None, "", [], {})}


_SHAPES: Mapping[type, tuple[str, Callable[..., object]]] = {
    bool: ("valueBoolean", bool),
    int: ("valueInteger", int),
    Decimal: ("valueDecimal", Decimal),
    date: ("valueDate", date.isoformat),
    str: ("valueString", str),
    Coding: ("valueCoding", _coding),
}
