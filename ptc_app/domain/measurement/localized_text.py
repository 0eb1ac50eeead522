"""Texts of a protocol file in several languages."""

from collections.abc import Mapping

LocalizedText = dict[str, str]
"""One text by language code, such as {"en": ..., "es": ...}."""


def localized(text: LocalizedText, language: str) -> str:
    """The text in this language ("es" also for "es-US"), else in English, else empty."""
    return text.get(language) or text.get(language.partition("-")[0]) or text.get("en", "")


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with each `{name}` replaced by its value; other braces stay as they are."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template
