"""A draft that cannot be read is refused by name, and stays in the store as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ptc_app.domain.errors import DraftUnreadable
from ptc_app.domain.ids import VisitId
from tests.support.site_runtimes import SiteFixture, measured

Open = Callable[[SiteFixture, VisitId], object]

OPENED: dict[str, Open] = {
    "primary-consent": lambda site, visit: site.services.consents.open(visit, "primary-consent"),
    "basics": lambda site, visit: site.services.surveys.open(visit, "basics"),
    "measurements": lambda site, visit: site.services.measurements.open(visit, "measurements"),
}
DAMAGED = (b"\x00\xff\xfe", b"{", b"[]", b'{"page": 1}', b"[" * 100_000)


@pytest.mark.parametrize("stage", OPENED)
@pytest.mark.parametrize("body", DAMAGED)
def test_a_damaged_draft_is_named_and_kept(site: SiteFixture, stage: str, body: bytes) -> None:
    visit = site.open_visit().id if stage == "primary-consent" else site.consented()
    site.database.write(
        "INSERT INTO draft (visit_id, stage, body, saved_at) VALUES (?, ?, ?, ?)",
        (visit, stage, body, "2026-03-12T10:00:00.000000Z"),
    )
    with site.writes_nothing(), pytest.raises(DraftUnreadable, match=r"^draft\.unreadable"):
        OPENED[stage](site, visit)
    assert site.services.surveys.drafts.get(visit, stage) == body


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E-999999", "1E+20"])
def test_readings_no_measure_can_have_are_no_draft(site: SiteFixture, number: str) -> None:
    visit = site.consented()
    site.services.visits.begin(visit, "measurements")
    opened = measured(site.services.measurements.open(visit, "measurements"))
    site.services.measurements.save(visit, "measurements", opened.readings)
    drafts = site.services.measurements.drafts
    body = drafts.get(visit, "measurements")
    assert body is not None
    drafts.save(visit, "measurements", body.replace(b"171.5", number.encode()), site.clock())
    with site.writes_nothing(), pytest.raises(DraftUnreadable, match="damaged"):
        site.services.measurements.open(visit, "measurements")
