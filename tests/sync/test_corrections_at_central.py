"""What central holds after corrections: every version, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.fhir import systems
from ptc_app.domain.ids import VisitId
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.exactly_once_check import check_delivery
from ptc_app.sync.pinned_session import CentralAddress
from ptc_app.sync.transport import CentralClient, register_device
from ptc_central.server import serve
from tests.support.site_runtimes import SiteFixture, site_fixture
from tests.support.sync_runs import run_once


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[CentralClient]:
    with serve(tmp_path / "central", port=0) as listening:
        address = CentralAddress(listening.url, Path(listening.ca_path).read_text("ascii"))
        code = listening.registration_code
        central = CentralClient(
            address,
            register_device(address, utc_now, registration_code=code, site="s", device="d"),
            utc_now,
        )
        yield central
        central.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteFixture]:
    with site_fixture(tmp_path / "site") as opened:
        yield opened


def get(practice: CentralClient, path: str) -> Any:
    answer = practice.get(f"/fhir/{path}")
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def found(practice: CentralClient, kind: str, system: str, value: str) -> Any:
    """The one resource with this identifier, as it is now."""
    query = f"identifier={quote(system, safe='')}%7C{quote(value, safe='')}"
    (entry,) = get(practice, f"{kind}?{query}")["entry"]
    return entry["resource"]


def statuses(practice: CentralClient, resource: Any) -> list[str]:
    """The statuses of all versions of a resource, the newest first."""
    path = f"{resource['resourceType']}/{resource['id']}/_history"
    return [entry["resource"]["status"] for entry in get(practice, path)["entry"]]


def of_stage(site: SiteFixture, visit_id: VisitId, stage: str) -> list[SignedRecord]:
    return site.records.of_stage(visit_id, stage)


def send(site: SiteFixture, practice: CentralClient) -> None:
    """Send all that waits; central has each resource once."""
    run_once(SyncEngine(site.outbox, practice, site.clock))
    captured = len(list(site.records.each()))
    assert site.outbox.counts() == DeliveryCounts(captured, 0, 0)
    assert check_delivery(practice, [record.body for record in site.records.each()]).all_once
    assert check_integrity(site.database).holds


def amend(site: SiteFixture, visit_id: VisitId, stage: str) -> None:
    """Amend without a change but that of the version: what is signed is what was signed."""
    corrections, services = site.services.corrections, site.services
    if stage == "basics":
        corrections.begin_correction(visit_id, stage, CorrectionReason.WRONG_ENTRY)
        services.surveys.sign(visit_id, stage, services.surveys.open(visit_id, stage))
    elif stage == "measurements":
        corrections.begin_correction(visit_id, stage, CorrectionReason.WRONG_ENTRY)
        services.measurements.sign(visit_id, stage, services.measurements.open(visit_id, stage))
    else:
        corrections.begin_correction(visit_id, stage, CorrectionReason.WRONG_NAME)
        site.sign_consent(visit_id, stage, ConsentDecision.YES)


@pytest.mark.parametrize("is_sent_between", [True, False])
def test_central_holds_each_version_of_a_survey(
    site: SiteFixture, practice: CentralClient, *, is_sent_between: bool
) -> None:
    visit_id = site.consented()
    site.survey(visit_id)
    if is_sent_between:
        send(site, practice)
    amend(site, visit_id, "basics")
    site.services.corrections.void(visit_id, "basics", CorrectionReason.DUPLICATE)
    send(site, practice)
    first, amended, voided = of_stage(site, visit_id, "basics")
    resource = found(practice, "QuestionnaireResponse", systems.RESPONSE, first.id)
    assert statuses(practice, resource) == ["entered-in-error", "amended", "completed"]
    for record, code in ((first, "CREATE"), (amended, "UPDATE"), (voided, "NULLIFY")):
        tag = f"{quote(systems.RECORD, safe='')}%7C{record.id}"
        (entry,) = get(practice, f"Provenance?_tag={tag}")["entry"]
        assert entry["resource"]["activity"]["coding"][0]["code"] == code
        (target,) = entry["resource"]["target"]
        assert target["reference"] == f"QuestionnaireResponse/{resource['id']}"


def test_central_holds_each_version_of_measurements(
    site: SiteFixture, practice: CentralClient
) -> None:
    visit_id = site.consented()
    site.measure(visit_id)
    amend(site, visit_id, "measurements")
    site.services.corrections.void(visit_id, "measurements", CorrectionReason.DEVICE_ERROR)
    send(site, practice)
    held = [entry["resource"] for entry in get(practice, "Observation")["entry"]]
    assert len(held) == 7
    for resource in held:
        assert statuses(practice, resource) == ["entered-in-error", "final"]


def test_central_holds_a_consent_and_the_one_it_replaces(
    site: SiteFixture, practice: CentralClient
) -> None:
    visit_id = site.consented()
    amend(site, visit_id, "primary-consent")
    send(site, practice)
    first, second = of_stage(site, visit_id, "primary-consent")
    old = found(practice, "Consent", systems.CONSENT, first.id)
    new = found(practice, "Consent", systems.CONSENT, second.id)
    assert (statuses(practice, old), statuses(practice, new)) == (
        ["inactive", "active"],
        ["active"],
    )
    printed = found(practice, "DocumentReference", systems.DOCUMENT, second.id)
    replaced = found(practice, "DocumentReference", systems.DOCUMENT, first.id)
    (relation,) = printed["relatesTo"]
    assert relation["target"]["reference"] == f"DocumentReference/{replaced['id']}"
    assert statuses(practice, replaced) == ["superseded", "current"]
    site.services.corrections.void(visit_id, "primary-consent", CorrectionReason.WRONG_PARTICIPANT)
    send(site, practice)
    assert statuses(practice, new) == ["entered-in-error", "active"]
    assert statuses(practice, printed) == ["entered-in-error", "current"]
    assert statuses(practice, old) == ["inactive", "active"]


def test_corrections_sent_twice_change_nothing(site: SiteFixture, practice: CentralClient) -> None:
    visit_id = site.consented()
    site.survey(visit_id)
    amend(site, visit_id, "basics")
    amend(site, visit_id, "primary-consent")
    send(site, practice)
    before = {kind: get(practice, kind) for kind in ("Consent", "QuestionnaireResponse")}
    for stage in ("basics", "primary-consent"):
        *_, last = of_stage(site, visit_id, stage)
        assert practice.send(last.body).status == 200
    after = {kind: get(practice, kind) for kind in before}
    assert [_held(bundle) for bundle in before.values()] == [
        _held(bundle) for bundle in after.values()
    ]


def _held(bundle: Any) -> list[Any]:
    return [entry["resource"] for entry in bundle["entry"]]
