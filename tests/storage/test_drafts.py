"""What was answered is on disk before anyone is told so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.records.correction import (
    BegunCorrection,
    Correction,
    CorrectionReason,
    RecordOperation,
)
from ptc_app.paths import DataDir
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.drafts import Drafts
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.keys.key_file import GeneratedKeys
from ptc_app.storage.records import Records
from tests.support.builders import MORNING, a_visit, an_act, an_event, later

ROOT = Path(__file__).parents[2]
SAVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ptc_app.storage.database import Database
from ptc_app.storage.drafts import Drafts

drafts = Drafts(Database(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline())))
for answer in range(10**9):
    drafts.save("visit-1", "survey", str(answer).encode() * 100, datetime.now(UTC))
    print(answer, flush=True)
"""


@pytest.fixture
def drafts(database: Database) -> Drafts:
    Records(database).sign(an_act(visit=a_visit(), stage="consent"))
    return Drafts(database)


def test_the_last_answer_is_the_draft(drafts: Drafts) -> None:
    visit = VisitId("visit-1")
    assert drafts.get(visit, "survey") is None
    for body in (b"first", b"second" * 9_000, b""):
        drafts.save(visit, "survey", body, MORNING)
        assert drafts.get(visit, "survey") == body
    assert drafts.get(visit, "measurements") is None


def test_a_draft_ends_with_its_record_and_with_no_other(drafts: Drafts, database: Database) -> None:
    visit = a_visit()
    for stage in ("survey", "measurements"):
        drafts.save(visit.id, stage, b"answers", MORNING)
    Records(database).sign(an_act("2", visit=visit, recorded_at=later(1)))
    assert drafts.get(visit.id, "survey") is None
    assert drafts.get(visit.id, "measurements") == b"answers"


def test_a_late_answer_leaves_no_draft_of_what_is_on_record(drafts: Drafts) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        drafts.save(VisitId("visit-1"), "consent", b"late", MORNING)
    assert drafts.get(VisitId("visit-1"), "consent") is None


VISIT = VisitId("visit-1")
BEGUN = BegunCorrection(
    RecordId("record-1"),
    Correction(RecordOperation.UPDATE, CorrectionReason.OTHER, "left for right"),
)
CONSENT_BEGUN = an_event(AuditAction.CORRECTION_BEGUN, at=later(5))
CONSENT_DISCARDED = an_event(AuditAction.CORRECTION_DISCARDED, at=later(6))


def test_an_amendment_is_a_draft_that_knows_its_record_and_reason(
    drafts: Drafts, database: Database
) -> None:
    assert drafts.correction(VISIT, "consent") is None
    drafts.begin_correction(VISIT, "consent", b"as signed", BEGUN, CONSENT_BEGUN)
    drafts.save(VISIT, "survey", b"no correction", MORNING)
    assert drafts.get(VISIT, "consent") == b"as signed"
    drafts.save(VISIT, "consent", b"changed", MORNING)
    assert drafts.get(VISIT, "consent") == b"changed"
    assert drafts.correction(VISIT, "consent") == BEGUN
    assert drafts.correction(VISIT, "survey") is None
    assert drafts.corrected_stages(VISIT) == {"consent"}
    assert list(AuditTrail(database).entries())[-1].event == CONSENT_BEGUN
    assert check_integrity(database).holds


def test_a_draft_is_not_begun_over_another(drafts: Drafts, database: Database) -> None:
    drafts.begin_correction(VISIT, "consent", b"as signed", BEGUN, CONSENT_BEGUN)
    drafts.save(VISIT, "consent", b"changed", MORNING)
    with pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
        drafts.begin_correction(VISIT, "consent", b"as signed", BEGUN, CONSENT_BEGUN)
    assert drafts.get(VISIT, "consent") == b"changed"
    assert len(list(AuditTrail(database).entries())) == 3


def test_an_amendment_that_is_given_up_leaves_no_draft(drafts: Drafts, database: Database) -> None:
    drafts.begin_correction(VISIT, "consent", b"as signed", BEGUN, CONSENT_BEGUN)
    drafts.discard_correction(VISIT, "consent", CONSENT_DISCARDED)
    assert drafts.get(VISIT, "consent") is None
    assert list(AuditTrail(database).entries())[-1].event == CONSENT_DISCARDED
    drafts.save(VISIT, "survey", b"no correction", MORNING)
    for stage in ("consent", "survey"):
        with pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
            drafts.discard_correction(VISIT, stage, CONSENT_DISCARDED)
    assert drafts.get(VISIT, "survey") == b"no correction"
    assert list(AuditTrail(database).entries())[-1].event == CONSENT_DISCARDED


def test_what_was_voided_may_have_a_draft_again(drafts: Drafts, database: Database) -> None:
    void = Correction(RecordOperation.NULLIFY, CorrectionReason.DUPLICATE)
    act = an_act(
        "2", correction=void, visit_id=VISIT, stage="consent", follows=RecordId("record-1")
    )
    Records(database).sign(act)
    drafts.save(VISIT, "consent", b"again", MORNING)
    assert drafts.get(VISIT, "consent") == b"again"


@pytest.mark.parametrize("acknowledged", [1, 40, 150])
def test_killed_while_saving_every_acknowledged_answer_is_there(
    drafts: Drafts, site: DataDir, new_keys: GeneratedKeys, acknowledged: int
) -> None:
    saver = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", SAVER, str(site.store)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with saver:
        assert saver.stdin
        assert saver.stdout
        saver.stdin.write(new_keys.store_key.hex() + "\n")
        saver.stdin.flush()
        last = max(int(saver.stdout.readline()) for _ in range(acknowledged))
        saver.kill()
        last = max([last, *(int(line) for line in saver.stdout if line.endswith("\n"))])
    reopened = Database(site.store, new_keys.store_key)
    body = Drafts(reopened).get(VisitId("visit-1"), "survey")
    # the one after it may have been saved too, and not yet told
    assert body in (str(last).encode() * 100, str(last + 1).encode() * 100)
    assert check_integrity(reopened).holds
    reopened.close()
