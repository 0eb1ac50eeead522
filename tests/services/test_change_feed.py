"""What services change is published after it is on disk, and only then."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import SkipReason
from ptc_app.services.visit import IdentityEvidence
from tests.support.site_runtimes import SiteFixture, a_signing


def test_a_signed_act_is_published_once_it_is_stored(site: SiteFixture) -> None:
    visit = site.open_visit()
    seen: list[tuple[StoreChange, int]] = []
    site.services.changes.subscribe(
        lambda change: seen.append((change, site.services.sync.counts().captured))
    )
    site.services.visits.begin(visit.id, "identity")
    people, visits = frozenset({visit.participant_id}), frozenset({visit.id})
    site.services.visits.confirm_identity(
        visit.id, "identity", [IdentityEvidence.NAME, IdentityEvidence.BIRTH_DATE]
    )
    assert seen == [
        (StoreChange(people, visits), 1),
        (StoreChange(people, visits, outbox=True), 2),
    ]


def test_skipping_a_stage_is_published(site: SiteFixture) -> None:
    visit_id = site.consented()
    with site.publishes(site.change(visit_id)):
        site.services.visits.skip(visit_id, "basics", SkipReason.NO_TIME, "")


def test_what_was_refused_is_not_published(site: SiteFixture) -> None:
    visit_id = site.consented()
    site.services.visits.begin(visit_id, "ehr-consent")
    reading = site.read(visit_id, "ehr-consent")
    site.printer.error = StoreUnusable("full")
    with site.publishes(), pytest.raises(StoreUnusable):
        site.services.consents.sign(visit_id, "ehr-consent", reading, a_signing())


def test_a_draft_is_not_published(site: SiteFixture) -> None:
    visit_id = site.consented()
    site.services.visits.begin(visit_id, "basics")
    survey = site.services.surveys.open(visit_id, "basics")
    with site.publishes():
        site.services.surveys.save(visit_id, "basics", survey.response)
