"""What is written on keys, and what a screen reader calls them."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.keyboard.key_layouts import VOWELS_WITH_ACCENT, Key, KeyAction, typed_text


def key_text(key: Key, tr: Localizer, *, capital: bool, accent: bool) -> str:
    """Return what is written on a key while capitals or accents are on."""
    if key.text == " ":
        return tr("space")
    if key.action is KeyAction.TYPE:
        return typed_text(key, capital=capital, accent=accent)
    vowels = " ".join(VOWELS_WITH_ACCENT[vowel] for vowel in "aeiou")
    return {
        KeyAction.ERASE: tr("Erase"),
        KeyAction.HIDE: tr("Hide keys"),
        KeyAction.SHIFT: "ABC",
        KeyAction.ACCENTS: vowels.upper() if capital else vowels,
        KeyAction.SIGNS: "123",
        KeyAction.LETTERS: "abc",
    }[key.action]


def key_name(key: Key, tr: Localizer, *, capital: bool, accent: bool) -> str:
    """Return the accessible name of a key: what it types or does, in words where it is a sign."""
    text = key_text(key, tr, capital=capital, accent=accent)
    if key.action is KeyAction.TYPE:
        return _sign_names(tr).get(text, text)
    return {
        KeyAction.SHIFT: tr("Capital letters"),
        KeyAction.ACCENTS: tr("Letters with accents"),
        KeyAction.SIGNS: tr("Numbers and signs"),
        KeyAction.LETTERS: tr("Letters"),
    }.get(key.action, text)


def _sign_names(tr: Localizer) -> dict[str, str]:
    return {
        "'": tr("apostrophe"),
        "-": tr("hyphen"),
        ".": tr("period"),
        ",": tr("comma"),
        "@": tr("at sign"),
        "#": tr("number sign"),
        "$": tr("dollar sign"),
        "%": tr("percent sign"),
        "&": tr("and sign"),
        "*": tr("asterisk"),
        "(": tr("opening parenthesis"),
        ")": tr("closing parenthesis"),
        "/": tr("slash"),
        "+": tr("plus sign"),
        "=": tr("equals sign"),
        "_": tr("underscore"),
        "¿": tr("opening question mark"),
        "?": tr("question mark"),
        "¡": tr("opening exclamation mark"),
        "!": tr("exclamation mark"),
        ":": tr("colon"),
        ";": tr("semicolon"),
        '"': tr("quotation mark"),
    }
