"""What a value says where nothing was given: nothing, but for a few fields.

Records, drafts and program files that leave a field out are read by these defaults.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from ptc_app.domain.audit import AuditEvent
from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.enrollment.consent_decisions import RecordedDecision
from ptc_app.domain.hybrid_timestamp import HybridTimestamp
from ptc_app.domain.measurement.formula_definitions import Ratio
from ptc_app.domain.measurement.protocol import (
    GroupMean,
    MeasurementGroup,
    ProtocolModification,
    ReadingFlag,
)
from ptc_app.domain.measurement.reading_checks import ReadingProblem
from ptc_app.domain.measurement.readings import ENTERED_BY_HAND, Reading, ReadingModification
from ptc_app.domain.measurement.terminology_codes import StandardCode
from ptc_app.domain.outbox import DeliveryState, Envelope, NotSentReason, Rejected, SyncReport
from ptc_app.domain.participants.participant import Address, Participant
from ptc_app.domain.programs.program_definitions import StageDefinition
from ptc_app.domain.records.correction import Correction
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_act import SignedAct
from ptc_app.domain.records.signed_record import SignedContent, SignedRecord
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.survey.answer_values import Coding
from ptc_app.domain.survey.compiled_form import FormOption
from ptc_app.domain.survey.question_pages import QuestionPage
from ptc_app.domain.survey.questionnaire_problems import QuestionnaireProblem
from ptc_app.domain.survey.survey_response import ItemResponse
from ptc_app.domain.visit import Stage, StageBarrier, StagePlan, StageState, Visit

FILLED: dict[type, dict[str, object]] = {
    Envelope: {"delivery": DeliveryState.WAITING, "reason": NotSentReason.NOT_TRIED},
    GroupMean: {"shown_decimals": 1},
    MeasurementGroup: {"replicates": 1},
    Participant: {"address": Address("", "", "", "")},
    ProtocolModification: {"absent_reason": "not-performed"},
    Ratio: {"scale": Decimal(1)},
    Reading: {"how": ENTERED_BY_HAND},
    ReadingProblem: {"replicate": 1},
    SignedRecord: {"content": SignedContent("", "", None)},
    Stage: {"state": StageState.READY},
    StageDefinition: {"may_skip": True},
    StagePlan: {"may_skip": True},
}
EMPTY: tuple[type, ...] = (
    Address, RecordAuthorship, AuditEvent, Coding, ConsentReadingProgress, Correction, FormOption,
    HybridTimestamp, ItemResponse, QuestionnaireProblem, QuestionPage,
    ReadingFlag, ReadingModification, RecordedDecision, Rejected, SignedAct, SignedContent,
    StageBarrier, StoreChange, StandardCode, SyncReport, Visit,
)  # fmt: skip


def defaults(struct: Any) -> dict[str, Any]:
    """The value of each field that may be left out."""
    if dataclasses.is_dataclass(struct):
        fields = {field.name: field.default for field in dataclasses.fields(struct)}
        return {name: value for name, value in fields.items() if value is not dataclasses.MISSING}
    known = {field.name: field.default for field in msgspec.structs.fields(struct)}
    return {name: value for name, value in known.items() if value is not msgspec.NODEFAULT}


@pytest.mark.parametrize("struct", [*FILLED, *EMPTY], ids=lambda struct: struct.__name__)
def test_what_was_not_given_is_empty(struct: type) -> None:
    filled = {name: value for name, value in defaults(struct).items() if value}
    assert filled == FILLED.get(struct, {})
    assert defaults(struct)
