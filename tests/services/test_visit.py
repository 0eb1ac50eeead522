"""A visit from its first stage to its last, each step on record or refused whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.outbox import Rejected
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.visit import CancelReason, SkipReason, StageState
from ptc_app.services.visit import IdentityEvidence
from ptc_app.storage.integrity_check import check_integrity
from tests.support.builders import MARK
from tests.support.site_runtimes import SETUP, SiteFixture

NAME_AND_BIRTH_DATE = [IdentityEvidence.NAME, IdentityEvidence.BIRTH_DATE]


def state(site: SiteFixture, visit_id: VisitId, stage: str) -> StageState:
    return site.services.visits.view(visit_id).visit.stage(stage).state


def said_of_it(site: SiteFixture) -> tuple[AuditAction, str, str]:
    """The last line of the trail."""
    *_, last = site.trail.entries()
    return last.event.action, last.event.subject, last.event.detail


def test_a_whole_visit_is_seven_acts_that_all_wait_for_central(site: SiteFixture) -> None:
    visit_id = site.whole_visit()
    kinds = [record.kind for record in site.records.each()]
    assert kinds == [
        "registration",
        "identity",
        "consent",
        "consent",
        "survey",
        "measurements",
        "visit-end",
    ]
    counts = site.services.visits.view(visit_id).counts
    assert (counts.captured, counts.waiting) == (7, 7)
    assert check_integrity(site.database).problems == ()


def test_what_central_took_counts_as_received_and_all_adds_up(site: SiteFixture) -> None:
    visit_id = site.whole_visit()
    site.answer()
    site.answer(Rejected("422", f"{MARK} is not there"))
    counts = site.services.visits.view(visit_id).counts
    assert (counts.received, counts.needs_attention, counts.waiting) == (1, 1, 5)
    assert counts == site.services.sync.counts()
    assert counts.captured == 7


def test_a_visit_is_seen_as_it_stands(site: SiteFixture) -> None:
    visit = site.open_visit()
    view = site.services.visits.view(visit.id)
    assert view.visit == visit
    assert view.participant.family_name == f"García-{MARK}"
    assert view.names == {site.services.author.practitioner.id: SETUP.name}


def test_a_visit_nobody_opened_is_not_there(site: SiteFixture) -> None:
    with site.writes_nothing(), pytest.raises(LookupError):
        site.services.visits.view(VisitId("none"))


# --- beginning ------------------------------------------------------------------------------------


def test_a_stage_that_is_begun_is_in_the_trail_and_not_yet_on_record(site: SiteFixture) -> None:
    visit = site.open_visit()
    with site.writes(audit=1):
        site.services.visits.begin(visit.id, "identity")
    assert state(site, visit.id, "identity") is StageState.IN_PROGRESS
    assert said_of_it(site) == (AuditAction.STAGE_BEGUN, visit.id, "identity")


@pytest.mark.parametrize("stage", ["primary-consent", "ehr-consent", "basics", "measurements"])
def test_nothing_begins_before_it_is_known_who_is_here(site: SiteFixture, stage: str) -> None:
    visit = site.open_visit()
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-blocked$"):
        site.services.visits.begin(visit.id, stage)


# --- identity -------------------------------------------------------------------------------------


def test_two_identifiers_that_agree_put_the_visit_on_record(site: SiteFixture) -> None:
    visit = site.open_visit()
    site.services.visits.begin(visit.id, "identity")
    with site.writes_one_record():
        site.services.visits.confirm_identity(visit.id, "identity", NAME_AND_BIRTH_DATE)
    assert state(site, visit.id, "identity") is StageState.COMPLETED
    assert said_of_it(site) == (AuditAction.SIGNED, site.last_record().id, "identity")


@pytest.mark.parametrize(
    "identifiers", [[], [IdentityEvidence.NAME], [IdentityEvidence.NAME, IdentityEvidence.NAME]]
)
def test_one_identifier_is_not_enough(
    site: SiteFixture, identifiers: list[IdentityEvidence]
) -> None:
    visit = site.open_visit()
    site.services.visits.begin(visit.id, "identity")
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.two-identifiers$"):
        site.services.visits.confirm_identity(visit.id, "identity", identifiers)


def test_identity_is_confirmed_once_and_only_after_it_was_begun(site: SiteFixture) -> None:
    confirm = site.services.visits.confirm_identity
    visit = site.open_visit()
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        confirm(visit.id, "identity", NAME_AND_BIRTH_DATE)
    site.services.visits.begin(visit.id, "identity")
    confirm(visit.id, "identity", NAME_AND_BIRTH_DATE)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        confirm(visit.id, "identity", NAME_AND_BIRTH_DATE)


def test_how_identity_was_checked_is_in_the_last_word_on_the_visit(site: SiteFixture) -> None:
    site.whole_visit()
    assert set(_identity_checks(site.last_record().body)) == set(NAME_AND_BIRTH_DATE)


def _identity_checks(body: bytes) -> list[str]:
    encounter: Any = json.loads(body)["entry"][0]["resource"]
    found = (extension.get("valueCoding") for extension in encounter["extension"])
    return [coding["code"] for coding in found if coding]


# --- leaving out, and the end ---------------------------------------------------------------------


def test_a_stage_is_left_out_with_its_reason(site: SiteFixture) -> None:
    visit_id = site.consented()
    with site.writes(audit=1):
        site.services.visits.skip(visit_id, "basics", SkipReason.OTHER, f"{MARK}: the bus left")
    stage = site.services.visits.view(visit_id).visit.stage("basics")
    assert (stage.state, stage.note) == (StageState.SKIPPED, f"{MARK}: the bus left")
    assert said_of_it(site) == (AuditAction.STAGE_SKIPPED, visit_id, "basics")


@pytest.mark.parametrize(
    ("stage", "reason", "refusal"),
    [
        ("identity", SkipReason.NO_TIME, "stage-required"),
        ("finish", SkipReason.NO_TIME, "stage-required"),
        ("basics", SkipReason.OTHER, "skip-note"),
        ("primary-consent", SkipReason.UNWELL, "stage-step"),
    ],
)
def test_what_may_not_be_left_out_is_not(
    site: SiteFixture, stage: str, reason: SkipReason, refusal: str
) -> None:
    visit_id = site.consented()
    with site.writes_nothing(), pytest.raises(RuleBroken, match=rf"^rule\.{refusal}$"):
        site.services.visits.skip(visit_id, stage, reason, "")


def test_a_visit_with_something_open_does_not_end(site: SiteFixture) -> None:
    visit_id = site.consented()
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-blocked$"):
        site.services.visits.finish(visit_id)


@pytest.mark.parametrize("decision", [ConsentDecision.NO, ConsentDecision.NOT_SURE])
def test_who_does_not_say_yes_is_asked_nothing_more_and_goes_home(
    site: SiteFixture, decision: ConsentDecision
) -> None:
    visit_id = site.consented(decision)
    for stage in ("ehr-consent", "basics", "measurements"):
        with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
            site.services.visits.begin(visit_id, stage)
    with site.writes_one_record():
        visit = site.services.visits.finish(visit_id)
    assert visit.ended_at == site.clock()


def test_a_visit_ends_once_and_another_day_is_another_visit(site: SiteFixture) -> None:
    visit_id = site.consented(ConsentDecision.NO)
    visit = site.services.visits.finish(visit_id)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.visit-finished$"):
        site.services.visits.finish(visit_id)
    with site.writes(visit=1, audit=1):
        again = site.services.visit_starts.start_visit(visit.participant_id)
    assert again.id != visit_id


def test_each_line_of_the_trail_follows_from_the_one_before(site: SiteFixture) -> None:
    site.whole_visit()
    assert site.trail.verify()
    assert MARK not in repr(list(site.trail.entries()))


# --- cancelling -----------------------------------------------------------------------------------


def test_a_visit_opened_by_mistake_is_cancelled_with_an_audit_entry(site: SiteFixture) -> None:
    visit = site.open_visit()
    with site.writes(audit=1), site.publishes(site.change(visit.id)):
        cancelled = site.services.visits.cancel(visit.id, CancelReason.OPENED_BY_MISTAKE)
    assert (cancelled.is_open, cancelled.is_finished) == (False, False)
    *_, last = site.trail.entries()
    assert (last.event.action, last.event.subject, last.event.detail) == (
        AuditAction.VISIT_CANCELLED,
        visit.id,
        "opened-by-mistake",
    )
    assert site.services.visits.today() == []
    assert site.services.visits.today_counts() == DayCounts(open=0, finished=0)
    assert site.services.visits.view(visit.id).visit.cancellation == cancelled.cancellation
    again = site.services.visit_starts.start_visit(visit.participant_id)
    assert (again.id != visit.id, again.visit_type) == (True, "baseline")


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (CancelReason.OPENED_BY_MISTAKE, "entered-in-error"),
        (CancelReason.WRONG_PARTICIPANT, "entered-in-error"),
        (CancelReason.PARTICIPANT_LEFT, "cancelled"),
    ],
)
def test_once_identity_was_signed_the_cancellation_is_signed_as_well(
    site: SiteFixture, reason: CancelReason, status: str
) -> None:
    visit_id = site.identified()
    with site.writes_one_record():
        site.services.visits.cancel(visit_id, reason)
    record = site.last_record()
    assert record.kind == "visit-cancelled"
    encounter = json.loads(record.body)["entry"][0]["resource"]
    assert (encounter["resourceType"], encounter["status"]) == ("Encounter", status)
    assert reason.value in record.body.decode()


def test_what_was_signed_keeps_a_visit_from_being_cancelled(site: SiteFixture) -> None:
    visit_id = site.consented()
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.visit-signed$"):
        site.services.visits.cancel(visit_id, CancelReason.OPENED_BY_MISTAKE)
    site.services.corrections.void(visit_id, "primary-consent", CorrectionReason.WRONG_PARTICIPANT)
    site.services.visits.cancel(visit_id, CancelReason.WRONG_PARTICIPANT)


def test_a_cancelled_visit_is_not_gone_on_with(site: SiteFixture) -> None:
    visit = site.open_visit()
    for note in ("", "  "):
        with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.cancel-note$"):
            site.services.visits.cancel(visit.id, CancelReason.OTHER, note)
    site.services.visits.cancel(visit.id, CancelReason.OTHER, " the fire alarm ")
    kept = site.services.visits.view(visit.id).visit
    assert kept.cancellation is not None
    assert kept.cancellation.note == "the fire alarm"
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.visit-finished$"):
        site.services.visits.begin(visit.id, "identity")
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.visit-finished$"):
        site.services.visits.cancel(visit.id, CancelReason.OPENED_BY_MISTAKE)
