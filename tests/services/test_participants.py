"""The front desk: someone is found, or registered; their visit is opened."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.patient import patient_resource
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participants.eligibility import EligibilityFinding
from ptc_app.domain.participants.participant import Address
from ptc_app.domain.participants.participant_number import is_participant_number
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.store_change import StoreChange
from ptc_app.services.participants import RegistrationRequest
from tests.support.builders import MARK
from tests.support.site_runtimes import SiteFixture, a_registration


def test_someone_new_is_recorded_and_on_the_way_to_central(site: SiteFixture) -> None:
    with site.writes_one_record(participant=1):
        maria = site.services.participants.register(a_registration())
    assert site.services.participants.participants.get(maria.id) == maria
    assert is_participant_number(maria.number)
    assert maria.full_name == f"María {MARK} García-{MARK}"
    assert (maria.phone, maria.email, maria.address) == ("+1 312-555-0114", "", Address())
    assert site.services.sync.counts().waiting == 1
    record = site.last_record()
    assert (record.kind, record.participant_id) == ("registration", maria.id)


def test_what_was_typed_is_kept_without_the_blanks_around_it(site: SiteFixture) -> None:
    typed = a_registration(
        given_name=f" Ana {MARK} ",
        family_name=f"Soto {MARK}\t",
        middle_name=" L. ",
        email=" a@b.c ",
    )
    ana = site.services.participants.register(typed)
    assert (ana.full_name, ana.email) == (f"Ana {MARK} L. Soto {MARK}", "a@b.c")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"birth_date": date(2020, 1, 1)}, "rule.too-young"),
        ({"birth_date": date(2030, 1, 1)}, "rule.birth-date-impossible"),
        ({"lives_in_us": False}, "rule.not-in-us"),
        ({"given_name": "  ", "middle_name": "Luz"}, "rule.name-missing"),
        ({"family_name": ""}, "rule.name-missing"),
        ({"phone": "555-0142"}, "rule.phone-invalid"),
        ({"email": "ana at example"}, "rule.email-invalid"),
        ({"email": "a" + "\u0301" * 50 + "@example.org"}, "rule.text-unprintable"),
        ({"phone": "210\u200b5550142"}, "rule.text-unprintable"),
        ({"address": Address(state="ßa")}, "rule.state-invalid"),
        ({"address": Address(postal_code="78205abc")}, "rule.zip-invalid"),
        ({"given_name": "Ana\nMaria"}, "rule.text-unprintable"),
        ({"family_name": "So\u200bto"}, "rule.text-unprintable"),
        ({"middle_name": "L" + "\u0301" * 5000}, "rule.text-too-long"),
    ],
)
def test_who_may_not_be_registered_is_not_written_down(
    site: SiteFixture, said: dict[str, object], refusal: str
) -> None:
    with site.writes_nothing(), pytest.raises(RuleBroken) as refused:
        site.services.participants.register(a_registration(**said))
    assert refused.value.full_code == refusal


def test_an_address_is_stored_as_the_postal_service_writes_it(site: SiteFixture) -> None:
    typed = Address(" 1 Main St\n", " San Antonio", "tx", "782051234 ")
    ana = site.services.participants.register(a_registration(address=typed))
    assert ana.address == Address("1 Main St", "San Antonio", "TX", "78205-1234")


def test_a_teen_may_be_registered(site: SiteFixture) -> None:
    born = date(2010, 3, 12)
    found = site.services.participants.eligibility(born, lives_in_us=True)
    assert (found.finding, found.may_register) == (EligibilityFinding.GUARDIAN_AND_ASSENT, True)
    with site.writes_one_record(participant=1):
        site.services.participants.register(a_registration(birth_date=born))


def test_who_may_be_here_already_is_shown_before_anything_is_written(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    with site.writes_nothing():
        assert site.services.participants.alike(a_registration(given_name=f"maria {MARK}")) == [
            maria
        ]
        assert site.services.participants.alike(a_registration(birth_date=date(1980, 1, 1))) == [
            maria
        ]
        someone = a_registration(birth_date=date(1980, 1, 1), phone="(312) 555-0199")
        assert site.services.participants.alike(someone) == []


def test_someone_is_found_by_what_was_typed(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    ana = site.services.participants.register(
        a_registration(given_name=f"Ana {MARK}", family_name=f"Soto {MARK}", phone="")
    )
    search = site.services.participants.search
    assert search("garcia") == [maria]
    assert search("555-0114") == [maria]
    assert search(ana.number) == [ana]
    assert search("nobody") == []


@pytest.mark.parametrize("typed", ["", "   "])
def test_who_was_registered_last_is_shown_when_nothing_is_typed(
    site: SiteFixture, typed: str
) -> None:
    maria = site.services.participants.register(a_registration())
    ana = site.services.participants.register(a_registration(given_name=f"Ana {MARK}"))
    assert site.services.participants.search(typed) == [ana, maria]


def test_a_visit_is_opened_once(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    with site.writes(visit=1, audit=1):
        visit = site.services.visit_starts.start_visit(maria.id)
    with site.writes_nothing():
        assert site.services.visit_starts.start_visit(maria.id) == visit
    assert (visit.program_version, visit.visit_type) == ("2026.1", "baseline")
    *_, last = site.trail.entries()
    assert (last.event.action, last.event.subject, last.event.detail) == (
        AuditAction.VISIT_STARTED,
        visit.id,
        "baseline",
    )


def test_there_is_no_visit_of_someone_unknown(site: SiteFixture) -> None:
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
        site.services.visit_starts.start_visit(ParticipantId("nobody"))


def test_the_day_shows_its_visits_and_then_older_ones_left_open(site: SiteFixture) -> None:
    left_open = site.open_visit()
    site.clock.pass_by(days=3)
    begun_today = site.open_visit(given_name=f"Ana {MARK}")
    today = site.services.visits.today()
    assert [one.visit.id for one in today] == [begun_today.id, left_open.id]
    assert [one.participant.given_name for one in today] == [f"Ana {MARK}", f"María {MARK}"]


@pytest.mark.parametrize(
    ("began", "now", "is_todays"),
    [
        pytest.param((3, 8, 5, 59), (3, 8, 20, 0), False, id="before midnight in Chicago"),
        pytest.param((3, 8, 6, 30), (3, 8, 20, 0), True, id="the morning the clock goes forward"),
        pytest.param((3, 9, 4, 30), (3, 8, 20, 0), True, id="the evening of that short day"),
        pytest.param((3, 9, 5, 0), (3, 8, 20, 0), False, id="the midnight after it"),
        pytest.param((11, 1, 5, 30), (11, 1, 20, 0), True, id="the morning the clock goes back"),
        pytest.param((11, 2, 5, 30), (11, 1, 20, 0), True, id="the evening of that long day"),
        pytest.param((11, 2, 6, 0), (11, 1, 20, 0), False, id="the midnight after that"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="a process cannot change its time zone there")
def test_the_day_is_that_of_the_clock_on_the_wall(
    site: SiteFixture,
    local_time: Callable[[str], None],
    began: tuple[int, int, int, int],
    now: tuple[int, int, int, int],
    *,
    is_todays: bool,
) -> None:
    local_time("America/Chicago")
    site.clock.now = datetime(2026, *began, tzinfo=UTC)
    visit = site.open_visit()
    # Older ones that are still open are shown on any day: only a finished visit shows the limits.
    site.database.write("UPDATE visit SET ended_at = started_at")
    site.clock.now = datetime(2026, *now, tzinfo=UTC)
    assert [one.visit.id for one in site.services.visits.today()] == [visit.id] * is_todays


def test_found_participants_come_in_pages_newest_first(site: SiteFixture) -> None:
    given = ["Ana", "Berta", "Carla", "Dora", "Emma"]
    made = [
        site.services.participants.register(a_registration(given_name=f"{name} {MARK}"))
        for name in given
    ]
    for text in ("", "garcia"):
        first = site.services.participants.search(text, limit=2)
        second = site.services.participants.search(text, after=first[-1].id, limit=2)
        last = site.services.participants.search(text, after=second[-1].id, limit=2)
        assert [*first, *second, *last] == made[::-1]
        assert site.services.participants.search(text, after=last[-1].id, limit=2) == []


def test_the_day_comes_in_pages_and_is_counted(site: SiteFixture) -> None:
    older = site.open_visit(given_name=f"Older {MARK}")
    site.clock.pass_by(days=1)
    visits = [site.open_visit(given_name=f"{name} {MARK}") for name in ("Ana", "Berta")]
    finished = site.whole_visit(given_name=f"Done {MARK}")
    whole = [one.visit.id for one in site.services.visits.today()]
    assert whole == [*(visit.id for visit in visits), older.id, finished]
    pages, after = [], None
    while page := site.services.visits.today(after=after, limit=1):
        after = page[-1].visit.id
        pages.append(after)
    assert pages == whole
    assert site.services.visits.today_counts() == DayCounts(open=3, finished=1)


def test_registering_and_opening_a_visit_are_published(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    assert site.published == [StoreChange(frozenset({maria.id}), outbox=True)]
    visit = site.services.visit_starts.start_visit(maria.id)
    assert site.published[1:] == [StoreChange(frozenset({maria.id}), frozenset({visit.id}))]
    with site.publishes():
        site.services.visit_starts.start_visit(maria.id)


def test_whoever_has_neither_phone_nor_email_is_registered_without(site: SiteFixture) -> None:
    said = a_registration()
    asked = RegistrationRequest(
        given_name=said.given_name,
        family_name=said.family_name,
        birth_date=said.birth_date,
        sex_at_birth=said.sex_at_birth,
        language=said.language,
        preferred_contact=said.preferred_contact,
        lives_in_us=True,
    )
    maria = site.services.participants.register(asked)
    assert (maria.middle_name, maria.phone, maria.email, maria.address) == ("", "", "", Address())


# --- correcting -----------------------------------------------------------------------------------


def test_the_data_of_a_participant_is_corrected_as_a_new_version(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    first = site.last_record()
    right = a_registration(given_name=f"Marta {MARK}", birth_date=date(1961, 12, 3))
    with site.writes_one_record():
        marta = site.services.participants.correct(
            maria.id, right, CorrectionReason.WRONG_ENTRY, " misheard "
        )
    assert (marta.id, marta.number) == (maria.id, maria.number)
    assert site.services.participants.search("marta 12/3/1961") == [marta]
    assert site.services.participants.search("maria") == []
    record = site.last_record()
    assert (record.kind, record.follows, record.visit_id) == ("registration", first.id, None)
    assert record.correction == Correction(
        RecordOperation.UPDATE, CorrectionReason.WRONG_ENTRY, "misheard"
    )
    patient, provenance = (entry for entry in json.loads(record.body)["entry"])
    assert patient["request"]["method"] == "PUT"
    assert patient["resource"]["birthDate"] == "1961-12-03"
    assert "UPDATE" in json.dumps(provenance["resource"])
    assert site.records.get(first.id) == first


def test_a_correction_follows_the_one_before_it(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    why = CorrectionReason.WRONG_ENTRY
    for name in ("Marta", "Marie"):
        said = a_registration(given_name=f"{name} {MARK}")
        before = site.last_record()
        site.services.participants.correct(maria.id, said, why)
        assert site.last_record().follows == before.id


@pytest.mark.parametrize(
    ("said", "reason", "code"),
    [
        ({}, CorrectionReason.WRONG_ENTRY, "nothing-to-correct"),
        ({"given_name": "A"}, CorrectionReason.OTHER, "correction-note"),
        ({"given_name": "A"}, CorrectionReason.DUPLICATE, "correction-reason"),
        ({"family_name": " "}, CorrectionReason.WRONG_ENTRY, "name-missing"),
        ({"birth_date": date(2020, 1, 1)}, CorrectionReason.WRONG_ENTRY, "too-young"),
        ({"phone": "12"}, CorrectionReason.WRONG_ENTRY, "phone-invalid"),
    ],
)
def test_what_may_not_be_recorded_is_no_correction(
    site: SiteFixture, said: dict[str, Any], reason: CorrectionReason, code: str
) -> None:
    maria = site.services.participants.register(a_registration())
    with site.writes_nothing(), pytest.raises(RuleBroken, match=rf"^rule\.{code}$"):
        site.services.participants.correct(maria.id, a_registration(**said), reason)


def test_a_person_of_one_name_has_it_as_the_family_name(site: SiteFixture) -> None:
    said = a_registration(given_name="", family_name="Suharto")
    person = site.services.participants.register(said)
    assert person.full_name == "Suharto"
    (name,) = patient_resource(person).name
    assert (name.family, name.given) == ("Suharto", ())
    assert site.services.participants.search("suharto") == [person]
