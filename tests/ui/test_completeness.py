"""Nothing is left without a page, and nothing without words."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import ptc_app
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import ClockWrong, PtcError, RuleBroken
from ptc_app.domain.language import Language
from ptc_app.domain.outbox import WaitingReason
from ptc_app.domain.participants.eligibility import EligibilityFinding
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.records.record_history import RecordStatus
from ptc_app.domain.stages.stage_type import StageTypes
from ptc_app.domain.stages.stage_types import SURVEY
from ptc_app.domain.visit import SkipReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.stages import STAGES
from ptc_app.ui.consent.stage_texts import decision_labels, decision_sentences
from ptc_app.ui.messages.error_messages import error_message
from ptc_app.ui.messages.status_texts import idle_warning_text, network_text
from ptc_app.ui.participants.participant_labels import (
    contact_channel_names,
    sex_at_birth_names,
)
from ptc_app.ui.records.correction_texts import (
    correction_reason_names,
    record_status_labels,
)
from ptc_app.ui.staff_frame import staff_role_text
from ptc_app.ui.stage_entry import StageEntry, shown_stages
from ptc_app.ui.sync.envelope_list_models import record_kind_names, wait_reason_text
from ptc_app.ui.visit.skip_panel import skip_reason_names
from tests.support.builders import MORNING
from tests.support.stages import RECORD_KINDS

EN, ES = Localizer(Language("en")), Localizer(Language("es"))
LANGUAGES = pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])


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
    if isinstance(one, ClockWrong):
        one.shown = MORNING
    return one


def kind_names(tr: Localizer) -> dict[str, str]:
    """What kinds of records are called."""
    return record_kind_names(shown_stages(STAGES, tr), tr)


@LANGUAGES
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.type.code)
def test_every_stage_type_has_its_texts(tr: Localizer, stage: StageEntry) -> None:
    texts = stage.texts(tr)
    assert texts.record
    assert texts.done or set(texts.done_by_outcome) == set(ConsentDecision)
    assert (texts.amendment is not None) == bool(stage.type.record.amend_reasons)


def test_every_stage_type_has_a_code_and_a_page_of_its_own() -> None:
    assert len({stage.type.code for stage in STAGES}) == len(STAGES)
    assert len({stage.page for stage in STAGES}) == len(STAGES)
    assert StageTypes(stage.type for stage in STAGES).get("survey") is SURVEY


@LANGUAGES
def test_every_error_has_words_of_its_own(tr: Localizer) -> None:
    general = error_message(PtcError(), tr)
    speechless = [
        error.code
        for error in every_error()
        if error.code != PtcError.code and error_message(_raised(error), tr) == general
    ]
    assert not speechless


@LANGUAGES
@pytest.mark.parametrize("finding", EligibilityFinding)
def test_every_finding_that_refuses_has_words(tr: Localizer, finding: EligibilityFinding) -> None:
    if finding is not EligibilityFinding.ELIGIBLE:
        assert error_message(RuleBroken(finding), tr) != error_message(RuleBroken(), tr)


@LANGUAGES
def test_a_message_says_what_happened_and_what_to_do(tr: Localizer) -> None:
    for error in every_error():
        said = error_message(_raised(error), tr)
        assert said.title
        assert said.text


def test_every_reason_to_wait_has_words_of_its_own() -> None:
    for tr in (EN, ES):
        said = [wait_reason_text(reason, tr) for reason in WaitingReason]
        assert len(set(said)) == len(WaitingReason)
        assert not set(said) & set(WaitingReason)
        assert all(network_text(reason, tr, MORNING)[1] for reason in WaitingReason)


@pytest.mark.parametrize(
    ("tr", "minutes", "text"),
    [
        (EN, 1, "This screen locks in 1 minute. Tap, or press a key, to keep going."),
        (EN, 2, "This screen locks in 2 minutes. Tap, or press a key, to keep going."),
        (ES, 1, "Se bloquea en 1 minuto. Toque la pantalla o una tecla para seguir."),
        (ES, 5, "Se bloquea en 5 minutos. Toque la pantalla o una tecla para seguir."),
    ],
)
def test_the_idle_warning_says_how_long_is_left(tr: Localizer, minutes: int, text: str) -> None:
    assert idle_warning_text(minutes, tr) == text


@LANGUAGES
def test_every_kind_and_every_choice_has_words(tr: Localizer) -> None:
    assert set(kind_names(tr)) == {kind.code for kind in RECORD_KINDS}
    assert set(skip_reason_names(tr)) == set(SkipReason)
    assert set(correction_reason_names(tr)) == set(CorrectionReason)
    assert set(record_status_labels(tr)) == set(RecordStatus)
    assert decision_sentences(tr).keys() == decision_labels(tr).keys()
    assert all(staff_role_text(role, tr) for role in StaffRole)
    for names in (sex_at_birth_names(tr), contact_channel_names(tr)):
        assert len(set(names.values())) == len(names) == len(type(next(iter(names))))


@pytest.mark.parametrize(
    "names", [kind_names, skip_reason_names, decision_sentences, correction_reason_names]
)
def test_the_spanish_is_spanish(names: object) -> None:
    assert callable(names)
    english, spanish = names(EN), names(ES)
    same = {key for key, text in english.items() if spanish[key] == text}
    assert not same
