"""The kiosk in a participant's hands, and the page that says what this site is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.language import Language
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.stages.kiosk_exits import KioskExit
from ptc_app.domain.stages.stage_types import SURVEY
from ptc_app.storage.settings import Settings
from tests.support.site_runtimes import SETUP, SiteFixture


def last_actions(site: SiteFixture, count: int) -> list[tuple[AuditAction, str, str]]:
    events = [entry.event for entry in site.trail.entries()]
    return [(event.action, event.subject, event.detail) for event in events][-count:]


def test_the_staff_code_takes_the_kiosk_back_and_the_trail_says_whose_it_was(
    site: SiteFixture,
) -> None:
    visit = site.open_visit()
    with site.writes(audit=2):
        site.services.kiosk.hand_over(visit.id, SURVEY)
        assert site.services.kiosk.take_back(visit.id, SETUP.kiosk_code)
    assert last_actions(site, 2) == [
        (AuditAction.KIOSK_HANDED_OVER, visit.id, ""),
        (AuditAction.KIOSK_TAKEN_BACK, visit.id, site.services.author.practitioner.id),
    ]


def test_beginning_a_stage_of_the_participant_hands_the_machine_over(site: SiteFixture) -> None:
    visit_id = site.identified()
    with site.writes(audit=2):
        site.services.visits.begin(visit_id, "primary-consent")
    assert last_actions(site, 2) == [
        (AuditAction.STAGE_BEGUN, visit_id, "primary-consent"),
        (AuditAction.KIOSK_HANDED_OVER, visit_id, ""),
    ]


def test_a_stage_of_the_staff_keeps_the_machine_with_them(site: SiteFixture) -> None:
    visit = site.open_visit()
    with site.writes(audit=1):
        site.services.visits.begin(visit.id, "identity")


def test_opening_a_form_or_changing_its_language_hands_nothing_over(site: SiteFixture) -> None:
    visit_id = site.identified()
    site.services.visits.begin(visit_id, "primary-consent")
    with site.writes_nothing():
        site.services.consents.open(visit_id, "primary-consent")
        site.services.consents.open(visit_id, "primary-consent", Language("en"))


def test_going_on_with_a_correction_hands_the_machine_over_each_time(site: SiteFixture) -> None:
    visit_id = site.consented()
    corrections = site.services.corrections
    with site.publishes(site.change(visit_id)), site.writes(draft=1, audit=2):
        corrections.begin_correction(visit_id, "primary-consent", CorrectionReason.WRONG_NAME)
    with site.publishes(), site.writes(audit=1):
        corrections.resume_correction(visit_id, "primary-consent")
    assert last_actions(site, 2) == [(AuditAction.KIOSK_HANDED_OVER, visit_id, "")] * 2
    with site.publishes(site.change(visit_id)):
        corrections.discard_correction(visit_id, "primary-consent")
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
        corrections.resume_correction(visit_id, "primary-consent")


@pytest.mark.parametrize(
    "code", ["", "246811", "24681", "2468100", "ana.o", "24681\ud800", "٢٤٦٨١٠"]
)
def test_a_wrong_code_leaves_the_kiosk_where_it_is_and_shows_in_the_trail(
    site: SiteFixture, code: str
) -> None:
    visit = site.open_visit()
    with site.writes(audit=1):
        assert not site.services.kiosk.take_back(visit.id, code)
    assert last_actions(site, 1) == [(AuditAction.SIGN_IN_REFUSED, visit.id, "")]


def test_the_site_is_shown_as_it_was_set_up(site: SiteFixture) -> None:
    view = site.services.site.view()
    assert (view.workstation.site, view.workstation.machine) == (SETUP.site, SETUP.machine)
    assert [someone.name for someone in view.practitioners] == [SETUP.name]
    assert (view.central, view.uses_keyring) == ("", False)
    assert view.program_version == "2026.1"
    assert view.may_change


def test_before_the_first_day_of_its_program_a_site_has_none_in_force(site: SiteFixture) -> None:
    site.clock.now = datetime(2020, 1, 1, tzinfo=UTC)
    assert site.services.site.view().program_version == ""


def test_the_central_a_site_is_connected_to_is_shown(site: SiteFixture) -> None:
    Settings(site.database).put("central.url", "https://central.example")
    assert site.services.site.view().central == "https://central.example"


def test_a_call_for_help_and_exits_are_in_the_trail(site: SiteFixture) -> None:
    visit = site.open_visit()
    with site.writes(audit=2):
        assert site.services.kiosk.call_staff(visit.id) == site.clock.now
        site.services.kiosk.record_exit(visit.id, KioskExit.MINIMIZED, 3)
    assert last_actions(site, 2) == [
        (AuditAction.STAFF_CALLED, visit.id, ""),
        (AuditAction.KIOSK_LEFT, visit.id, "minimized 3"),
    ]


def test_by_the_passphrase_the_author_alone_takes_the_kiosk_back(site: SiteFixture) -> None:
    visit, kiosk = site.open_visit(), site.services.kiosk
    assert kiosk.is_author(SETUP.sign_in_name.upper())
    assert not kiosk.is_author("somebody.else")
    with site.writes(audit=1):
        kiosk.take_back_unlocked(visit.id)
    author = site.services.author.practitioner.id
    assert last_actions(site, 1) == [(AuditAction.KIOSK_TAKEN_BACK, visit.id, author)]
