"""Each act on a visit returns the visit as it is stored then, so that a page shows it at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import VisitId
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.visit import SkipReason, Visit
from ptc_app.services.visit import IdentityEvidence
from tests.support.site_runtimes import SiteFixture, answered, measured

Act = Callable[[SiteFixture], Visit]


def opened(site: SiteFixture) -> Visit:
    return site.open_visit()


def begun(site: SiteFixture) -> Visit:
    return site.services.visits.begin(site.consented(), "basics")


def skipped(site: SiteFixture) -> Visit:
    return site.services.visits.skip(site.consented(), "basics", SkipReason.OTHER, "tired")


def identified(site: SiteFixture) -> Visit:
    visit_id = site.open_visit().id
    site.services.visits.begin(visit_id, "identity")
    known_by = [IdentityEvidence.PHONE, IdentityEvidence.NAME]
    return site.services.visits.confirm_identity(visit_id, "identity", known_by)


def surveyed(site: SiteFixture) -> Visit:
    visit_id = site.consented()
    site.services.visits.begin(visit_id, "basics")
    survey = answered(site.services.surveys.open(visit_id, "basics"))
    return site.services.surveys.sign(visit_id, "basics", survey)


def measured_in_full(site: SiteFixture) -> Visit:
    visit_id = site.consented()
    site.services.visits.begin(visit_id, "measurements")
    measurement = measured(site.services.measurements.open(visit_id, "measurements"))
    return site.services.measurements.sign(visit_id, "measurements", measurement)


def finished(site: SiteFixture) -> Visit:
    visit_id = site.consented()
    site.decide(visit_id, "ehr-consent", ConsentDecision.NO)
    site.survey(visit_id)
    site.measure(visit_id)
    return site.services.visits.finish(visit_id)


def amending(site: SiteFixture) -> Visit:
    reason = CorrectionReason.WRONG_NAME
    return site.services.corrections.begin_correction(site.consented(), "primary-consent", reason)


def going_on_to_amend(site: SiteFixture) -> Visit:
    return site.services.corrections.resume_correction(amending(site).id, "primary-consent")


def voided(site: SiteFixture) -> Visit:
    reason = CorrectionReason.DUPLICATE
    return site.services.corrections.void(site.consented(), "primary-consent", reason)


@pytest.mark.parametrize(
    "act",
    [
        opened, begun, skipped, identified, surveyed, measured_in_full, finished, amending,
        going_on_to_amend, voided,
    ],
)  # fmt: skip
def test_the_visit_that_is_returned_is_the_one_that_is_stored(site: SiteFixture, act: Act) -> None:
    visit = act(site)
    assert site.services.visits.view(VisitId(visit.id)).visit == visit
