"""Each message and each name of a code, in both languages, is as its file says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from ptc_app.domain.language import Language
from ptc_app.domain.outbox import WaitingReason
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.stages import STAGES
from ptc_app.ui.consent.stage_texts import decision_labels, decision_sentences
from ptc_app.ui.messages.kiosk_messages import kiosk_messages, kiosk_store_message
from ptc_app.ui.messages.rule_messages import rule_messages
from ptc_app.ui.messages.status_texts import network_text
from ptc_app.ui.messages.support_contact import call_support
from ptc_app.ui.messages.system_messages import system_messages, wrong_clock_message
from ptc_app.ui.participants.participant_labels import contact_channel_names, sex_at_birth_names
from ptc_app.ui.records.correction_texts import (
    amendment_question,
    correction_reason_names,
    correction_reason_text,
    record_status_labels,
    void_question,
)
from ptc_app.ui.staff_frame import staff_role_text
from ptc_app.ui.stage_entry import shown_stages
from ptc_app.ui.stage_texts import ShownStageType
from ptc_app.ui.sync.envelope_list_models import record_kind_names, wait_reason_text
from ptc_app.ui.visit.skip_panel import skip_reason_names
from tests.support.builders import MORNING
from tests.ui.described_pages.files import FOLDER, check


def shown(tr: Localizer) -> list[ShownStageType]:
    """The stage types of the app in a language."""
    return [ShownStageType(stage.type, stage.texts(tr)) for stage in STAGES]


SUPPORT = "Pat Lee, (210) 555-0100"

TEXTS: dict[str, Callable[[Localizer], Mapping[Any, object]]] = {
    "refused acts": lambda tr: rule_messages(tr, call_support(SUPPORT, tr)),
    "failures": lambda tr: system_messages(tr, call_support("", tr)),
    "participants": lambda tr: kiosk_messages(tr) | {"store.unusable": kiosk_store_message(tr)},
    "a wrong clock": lambda tr: {"clock.wrong": wrong_clock_message(MORNING, tr)},
    "contact channels": contact_channel_names,
    "sexes at birth": sex_at_birth_names,
    "reasons to skip": skip_reason_names,
    "reasons to correct": correction_reason_names,
    "reasons with a note": lambda tr: {
        reason: correction_reason_text(reason, "as she said", tr) for reason in CorrectionReason
    },
    "states of a version": record_status_labels,
    "record kinds": lambda tr: record_kind_names(shown_stages(STAGES, tr), tr),
    "decisions": decision_labels,
    "decisions in a sentence": decision_sentences,
    "roles": lambda tr: {role: staff_role_text(role, tr) for role in StaffRole},
    "why it waits": lambda tr: {reason: wait_reason_text(reason, tr) for reason in WaitingReason},
    "network": lambda tr: {reason: network_text(reason, tr, MORNING) for reason in WaitingReason},
    "amending": lambda tr: {
        stage.type.code: amendment_question(stage, "A stage", tr) for stage in shown(tr)
    },
    "voiding": lambda tr: {
        stage.type.code: void_question(stage, "A stage", tr)
        for stage in shown(tr)
        if stage.type.record.void_reasons
    },
}
"""The tables of texts, each by what it is about."""


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_as_described(name: str) -> None:
    check(f"texts/{name}", "\n".join([*lines(name, "en"), "", *lines(name, "es"), ""]))


def test_no_file_is_left_of_texts_that_are_gone() -> None:
    assert {path.stem for path in (FOLDER / "texts").iterdir()} == set(TEXTS)


def lines(name: str, language: str) -> Iterator[str]:
    for code, text in TEXTS[name](Localizer(Language(language))).items():
        yield f"{code}: {text}"
