"""Texts of a questionnaire in the language of the reader, from the FHIR translation extension."""

from __future__ import annotations

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import Element, FhirExtension


def translated_text(text: str, text_element: Element | None, language: str) -> str:
    """The text in a language, or as it was written where there is no translation.

    `text_element` is the FHIR element beside the text (`_text`), which has its translations.
    `language` is a BCP 47 code: for `es-US` a translation to it, else one to `es`; for `es` only
    one to `es`.
    """
    translations = dict(map(_translation, text_element.extension if text_element else ()))
    return translations.get(language) or translations.get(base_language(language)) or text


def base_language(language: str) -> str:
    """The language of a BCP 47 code without its region: `es` of `es-US`."""
    return language.split("-", maxsplit=1)[0].lower()


def _translation(extension: FhirExtension) -> tuple[str, str]:
    """Language and text of a translation; two empty texts for another extension."""
    if extension.url != systems.TRANSLATION:
        return "", ""
    return _part(extension, "lang"), _part(extension, "content")


def _part(extension: FhirExtension, url: str) -> str:
    part = next((one for one in extension.extension if one.url == url), None)
    if part is None:
        return ""
    return part.value_code or part.value_string or part.value_markdown
