"""The history of a stage: which version is in force, and what may follow it."""

from __future__ import annotations

from itertools import product

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.record_history import (
    RecordStatus,
    current_record,
    ensure_correction,
    ensure_follows,
    original_record,
    record_versions,
)
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.stages.record_kind import RecordKind
from ptc_app.domain.stages.record_kinds import (
    CONSENT,
    IDENTITY,
    MEASUREMENTS,
    REGISTRATION,
    SURVEY,
)
from tests.support.builders import a_record

UPDATE = Correction(RecordOperation.UPDATE, CorrectionReason.WRONG_ENTRY)
VOID = Correction(RecordOperation.NULLIFY, CorrectionReason.WRONG_PARTICIPANT)


def chain(*corrections: Correction | None) -> list[SignedRecord]:
    """Records of one stage, each after the one before."""
    return [
        a_record(
            str(number),
            correction=correction,
            follows=RecordId(f"record-{number - 1}") if number > 1 else None,
        )
        for number, correction in enumerate(corrections, start=1)
    ]


def statuses(history: list[SignedRecord]) -> list[str]:
    return [version.status for version in record_versions(history)]


def test_no_history_has_no_version() -> None:
    assert record_versions([]) == ()
    assert current_record([]) is None


def test_one_record_is_in_force() -> None:
    (first,) = history = chain(None)
    assert statuses(history) == [RecordStatus.CURRENT]
    assert current_record(history) == original_record(history, first) == first


def test_an_amendment_takes_the_place_of_the_version_before() -> None:
    first, second, third = history = chain(None, UPDATE, UPDATE)
    assert statuses(history) == ["superseded", "superseded", "current"]
    assert [v.ended_by for v in record_versions(history)] == [second, third, None]
    assert current_record(history) == third
    assert {original_record(history, one).id for one in history} == {first.id}


def test_a_voiding_ends_a_version_and_is_none_itself() -> None:
    *_, void = history = chain(None, UPDATE, VOID)
    assert statuses(history) == ["superseded", "entered-in-error"]
    assert record_versions(history)[1].ended_by == void
    assert current_record(history) is None


def test_what_is_made_again_begins_anew() -> None:
    _, void, again = history = chain(None, VOID, None)
    assert statuses(history) == ["entered-in-error", "current"]
    assert [v.number for v in record_versions(history)] == [1, 2]
    assert record_versions(history)[0].ended_by == void
    assert current_record(history) == original_record(history, again) == again


def test_each_record_of_a_chain_follows_the_one_before() -> None:
    for corrections in ((None,), (None, UPDATE, UPDATE, VOID, None, VOID)):
        history = chain(*corrections)
        for last, record in zip([None, *history], history, strict=False):
            ensure_follows(last, record)


def test_what_does_not_follow_is_refused() -> None:
    first, amended, void = chain(None, UPDATE, VOID)
    for last, record, code in (
        (first, a_record("other"), "conflict"),
        (None, amended, "record-superseded"),
        (amended, amended, "record-superseded"),
        (void, a_record("late", follows=void.id, correction=UPDATE), "record-superseded"),
        (void, a_record("late", follows=void.id, correction=VOID), "record-superseded"),
    ):
        with pytest.raises(RuleBroken, match=rf"^rule\.{code}$"):
            ensure_follows(last, record)


def test_each_offered_reason_may_be_given_and_other_needs_a_note() -> None:
    for kind, operation in product((CONSENT, SURVEY, MEASUREMENTS), (UPDATE, VOID)):
        reasons = kind.reasons(operation.operation)
        assert reasons[-1] is CorrectionReason.OTHER
        for reason in reasons[:-1]:
            ensure_correction(kind, Correction(operation.operation, reason))
        ensure_correction(
            kind, Correction(operation.operation, CorrectionReason.OTHER, "left for right")
        )
        with pytest.raises(RuleBroken, match=r"^rule\.correction-note$"):
            ensure_correction(kind, Correction(operation.operation, CorrectionReason.OTHER, "  "))


@pytest.mark.parametrize(
    ("kind", "correction"),
    [
        (CONSENT, Correction(RecordOperation.UPDATE, CorrectionReason.DEVICE_ERROR)),
        (SURVEY, Correction(RecordOperation.NULLIFY, CorrectionReason.WRONG_ENTRY)),
    ],
)
def test_a_reason_that_is_not_offered_is_refused(kind: RecordKind, correction: Correction) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.correction-reason$"):
        ensure_correction(kind, correction)


def test_other_kinds_of_records_are_not_corrected() -> None:
    for kind, correction in ((IDENTITY, UPDATE), (IDENTITY, VOID), (REGISTRATION, VOID)):
        with pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
            ensure_correction(kind, correction)
