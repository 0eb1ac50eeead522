"""Consent: read to the end in one's own language, decided freely, on paper and on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ptc_app.domain.consent import ConsentDecision, ConsentSigning
from ptc_app.domain.consent_reading import page_displayed
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.visit import CancelReason
from ptc_app.services.consent import OpenedConsent
from tests.support.programs import NEW_CONTENT, program_version
from tests.support.site_runtimes import SiteFixture, a_signing, program_files, services_over
from tests.support.stages import STAGE_TYPES

PRIMARY = "primary-consent"
ENDLESS = DrawnSignature(((SignaturePoint(1, 1, 0, 1),) * 1_000_000,), 300, 90, b"PNG")


@pytest.fixture
def visit_id(site: SiteFixture) -> VisitId:
    """A visit whose primary consent was just begun."""
    begun = site.identified()
    site.services.visits.begin(begun, PRIMARY)
    return begun


def extensions(body: bytes) -> list[Any]:
    resource: Any = json.loads(body)["entry"][0]["resource"]
    return list(resource["extension"][0]["extension"])


# --- reading --------------------------------------------------------------------------------------


def test_a_form_opens_at_its_first_page_in_the_language_of_the_participant(
    site: SiteFixture, visit_id: VisitId
) -> None:
    with site.writes_nothing():
        reading = site.services.consents.open(visit_id, PRIMARY)
    assert (reading.form.key, reading.form.language) == ("primary", Language("es"))
    assert (reading.progress.page, reading.progress.shown) == (0, ())
    assert reading.progress.form_version == reading.form.version


def test_reading_goes_on_where_it_was_left(site: SiteFixture, visit_id: VisitId) -> None:
    consents = site.services.consents
    progress = consents.open(visit_id, PRIMARY).progress
    with site.writes(draft=1):
        for page in (0, 1, 2):
            site.clock.pass_by(seconds=20)
            progress = consents.store_displayed_page(visit_id, PRIMARY, progress, page)
    assert consents.open(visit_id, PRIMARY).progress == progress
    assert progress.page == 2
    assert [shown.page for shown in progress.shown] == [0, 1, 2]


def test_another_language_begins_at_the_first_page(site: SiteFixture, visit_id: VisitId) -> None:
    site.read(visit_id, PRIMARY)
    english = site.services.consents.open(visit_id, PRIMARY, Language("en"))
    assert (english.form.language, english.progress.shown) == (Language("en"), ())


def test_reading_goes_on_in_the_language_it_was_switched_to(
    site: SiteFixture, visit_id: VisitId
) -> None:
    consents = site.services.consents
    english = consents.open(visit_id, PRIMARY, Language("en"))
    progress = consents.store_displayed_page(visit_id, PRIMARY, english.progress, 0)
    resumed = consents.open(visit_id, PRIMARY)
    assert (resumed.form.language, resumed.progress) == (Language("en"), progress)


def test_no_draft_is_stored_of_a_consent_that_is_not_being_done(
    site: SiteFixture, visit_id: VisitId
) -> None:
    services, ehr = site.services, "ehr-consent"
    services.consents.sign(visit_id, PRIMARY, site.read(visit_id, PRIMARY), a_signing())
    progress = services.consents.open(visit_id, ehr).progress
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        services.consents.store_displayed_page(visit_id, ehr, progress, 0)


def test_no_draft_is_stored_in_a_visit_that_has_ended(site: SiteFixture, visit_id: VisitId) -> None:
    progress = site.services.consents.open(visit_id, PRIMARY).progress
    site.services.visits.cancel(visit_id, CancelReason.OPENED_BY_MISTAKE)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.consents.store_displayed_page(visit_id, PRIMARY, progress, 0)


def test_reading_goes_on_under_the_version_it_began_with(
    site: SiteFixture, visit_id: VisitId
) -> None:
    progress = site.read(visit_id, PRIMARY).progress
    newer = services_over(
        site.database,
        site.services.participants.session_context,
        site.printer,
        program_version(changes=NEW_CONTENT),
    )
    reading = newer.consents.open(visit_id, PRIMARY)
    assert (reading.form.version, reading.progress) == ("4", progress)


@pytest.mark.parametrize("born", [date(2010, 1, 1), date(2008, 3, 13), date(2013, 3, 12)])
def test_a_minor_does_not_consent_alone(site: SiteFixture, born: date) -> None:
    visit_id = site.identified(birth_date=born)
    site.services.visits.begin(visit_id, PRIMARY)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.guardian-and-assent$"):
        site.services.consents.open(visit_id, PRIMARY)


def test_who_is_18_today_consents_for_themselves(site: SiteFixture) -> None:
    visit_id = site.consented(birth_date=date(2008, 3, 12))
    assert site.services.visits.view(visit_id).visit.stage(PRIMARY).outcome == "yes"


# --- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ConsentDecision)
def test_a_decision_is_one_record_with_its_paper_and_ends_the_draft(
    site: SiteFixture, visit_id: VisitId, decision: ConsentDecision
) -> None:
    reading = site.read(visit_id, PRIMARY)
    with site.writes_one_record(signed_draft=1, document=1, draft=-1):
        paper = site.services.consents.sign(visit_id, PRIMARY, reading, a_signing(decision))
    stage = site.services.visits.view(visit_id).visit.stage(PRIMARY)
    assert (stage.outcome, stage.is_settled) == (decision, True)
    assert site.services.visits.document(visit_id, PRIMARY) == paper
    record = site.last_record()
    assert (record.kind, record.stage, record.id) == ("consent", PRIMARY, paper.record_id)


def test_who_is_not_sure_signs_nothing(site: SiteFixture, visit_id: VisitId) -> None:
    reading = site.read(visit_id, PRIMARY)
    nothing = a_signing(ConsentDecision.NOT_SURE, printed_name="", signature=None)
    with site.writes_one_record(signed_draft=1, document=1, draft=-1):
        site.services.consents.sign(visit_id, PRIMARY, reading, nothing)


def test_the_paper_is_that_of_this_decision_and_this_person(
    site: SiteFixture, visit_id: VisitId
) -> None:
    reading = site.read(visit_id, PRIMARY)
    site.services.consents.sign(visit_id, PRIMARY, reading, a_signing())
    ((act, participant),) = site.printer.asked
    assert isinstance(act, SignedConsent)
    assert (act.form, act.progress, act.signing) == (reading.form, reading.progress, a_signing())
    assert participant == reading.participant


def test_there_is_no_paper_before_the_decision(site: SiteFixture, visit_id: VisitId) -> None:
    assert site.services.visits.document(visit_id, PRIMARY) is None


def test_the_record_says_when_each_page_was_seen(site: SiteFixture, visit_id: VisitId) -> None:
    reading = site.read(visit_id, PRIMARY)
    site.services.consents.sign(visit_id, PRIMARY, reading, a_signing())
    pages = [
        part["extension"] for part in extensions(site.last_record().body) if "page" in part["url"]
    ]
    assert [number["valueInteger"] for number, _ in pages] == [1, 2, 3, 4, 5, 6]
    times = [shown["valueInstant"] for _, shown in pages]
    assert times == sorted(set(times))


def test_two_consents_are_two_records_of_their_own_stages(site: SiteFixture) -> None:
    visit_id = site.consented()
    site.decide(visit_id, "ehr-consent", ConsentDecision.NO)
    stages = [record.stage for record in site.records.each()]
    assert stages == ["", "identity", PRIMARY, "ehr-consent"]
    assert site.services.visits.document(visit_id, "ehr-consent") is not None


def test_a_form_used_in_two_stages_is_recorded_in_the_one_it_was_signed_in(
    site: SiteFixture,
) -> None:
    files = program_files()
    manifest = json.loads(files["manifest.json"])
    (again,) = (stage for stage in manifest["stages"] if stage["key"] == "ehr-consent")
    again |= {"content": "primary", "requires": []}
    manifest["version"] = "2026.2"
    newer = load_program({**files, "manifest.json": json.dumps(manifest).encode()}, STAGE_TYPES)
    services = services_over(
        site.database, site.services.participants.session_context, site.printer, newer
    )
    twice = replace(site, services=services)
    visit_id = twice.consented()
    twice.decide(visit_id, "ehr-consent", ConsentDecision.YES)
    assert site.last_record().stage == "ehr-consent"
    assert site.services.visits.document(visit_id, "ehr-consent") is not None


# --- refused --------------------------------------------------------------------------------------


def unread(reading: OpenedConsent) -> OpenedConsent:
    return replace(reading, progress=replace(reading.progress, shown=reading.progress.shown[:-1]))


@pytest.mark.parametrize(
    ("signing", "refusal"),
    [
        (a_signing(printed_name=" "), "consent-name"),
        (a_signing(ConsentDecision.NO, printed_name=""), "consent-name"),
        (a_signing(signature=None), "consent-signature"),
        (a_signing(signature=ENDLESS), "signature-too-large"),
        (a_signing(ConsentDecision.NOT_SURE, signature=ENDLESS), "signature-too-large"),
        (a_signing(ConsentDecision.NOT_SURE, printed_name="a" + "\u0301" * 99), "text-unprintable"),
        (a_signing(printed_name="Ana\nSoto"), "text-unprintable"),
    ],
)
def test_what_would_be_no_evidence_is_refused(
    site: SiteFixture, visit_id: VisitId, signing: ConsentSigning, refusal: str
) -> None:
    reading = site.read(visit_id, PRIMARY)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=rf"^rule\.{refusal}$"):
        site.services.consents.sign(visit_id, PRIMARY, reading, signing)
    assert site.printer.asked == []


@pytest.mark.parametrize("decision", ConsentDecision)
def test_nobody_decides_before_the_last_page(
    site: SiteFixture, visit_id: VisitId, decision: ConsentDecision
) -> None:
    reading = unread(site.read(visit_id, PRIMARY))
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.consent-pages$"):
        site.services.consents.sign(visit_id, PRIMARY, reading, a_signing(decision))


def test_pages_read_in_spanish_are_no_evidence_for_english(
    site: SiteFixture, visit_id: VisitId
) -> None:
    spanish = site.read(visit_id, PRIMARY)
    english = site.services.consents.open(visit_id, PRIMARY, Language("en"))
    mixed = replace(english, progress=spanish.progress)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.consent-pages$"):
        site.services.consents.sign(visit_id, PRIMARY, mixed, a_signing())


def test_a_decision_is_made_once(site: SiteFixture, visit_id: VisitId) -> None:
    reading = site.read(visit_id, PRIMARY)
    site.services.consents.sign(visit_id, PRIMARY, reading, a_signing())
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.consents.sign(visit_id, PRIMARY, reading, a_signing(ConsentDecision.NO))


def test_a_consent_that_was_not_begun_is_not_signed(site: SiteFixture) -> None:
    visit_id = site.identified()
    opened = site.services.consents.open(visit_id, PRIMARY)
    progress = opened.progress
    for page in range(len(opened.form.pages)):
        progress = page_displayed(progress, page, site.clock())
    reading = replace(opened, progress=progress)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.consents.sign(visit_id, PRIMARY, reading, a_signing())


def test_without_its_paper_nothing_is_recorded(site: SiteFixture, visit_id: VisitId) -> None:
    reading = site.read(visit_id, PRIMARY)
    site.printer.error = PtcError("paper")
    with site.writes_nothing(), pytest.raises(PtcError, match="paper"):
        site.services.consents.sign(visit_id, PRIMARY, reading, a_signing())
    site.printer.error = None
    site.services.consents.sign(visit_id, PRIMARY, reading, a_signing())


def test_a_name_is_on_disk_as_it_is_typed_beside_the_pages_that_were_seen(
    site: SiteFixture,
) -> None:
    visit_id = site.identified()
    site.services.visits.begin(visit_id, "primary-consent")
    with site.writes_nothing():
        site.services.consents.store_name(visit_id, "primary-consent", "of a form not opened yet")
    seen = site.read(visit_id, "primary-consent").progress
    for typed in ("M", "Mar"):
        site.services.consents.store_name(visit_id, "primary-consent", typed)
    kept = site.services.consents.open(visit_id, "primary-consent").progress
    assert (kept.printed_name, kept.shown) == ("Mar", seen.shown)
