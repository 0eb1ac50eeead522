"""Whether signing completes a stage, makes it again, or amends what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.records.correction import (
    BegunCorrection,
    Correction,
    CorrectionReason,
    RecordOperation,
)
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.visit import StageState, Visit
from ptc_app.services.session_context import SessionContext
from ptc_app.services.signing_plan import SigningPlanner
from tests.support.builders import MODULE, a_record, a_visit, an_author, later

VISIT = replace(a_visit(), permitted=frozenset({MODULE}))
AMENDING = Correction(RecordOperation.UPDATE, CorrectionReason.WRONG_ENTRY)
FIRST = a_record("1", visit_id=VISIT.id, stage="survey")
AMENDED = replace(FIRST, id=RecordId("record-2"), follows=FIRST.id, correction=AMENDING)
VOIDED = replace(
    FIRST,
    id=RecordId("record-3"),
    follows=FIRST.id,
    correction=Correction(RecordOperation.NULLIFY, CorrectionReason.DUPLICATE),
)


class Stored:
    """One visit, the history of its survey, and perhaps an amendment of a record of it."""

    def __init__(self, state: StageState, *history: SignedRecord, amends: str = "") -> None:
        stages = tuple(
            replace(one, state=state) if one.plan.key == "survey" else one for one in VISIT.stages
        )
        self.visit = replace(VISIT, stages=stages)
        self.history = history
        self.begun = BegunCorrection(RecordId(amends), AMENDING) if amends else None

    def get(self, _visit_id: VisitId) -> Visit:
        return self.visit

    def of_stage(self, _visit_id: VisitId, _stage: str) -> list[SignedRecord]:
        return list(self.history)

    def correction(self, _visit_id: VisitId, _stage: str) -> BegunCorrection | None:
        return self.begun

    def signer(self) -> SigningPlanner:
        context = SessionContext(an_author(), lambda: later(60), lambda: "new-id")
        return SigningPlanner(self, self, self, context)


def test_a_first_signing_follows_nothing() -> None:
    signing = Stored(StageState.IN_PROGRESS).signer().begin(VISIT.id, "survey", "done")
    assert (signing.authorship.record_id, signing.authorship.at) == ("new-id", later(60))
    assert (signing.authorship.follows, signing.authorship.correction) == (None, None)
    assert signing.amended is None
    stage = signing.visit.stage("survey")
    assert (stage.state, stage.outcome) == (StageState.COMPLETED, "done")


def test_what_is_made_again_follows_the_voiding() -> None:
    signing = Stored(StageState.IN_PROGRESS, FIRST, VOIDED).signer().begin(VISIT.id, "survey")
    assert (signing.authorship.follows, signing.authorship.correction) == (VOIDED.id, None)
    assert (signing.amended, signing.visit.stage("survey").outcome) == (None, "")


@pytest.mark.parametrize("history", [(FIRST,), (FIRST, AMENDED)])
def test_an_amendment_follows_the_version_in_force_and_keeps_the_first_time(
    history: Sequence[SignedRecord],
) -> None:
    stored = Stored(StageState.COMPLETED, *history, amends=history[-1].id)
    signing = stored.signer().begin(VISIT.id, "survey", "changed")
    authorship = signing.authorship
    assert (authorship.follows, authorship.correction) == (history[-1].id, AMENDING)
    assert authorship.performed_at == FIRST.recorded_at
    assert signing.amended == history[-1]
    stage = signing.visit.stage("survey")
    assert (stage.state, stage.outcome, stage.is_amended) == (StageState.COMPLETED, "changed", True)


@pytest.mark.parametrize(
    ("history", "amends"), [((), "record-1"), ((FIRST, AMENDED), "record-1"), ((VOIDED,), "x")]
)
def test_what_is_no_longer_in_force_is_not_amended(
    history: Sequence[SignedRecord], amends: str
) -> None:
    stored = Stored(StageState.COMPLETED, *history, amends=amends)
    with pytest.raises(RuleBroken, match=r"^rule\.record-superseded$"):
        stored.signer().begin(VISIT.id, "survey")
