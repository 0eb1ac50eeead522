"""A finished survey as a FHIR R4 QuestionnaireResponse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    Element,
    FhirExtension,
    FhirResource,
    Identifier,
    Reference,
    ValueElement,
)
from ptc_app.domain.fhir.program_version import program_version_extensions
from ptc_app.domain.fhir.references import (
    encounter_reference,
    patient_reference,
    practitioner_reference,
)
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.survey.answer_types import value_fields
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.enablement import enabled_items
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers
from ptc_app.domain.visit import Visit


class ResponseAnswer(ValueElement, frozen=True, kw_only=True):
    """FHIR `item.answer`: one value of an answer, and the items asked because of it (`item`)."""

    item: tuple[ResponseItem, ...] = ()


class ResponseItem(Element, frozen=True, kw_only=True):
    """FHIR `QuestionnaireResponse.item`: a question with its answers, or a group with its items.

    `text`: as it was shown, in the language of the response. A question that was skipped has no
    answer; one that was declined has an extension instead.
    """

    link_id: str
    text: str = ""
    answer: tuple[ResponseAnswer, ...] = ()
    item: tuple[ResponseItem, ...] = ()


class QuestionnaireResponse(FhirResource, frozen=True, kw_only=True):
    """FHIR R4 QuestionnaireResponse; unlike other resources it has one identifier only.

    `questionnaire`: the canonical URL with its version. `authored`: a dateTime with a time zone.
    `author`: the member of staff. `source`: the participant, as is `subject`.
    """

    identifier: Identifier
    questionnaire: str
    status: str
    subject: Reference
    encounter: Reference
    authored: str
    author: Reference
    source: Reference
    item: tuple[ResponseItem, ...] = ()

    @property
    def identity(self) -> Identifier:
        """Its one identifier: that of its first version, also in an amendment."""
        return self.identifier


def questionnaire_response_resource(
    form: CompiledForm,
    answers: SurveyAnswers,
    visit: Visit,
    authorship: RecordAuthorship,
    *,
    status: str = "completed",
) -> QuestionnaireResponse:
    """The FHIR QuestionnaireResponse of a survey, in the language and with the texts of `form`.

    Every question asked is in it, in the order of the form: with its answers, with
    `asked-declined`, or empty where it was skipped; what was not asked is not. Its identifier is
    the id of the record. `status` is `completed`, `amended` or `entered-in-error`. ValueError
    where the time of `authorship` has no time zone.
    """
    if authorship.at.tzinfo is None:
        raise ValueError("authored-without-time-zone")
    participant = patient_reference(visit.participant_id)
    return QuestionnaireResponse(
        language=form.language,
        identifier=Identifier(system=systems.RESPONSE, value=authorship.record_id),
        questionnaire=form.questionnaire,
        status=status,
        subject=participant,
        encounter=encounter_reference(visit.id),
        authored=authorship.at.isoformat(timespec="seconds"),
        author=practitioner_reference(authorship.author.practitioner),
        source=participant,
        extension=program_version_extensions(visit.program_version),
        item=tuple(_items(form, answers.answers, enabled_items(form, answers), form.roots)),
    )


def _items(
    form: CompiledForm,
    answers: Mapping[str, QuestionAnswer],
    asked: frozenset[str],
    link_ids: Iterable[str],
) -> Iterator[ResponseItem]:
    """The items that were asked, in the order of the form; a group without any is left out."""
    for item in (form.items[link_id] for link_id in link_ids if link_id in asked):
        below = tuple(_items(form, answers, asked, item.children))
        if item.is_question:
            yield _question(item, answers.get(item.link_id), below)
        elif below:
            yield ResponseItem(link_id=item.link_id, text=item.text, item=below)


def _question(
    item: FormItem, given: QuestionAnswer | None, below: tuple[ResponseItem, ...]
) -> ResponseItem:
    """A question with its answer; what is asked under it stands in its first value."""
    if given and given.state is AnswerState.DECLINED:
        declined = FhirExtension(url=systems.ABSENT_REASON, value_code="asked-declined")
        return ResponseItem(link_id=item.link_id, text=item.text, extension=(declined,))
    values = given.values if given else ()
    answer = tuple(
        _answer(_as_offered(item, value), () if position else below)
        for position, value in enumerate(values)
    )
    return ResponseItem(link_id=item.link_id, text=item.text, answer=answer)


def _as_offered(item: FormItem, value: AnswerValue) -> AnswerValue:
    """The option itself: its text may be in another language than when it was chosen."""
    return next((option.value for option in item.options if option.value == value), value)


def _answer(value: AnswerValue, below: tuple[ResponseItem, ...]) -> ResponseAnswer:
    return ResponseAnswer(item=below, **value_fields(value))
