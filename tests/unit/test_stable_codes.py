"""Codes that are stored, sent to central or named in program files: what was written stays read.

A new code is no matter here; one that is gone or spelled otherwise is, since stores, central and
program files hold the old one.
"""

from __future__ import annotations

from enum import StrEnum

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    ClockWrong,
    DataFolderUnusable,
    DisplayMissing,
    DraftUnreadable,
    InputFileUnusable,
    InstallationIncomplete,
    OutputUnusable,
    PtcError,
    RuleBroken,
    SignInNeeded,
    StoreLocked,
    StoreUnusable,
    Unexpected,
)
from ptc_app.domain.measurement.terminology_codes import ObservationCategory
from ptc_app.domain.measurement.thresholds import WarningKind
from ptc_app.domain.outbox import DeliveryState, WaitingReason
from ptc_app.domain.participants.eligibility import EligibilityFinding
from ptc_app.domain.participants.participant import ContactChannel, SexAtBirth
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.programs.program_versions import ProgramMissing, ProgramRefused
from ptc_app.domain.records.correction import CorrectionReason, RecordOperation
from ptc_app.domain.records.record_history import RecordStatus
from ptc_app.domain.stages.stage_type import StageTypeUnknown
from ptc_app.domain.survey.answering import AnswerRefusal
from ptc_app.domain.survey.question_types import DISPLAY, GROUP, QUESTION_TYPES
from ptc_app.domain.survey.questionnaire_elements import EnableOperator
from ptc_app.domain.survey.survey_answers import AnswerState
from ptc_app.domain.visit import SkipReason, StageState
from ptc_app.services.visit import IdentityEvidence
from ptc_app.stages import STAGES
from tests.support.builders import MORNING
from tests.support.stages import RECORD_KINDS

STORED: dict[type[StrEnum], str] = {
    AuditAction: "site-set-up practitioner-added signed-in sign-in-refused locked "
    "program-installed visit-started stage-begun stage-skipped signed amended voided "
    "correction-begun correction-discarded sent-again kiosk-handed-over kiosk-taken-back "
    "central-joined site-support-changed",
    ConsentDecision: "yes no not-sure",
    CorrectionReason: "wrong-entry participant-correction device-error wrong-name wrong-decision "
    "wrong-participant duplicate not-performed other",
    DeliveryState: "waiting received needs-attention",
    WaitingReason: "not-tried not-connected central-away central-busy central-untrusted "
    "central-nonsense sign-in program-too-old clock-wrong certificate-dates",
    SexAtBirth: "female male intersex no-answer",
    ContactChannel: "phone text email mail",
    StaffRole: "administrator coordinator",
    RecordStatus: "current superseded entered-in-error",
    StageState: "ready answered-before in-progress completed skipped entered-in-error",
    SkipReason: "participant-declined no-time unwell equipment other",
    AnswerState: "answered declined skipped",
}
IN_PROGRAM_FILES: dict[type[StrEnum], str] = {
    WarningKind: "confirm alarm verify",
}
OF_FHIR: dict[type[StrEnum], str] = {
    IdentityEvidence: "name birth-date photo-id phone address participant-number",
    RecordOperation: "CREATE UPDATE NULLIFY",
    ObservationCategory: "vital-signs exam procedure activity",
    EnableOperator: "exists = != > < >= <=",
}
OF_MESSAGES: dict[type[StrEnum], str] = {
    EligibilityFinding: "eligible guardian-and-assent too-young not-in-us birth-date-impossible",
    AnswerRefusal: "unknown-item not-a-question read-only wrong-type not-an-option too-many "
    "required not-declinable",
}
OF_ERRORS = {
    PtcError: "failed",
    RuleBroken: "rule",
    StoreLocked: "store.locked",
    StoreUnusable: "store.unusable",
    CentralUnreachable: "central.unreachable",
    CentralUntrusted: "central.untrusted",
    SignInNeeded: "central.sign-in",
    Unexpected: "unexpected",
    ProgramInvalid: "program.invalid",
    ProgramMissing: "program.missing",
    ProgramRefused: "program.refused",
    StageTypeUnknown: "stage-type.unknown",
    DraftUnreadable: "draft.unreadable",
    DataFolderUnusable: "data-folder",
    InputFileUnusable: "input-file",
    OutputUnusable: "output",
    DisplayMissing: "display.missing",
    InstallationIncomplete: "installation",
}


@pytest.mark.parametrize(
    ("codes", "known"), [*(STORED | IN_PROGRAM_FILES | OF_FHIR | OF_MESSAGES).items()]
)
def test_every_code_that_was_written_is_still_known(codes: type[StrEnum], known: str) -> None:
    assert set(known.split()) <= set(codes)


def test_the_codes_of_records_and_stages_are_still_known() -> None:
    kinds = "registration identity consent survey measurements visit-end"
    assert set(kinds.split()) <= {kind.code for kind in RECORD_KINDS}
    types = "identity consent survey measurements finish"
    assert set(types.split()) <= {stage.type.code for stage in STAGES}


def test_every_item_type_that_surveys_have_is_still_known() -> None:
    known = "group display boolean choice integer decimal date string text"
    assert set(known.split()) <= {*QUESTION_TYPES, GROUP, DISPLAY}


def test_a_wrong_clock_is_its_code_and_what_it_shows() -> None:
    error = ClockWrong(MORNING)
    assert (error.full_code, str(error), error.shown) == ("clock.wrong", "clock.wrong", MORNING)


@pytest.mark.parametrize(("error", "code"), OF_ERRORS.items())
def test_an_error_is_its_code_and_its_reason(error: type[PtcError], code: str) -> None:
    assert error().full_code == str(error()) == code
    assert error("full").full_code == str(error("full")) == f"{code}.full"
