"""Texts of a questionnaire in the language of the person who reads them."""

from __future__ import annotations

from ptc_app.domain.survey.questionnaire_elements import (
    TRANSLATION,
    Extension,
    Questionnaire,
    TextElement,
    find_extension,
)


def translated_text(text: str, element: TextElement | None, language: str) -> str:
    """The text in the language (`es-US`, else `es`), or as it was written."""
    translations = dict(map(_translation, element.extension if element else ()))
    return translations.get(language) or translations.get(_base(language)) or text


def displayed_language(questionnaire: Questionnaire, language: str) -> str:
    """The language asked for where the questionnaire's title has it, else its own."""
    if _base(language) == _base(questionnaire.language):
        return language
    shown = translated_text("", questionnaire.title_element, language)
    return language if shown else questionnaire.language


def _translation(extension: Extension) -> tuple[str, str]:
    if extension.url != TRANSLATION:
        return "", ""
    return _code(extension, "lang"), _code(extension, "content")


def _code(extension: Extension, url: str) -> str:
    part = find_extension(extension.extension, url)
    if part is None:
        return ""
    return part.value_code or part.value_string or part.value_markdown or ""


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
