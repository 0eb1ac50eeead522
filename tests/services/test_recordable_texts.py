"""Names and notes that cannot be recorded are refused by the services, not by the pages alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.readings import OpenedMeasurement, with_modification
from ptc_app.domain.participants.participant import Address
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.printable_text import LONGEST_NAME, LONGEST_NOTE
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.visit import SkipReason
from ptc_app.services.site import NewPractitioner
from ptc_app.services.site_setup_and_unlock import SiteSetupRequest
from tests.support.builders import SUPPORT
from tests.support.site_runtimes import SiteFixture, a_registration, a_signing, measured

OTHER = CorrectionReason.OTHER
PRIMARY, MEASURED = "primary-consent", "measurements"

REFUSED = [
    *(("text-unprintable", f"Maria{char}") for char in "\x00\x1b\u202e\ud800\u200b"),
    ("text-unprintable", "Ma\nria"),
    ("text-unprintable", "Maria" + "\u0301" * 100),
    ("text-too-long", "W" * (LONGEST_NOTE + 1)),
]


def register(site: SiteFixture, text: str, field: str) -> None:
    site.services.participants.register(a_registration(**{field: text}))


def live_at(site: SiteFixture, text: str) -> None:
    site.services.participants.register(a_registration(address=Address(line=text)))


def look_for_others(site: SiteFixture, text: str) -> None:
    site.services.participants.alike(a_registration(family_name=text))


def skip(site: SiteFixture, text: str) -> None:
    site.services.visits.skip(site.consented(), "ehr-consent", SkipReason.OTHER, text)


def amend(site: SiteFixture, text: str) -> None:
    visit_id = site.consented()
    site.survey(visit_id)
    site.services.corrections.begin_correction(visit_id, "basics", OTHER, text)


def void(site: SiteFixture, text: str) -> None:
    visit_id = site.consented()
    site.survey(visit_id)
    site.services.corrections.void(visit_id, "basics", OTHER, text)


def type_printed_name(site: SiteFixture, text: str) -> None:
    visit_id = site.identified()
    site.services.visits.begin(visit_id, PRIMARY)
    site.read(visit_id, PRIMARY)
    site.services.consents.store_name(visit_id, PRIMARY, text)


def sign_with_printed_name(site: SiteFixture, text: str) -> None:
    visit_id = site.identified()
    site.services.visits.begin(visit_id, PRIMARY)
    reading = site.read(visit_id, PRIMARY)
    site.services.consents.sign(visit_id, PRIMARY, reading, a_signing(printed_name=text))


def add_practitioner(site: SiteFixture, text: str) -> None:
    new = NewPractitioner(text, "ana", StaffRole.COORDINATOR, "a long passphrase", "123456")
    site.services.site.add(new)


def add_sign_in_name(site: SiteFixture, text: str) -> None:
    new = NewPractitioner("Ana", text, StaffRole.COORDINATOR, "a long passphrase", "123456")
    site.services.site.add(new)


def set_up(site: SiteFixture, text: str) -> None:
    site.sign_in.new_keys(
        SiteSetupRequest(text, "Desk 1", SUPPORT, "Ana", "ana", "a long passphrase", "123456")
    )


def measure_with_note(site: SiteFixture, text: str) -> tuple[VisitId, OpenedMeasurement]:
    """A whole set with a modification whose note is this text, not saved yet."""
    visit_id = site.consented()
    site.services.visits.begin(visit_id, MEASURED)
    opened = measured(site.services.measurements.open(visit_id, MEASURED))
    group = next(one for one in opened.protocol.groups if one.modifications)
    kept = next(one for one in group.modifications if not one.clears_values)
    readings = with_modification(
        opened.protocol, opened.readings, group.code, 1, kept.code, notes=text
    )
    return visit_id, replace(opened, readings=readings)


def save_measurements(site: SiteFixture, text: str) -> None:
    visit_id, opened = measure_with_note(site, text)
    site.services.measurements.save(visit_id, MEASURED, opened.readings)


def sign_measurements(site: SiteFixture, text: str) -> None:
    visit_id, opened = measure_with_note(site, text)
    site.services.measurements.sign(visit_id, MEASURED, opened)


ENTRIES: list[Callable[[SiteFixture, str], None]] = [
    lambda site, text: register(site, text, "given_name"),
    lambda site, text: register(site, text, "middle_name"),
    lambda site, text: register(site, text, "family_name"),
    live_at,
    look_for_others,
    skip,
    amend,
    void,
    type_printed_name,
    sign_with_printed_name,
    add_practitioner,
    add_sign_in_name,
    set_up,
    save_measurements,
    sign_measurements,
]


@pytest.mark.parametrize("enter", ENTRIES)
@pytest.mark.parametrize(("code", "text"), REFUSED)
def test_a_text_that_cannot_be_recorded_is_refused(
    site: SiteFixture, enter: Callable[[SiteFixture, str], None], code: str, text: str
) -> None:
    with pytest.raises(RuleBroken, match=f"^rule\\.{code}$"):
        enter(site, text)


def test_a_name_and_a_note_of_the_greatest_length_are_recorded(site: SiteFixture) -> None:
    visit_id = site.consented(given_name="W" * LONGEST_NAME)
    skipped = site.services.visits.skip(
        visit_id, "ehr-consent", SkipReason.OTHER, "n" * LONGEST_NOTE
    )
    assert len(skipped.stage("ehr-consent").note) == LONGEST_NOTE
    with pytest.raises(RuleBroken, match=r"^rule\.text-too-long$"):
        register(site, "W" * (LONGEST_NAME + 1), "given_name")


def test_the_list_of_the_day_is_made_on_the_last_day_there_is(site: SiteFixture) -> None:
    visit = site.open_visit()
    site.clock.now = datetime(9999, 12, 31, 12, tzinfo=UTC)
    assert [row.visit.id for row in site.services.visits.today()] == [visit.id]
    assert site.services.visits.today_counts().open == 1
