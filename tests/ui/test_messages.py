"""Each error has a message of three parts; participants read none that is meant for staff."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import ptc_app
from ptc_app.domain.errors import PtcError, RuleBroken, StoreUnusable
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.error_messages import (
    ErrorMessage,
    error_message,
    participant_message,
    staff_messages,
)
from ptc_app.ui.messages.support_contact import SupportContact, call_support

EN, ES = Localizer(Language("en")), Localizer(Language("es"))
LANGUAGES = pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
CODES = sorted(staff_messages(EN))
OF_STAFF = {
    EN: "support disk database records computer version administrator certificate central app file"
    " files folder network server passphrase key keys code practitioner space install sync",
    ES: "soporte disco base computadora versión administra certificado central aplicación archivo"
    " archivos carpeta red servidor contraseña clave claves código espacio instale envíos",
}
"""Words that are none of a participant's, by language."""
OF_KIOSK_PAGES = {"participant_message", "typed_number_problem", "written_text_error"}
"""What the pages of a participant may take of the messages."""
ASK = {EN: "ask the staff", ES: "pregunte al personal"}
MENDED_ALONE = {
    "rule.consent-pages",
    "rule.consent-name",
    "rule.consent-signature",
    "rule.signature-too-large",
    "rule.survey-incomplete",
}
"""Codes of what a participant mends without the staff."""


def error_of(full_code: str) -> PtcError:
    """An error whose full code is this one."""
    kind = type("Raised", (PtcError,), {"code": full_code})
    if full_code.startswith("store.unusable."):
        return StoreUnusable(full_code.removeprefix("store.unusable."))
    raised = kind()
    assert isinstance(raised, PtcError)
    return raised


def raised_rules() -> Iterator[str]:
    """Each code that the application raises as RuleBroken with its name written out."""
    for path in Path(ptc_app.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RuleBroken":
                yield from (
                    f"rule.{given.value}"
                    for given in node.args
                    if isinstance(given, ast.Constant) and isinstance(given.value, str)
                )


def words(message: ErrorMessage) -> set[str]:
    """The words of a message, without marks, in small letters."""
    text = f"{message.title} {message.text}".lower()
    return {word.strip(".,;:()'’") for word in text.split()}


@LANGUAGES
@pytest.mark.parametrize("code", CODES)
def test_a_message_says_what_happened_what_was_kept_and_what_to_do(
    code: str, tr: Localizer
) -> None:
    message = error_message(error_of(code), tr)
    assert message.title
    assert not message.title.endswith(".")
    for sentences in (message.kept, message.action):
        assert sentences.endswith(".")
        assert not sentences.startswith(" ")
    assert message.text == f"{message.kept} {message.action}"


@LANGUAGES
@pytest.mark.parametrize("code", [*CODES, "clock.wrong", "code.without-a-message"])
def test_a_participant_reads_no_words_meant_for_staff(code: str, tr: Localizer) -> None:
    message = participant_message(error_of(code), tr)
    assert message.title
    assert message.kept.endswith(".")
    assert not words(message) & set(OF_STAFF[tr].split())
    assert code in MENDED_ALONE or ASK[tr] in message.action.lower()


def test_the_pages_of_participants_take_no_message_for_staff() -> None:
    folders = [Path(ptc_app.__path__[0], "ui", name) for name in ("consent", "survey", "kiosk")]
    modules = [module for folder in folders for module in folder.rglob("*.py")]
    assert len(modules) > 20
    named = "ptc_app.ui.messages"
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(named):
                assert {one.name for one in node.names} <= OF_KIOSK_PAGES, module


def test_every_rule_that_is_raised_has_a_message_of_its_own() -> None:
    rules = set(raised_rules())
    assert len(rules) > 40
    assert rules <= set(CODES)


def test_messages_name_whom_to_call_where_the_site_has_told_it() -> None:
    contact = "Pat Lee, (210) 555-0100"
    full = StoreUnusable("corrupt")
    assert error_message(full, EN, support=contact).action == f"Call site support: {contact}."
    assert (
        error_message(full, ES, support=contact).action
        == f"Llame al soporte del centro: {contact}."
    )
    assert error_message(full, EN).action == "Call the person who looks after your computers."
    assert contact not in participant_message(full, EN).text


def test_the_contact_is_the_one_shown_last() -> None:
    contact = SupportContact()
    assert call_support(contact.text, EN) == call_support("", EN)
    contact.show("Pat Lee")
    assert call_support(contact.text, EN) == "Call site support: Pat Lee."


def test_a_conflict_does_not_say_that_nothing_was_recorded_before() -> None:
    message = error_message(RuleBroken("conflict"), EN)
    assert message.title == "This was already recorded with different details"
    assert message.kept == "Nothing new was saved. What was recorded before is kept."
