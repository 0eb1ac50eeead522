"""A site whose store an earlier program wrote signs in, and goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ptc_app.bootstrap import SiteRuntime
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.fhir.signed_bundle_decoding import decode_signed_bundle
from ptc_app.domain.ids import VisitId
from ptc_app.domain.records.correction import CorrectionReason, RecordOperation
from ptc_app.domain.records.record_history import current_record
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.visit import Visit
from ptc_app.paths import DataDir
from ptc_app.services.session_services import SessionServices
from ptc_app.storage.store import Store
from tests.golden import golden_files
from tests.golden.golden_files import reads
from tests.golden.golden_site import ADMINISTRATOR, KIOSK_CODE
from tests.support.site_runtimes import a_signing
from tests.support.stages import RECORD_KINDS

NAME = ADMINISTRATOR.sign_in_name

RESOURCES = {kind.code: kind.resources for kind in RECORD_KINDS}


@dataclass(frozen=True)
class SignedInSite:
    """A copy of a golden site in which the administrator is signed in."""

    services: SessionServices
    store: Store

    def visit_of(self, name: str) -> Visit:
        """The first visit of the participant who is found by this name."""
        (participant,) = self.services.participants.search(name)
        return self.store.visits.of(participant.id)[-1]

    def last_record(self, visit_id: VisitId, stage: str) -> SignedRecord:
        """The newest record of a stage."""
        return self.store.records.of_stage(visit_id, stage)[-1]


@pytest.fixture(params=golden_files.store_versions(), ids=lambda version: f"v{version}")
def signed_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SignedInSite]:
    passphrase = golden_files.read_json(golden_files.SITE_SECRETS)["passphrases"][NAME]
    site = SiteRuntime(DataDir(golden_files.copy_site(request.param, tmp_path / "site")))
    with reads("key file"):
        store_key = site.sign_in.unlock(NAME, passphrase)
    with reads("store file"):
        services = site.open(store_key, NAME)
        store = site.open_store(store_key)
    yield SignedInSite(services, store)
    store.close()
    site.close_store()


def test_open_visits_are_shown(signed_in: SignedInSite) -> None:
    with reads("visit"):
        visits = signed_in.services.visits.today()
        assert [one.visit.visit_type for one in visits] == ["follow-up", "baseline"]
        for one in visits:
            assert signed_in.services.visits.view(one.visit.id).program.manifest.version == "2025.9"


def test_drafts_are_resumed(signed_in: SignedInSite) -> None:
    visit, services = signed_in.visit_of("john"), signed_in.services
    with reads("draft"):
        assert services.consents.open(visit.id, "ehr-consent").progress.printed_name
        assert services.surveys.open(visit.id, "basics").response.answers["count"].values == (3,)
        readings = services.measurements.open(visit.id, "measurements").readings
        assert str(readings.value("grip-left")) == "31.50"


def test_the_kiosk_is_taken_back(signed_in: SignedInSite) -> None:
    visit = signed_in.visit_of("john")
    with reads("kiosk code"):
        assert signed_in.services.kiosk.take_back(visit.id, KIOSK_CODE)


def test_signed_stages_are_amended(signed_in: SignedInSite) -> None:
    services, visit = signed_in.services, signed_in.visit_of("garcia")
    begin = services.corrections.begin_correction
    with reads("correction"):
        services.measurements.sign(
            visit.id, "measurements", services.measurements.open(visit.id, "measurements")
        )
        begin(visit.id, "basics", CorrectionReason.WRONG_ENTRY)
        services.surveys.sign(visit.id, "basics", services.surveys.open(visit.id, "basics"))
        begin(visit.id, "primary-consent", CorrectionReason.WRONG_DECISION)
        _sign_consent(services, visit.id)
        for stage in ("measurements", "basics", "primary-consent"):
            amended = signed_in.last_record(visit.id, stage)
            assert amended.correction is not None
            assert decode_signed_bundle(amended.body, RESOURCES[amended.kind]).entry
        assert signed_in.store.check_integrity().holds


@pytest.mark.parametrize("stage", ["basics", "measurements", "primary-consent"])
def test_signed_stages_are_voided(signed_in: SignedInSite, stage: str) -> None:
    visit = signed_in.visit_of("garcia")
    with reads("correction"):
        if stage == "measurements":
            signed_in.services.corrections.discard_correction(visit.id, stage)
        signed_in.services.corrections.void(visit.id, stage, CorrectionReason.DUPLICATE)
        voiding = signed_in.last_record(visit.id, stage)
        assert voiding.correction is not None
        assert voiding.correction.operation is RecordOperation.NULLIFY
        assert current_record(signed_in.store.records.of_stage(visit.id, stage)) is None
        assert signed_in.store.check_integrity().holds


def _sign_consent(services: SessionServices, visit_id: VisitId) -> None:
    reading = services.consents.open(visit_id, "primary-consent")
    progress = reading.progress
    for page in range(len(reading.form.pages)):
        progress = services.consents.store_displayed_page(
            visit_id, "primary-consent", progress, page
        )
    read = services.consents.open(visit_id, "primary-consent")
    services.consents.sign(visit_id, "primary-consent", read, a_signing(ConsentDecision.NO))
