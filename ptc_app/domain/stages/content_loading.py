"""Loading of the content files of stage types: consent forms, questionnaires, protocols."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ptc_app.domain.localized_text import LocalizedText, is_in_languages
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.protocol_checks import ProtocolInvalid, checked_protocol
from ptc_app.domain.programs.program_definitions import ConsentDefinition, ProgramInvalid
from ptc_app.domain.programs.version_order import is_version
from ptc_app.domain.stages.stage_type import ContentFile
from ptc_app.domain.survey.answering import start_answers
from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.question_pages import question_pages
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.survey.questionnaire_elements import Questionnaire
from ptc_app.domain.survey.questionnaire_problems import QuestionnaireInvalid
from ptc_app.domain.undecodable import UNDECODABLE


def load_consent_definition(file: ContentFile) -> ConsentDefinition:
    """The consent form in a file of a program, in all languages.

    ProgramInvalid: the path of the file where it is no consent form, `consent-key` where the form
    has another key than the file, `version` where one of its versions cannot be ordered,
    `language` where a text lacks a language or has another one.
    """
    try:
        form = msgspec.json.decode(file.body, type=ConsentDefinition)
    except UNDECODABLE as error:
        raise ProgramInvalid(file.path) from error
    if form.key != file.key:
        raise ProgramInvalid("consent-key")
    if not all(map(is_version, (form.version, *form.also_in_force))):
        raise ProgramInvalid("version")
    if not all(is_in_languages(text, file.languages) for text in _consent_texts(form)):
        raise ProgramInvalid("language")
    return form


def load_questionnaire(file: ContentFile) -> Questionnaire:
    """The FHIR R4 Questionnaire in a file of a program, checked and compiled in each language.

    ProgramInvalid `<path>.<problem>.<link id>`: the first problem that `decode_questionnaire`
    finds, `asks-nothing` where no page of it is shown at the beginning.
    """
    try:
        questionnaire = decode_questionnaire(file.body)
    except QuestionnaireInvalid as error:
        problem = error.problems[0]
        where = filter(None, (file.path, problem.code, problem.link_id))
        raise ProgramInvalid(".".join(where)) from error
    for language in file.languages:
        form = compile_form(questionnaire, language)
        if not question_pages(form, start_answers(form)):
            raise ProgramInvalid(f"{file.path}.asks-nothing")
    return questionnaire


def load_protocol(file: ContentFile) -> MeasurementProtocol:
    """The measurement protocol in a file of a program, checked.

    ProgramInvalid `<path>.<problem>`: the problem is `file` where it is no protocol, else the
    first of `protocol_problems`.
    """
    try:
        return checked_protocol(file.body, file.languages)
    except ProtocolInvalid as error:
        raise ProgramInvalid(f"{file.path}.{error.problem}") from error


def _consent_texts(form: ConsentDefinition) -> Iterator[LocalizedText]:
    """Each text that people read."""
    yield from (form.title, form.choice, form.statement)
    for page in form.pages:
        yield from (page.heading, *page.paragraphs)
