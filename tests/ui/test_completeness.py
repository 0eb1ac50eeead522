"""Nothing is left without a page, and nothing without words."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import ptc_app
from ptc_app.domain.eligibility import Finding
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.outbox import WaitReason
from ptc_app.domain.practitioner import Role
from ptc_app.domain.record import RecordKind
from ptc_app.domain.visit import SkipReason, StageKind
from ptc_app.ui import i18n
from ptc_app.ui.frame import role_text
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.messages import message
from ptc_app.ui.navigator import STAGE_PAGES
from ptc_app.ui.pages.people import contact_names, language_names, sex_names
from ptc_app.ui.pages.skip_panel import skip_reasons
from ptc_app.ui.pages.sync_page import kind_names, reason_text
from ptc_app.ui.pages.visit_rows import decision_names, decisions
from ptc_app.ui.reception import network_text
from tests.support.said import missing

EN, ES = Words(Language.ENGLISH), Words(Language.SPANISH)
LANGUAGES = pytest.mark.parametrize("words", [EN, ES], ids=["en", "es"])


def every_error() -> list[type[PtcError]]:
    """Each error of ours, once all modules are loaded."""
    for module in pkgutil.walk_packages(ptc_app.__path__, "ptc_app."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, ahead = [], [PtcError]
    while ahead:
        error = ahead.pop()
        ahead += error.__subclasses__()
        if error.__module__.startswith("ptc_app."):
            found.append(error)
    return found


def _raised(error: type[PtcError]) -> PtcError:
    """Such an error, whatever it is usually made from."""
    one = error.__new__(error)
    PtcError.__init__(one)
    return one


def test_every_stage_has_a_page() -> None:
    assert set(STAGE_PAGES) == set(StageKind)


@LANGUAGES
def test_every_error_has_words_of_its_own(words: Words) -> None:
    general = message(PtcError(), words)
    speechless = [
        error.code
        for error in every_error()
        if error.code != PtcError.code and message(_raised(error), words) == general
    ]
    assert not speechless


@LANGUAGES
@pytest.mark.parametrize("finding", Finding)
def test_every_finding_that_refuses_has_words(words: Words, finding: Finding) -> None:
    if finding is not Finding.ELIGIBLE:
        assert message(RuleBroken(finding), words) != message(RuleBroken(), words)


@LANGUAGES
def test_a_message_says_what_happened_and_what_to_do(words: Words) -> None:
    for error in every_error():
        said = message(_raised(error), words)
        assert said.title
        assert said.text


def test_every_reason_to_wait_has_words_of_its_own() -> None:
    for words in (EN, ES):
        said = [reason_text(reason, words) for reason in WaitReason]
        assert len(set(said)) == len(WaitReason)
        assert not set(said) & set(WaitReason)
        assert all(network_text(reason, words)[1] for reason in WaitReason)


@LANGUAGES
def test_every_kind_and_every_choice_has_words(words: Words) -> None:
    assert set(kind_names(words)) == set(RecordKind)
    assert set(skip_reasons(words)) == set(SkipReason)
    assert decisions(words).keys() == decision_names(words).keys()
    assert all(role_text(role, words) for role in Role)
    for names in (sex_names(words), language_names(words), contact_names(words)):
        assert len(set(names.values())) == len(names) == len(type(next(iter(names))))


def test_nothing_is_said_in_english_only() -> None:
    assert not missing(Path(i18n.__file__).parent)


@pytest.mark.parametrize("names", [kind_names, skip_reasons, decisions])
def test_the_spanish_is_spanish(names: object) -> None:
    assert callable(names)
    english, spanish = names(EN), names(ES)
    same = {key for key, text in english.items() if spanish[key] == text}
    assert not same
