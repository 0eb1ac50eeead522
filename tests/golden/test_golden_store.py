"""The store of a site as an earlier program wrote it: opened, read, searched, verified, continued.

Each golden store is opened by the present program; one of an older schema version is migrated by
that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.measurement.readings import decode_readings, encode_readings
from ptc_app.domain.outbox import DeliveryState
from ptc_app.domain.programs.program_loading import load_program
from ptc_app.domain.survey.survey_draft import decode_survey_draft, encode_survey_draft
from ptc_app.domain.utc_text import parse_utc_text, utc_text
from ptc_app.paths import DataDir
from ptc_app.storage import schema_migrations
from ptc_app.storage.site_files import is_set_up
from ptc_app.storage.store import Store, open_store
from tests.golden import golden_files, golden_keys
from tests.golden.golden_files import as_far_as_expected, reads
from tests.golden.golden_site import ADMINISTRATOR, COORDINATOR, KIOSK_CODE
from tests.golden.site_reading import READINGS, all_visits
from tests.support.stages import RECORD_KINDS, STAGE_TYPES

SALT_BYTES = 16
"""Of SQLCipher, at the beginning of the first page."""
NEWEST = schema_migrations.newest_version()
ENCODED_AGAIN: dict[str, Callable[[bytes], bytes]] = {
    "consent": lambda body: msgspec.json.encode(
        msgspec.json.decode(body, type=ConsentReadingProgress)
    ),
    "survey": lambda body: encode_survey_draft(decode_survey_draft(body)),
    "measurements": lambda body: encode_readings(decode_readings(body)),
}
"""The draft of a stage decoded and encoded again, by the type of the stage."""


@dataclass(frozen=True)
class OpenedSite:
    """A copy of a golden site, opened with its key file, and what is to be read from it."""

    version: int
    data: DataDir
    store: Store
    expected: dict[str, Any]


@pytest.fixture(scope="module", params=golden_files.store_versions(), ids=lambda v: f"v{v}")
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenedSite]:
    version: int = request.param
    folder = golden_files.copy_site(version, tmp_path_factory.mktemp("golden") / "site")
    data, passphrase = DataDir(folder), _secrets()["passphrases"][ADMINISTRATOR.sign_in_name]
    with reads("key file"):
        assert is_set_up(data)
        keys = golden_keys.site_key_file(data.keys)
        store_key = keys.unlock(ADMINISTRATOR.sign_in_name, passphrase)
    with reads("store file"):
        store = open_store(data.store, store_key)
    with closing(store):
        yield OpenedSite(
            version, data, store, golden_files.read_json(golden_files.expected_file(version))
        )


def test_the_newest_schema_version_has_a_golden_store() -> None:
    with reads("migration"):
        assert NEWEST in golden_files.store_versions()


def test_an_older_store_is_migrated_and_its_copy_kept(site: OpenedSite) -> None:
    """The golden store of the newest version is opened as it is."""
    copies = {path.name for path in site.data.root.glob("store.db.v*")}
    with reads("migration"):
        assert copies == ({f"store.db.v{site.version}"} if site.version < NEWEST else set())
        (found,) = site.store.database.read("PRAGMA user_version")
        assert found[0] == NEWEST


def test_the_schema_is_the_one_this_program_builds(site: OpenedSite) -> None:
    with closing(sqlcipher.connect(":memory:", isolation_level=None)) as built:
        schema_migrations.build_schema(built)
        sql = "SELECT name, sql FROM sqlite_schema"
        with reads("schema"):
            assert {tuple(row) for row in site.store.database.read(sql)} == set(built.execute(sql))


@pytest.mark.parametrize("stored", READINGS)
def test_every_table_is_read_as_it_was_written(site: OpenedSite, stored: str) -> None:
    with reads(stored):
        expected = site.expected[stored]
        assert as_far_as_expected(READINGS[stored](site.store), expected) == expected


@pytest.mark.parametrize("key", ["desk.site", "desk.machine", "desk.device-id"])
def test_settings_keep_their_keys(site: OpenedSite, key: str) -> None:
    with reads("setting"):
        assert site.store.settings.get(key)


def test_the_staff_codes_take_the_kiosk_back(site: OpenedSite) -> None:
    with reads("kiosk code"):
        whose = site.store.practitioners.whose_kiosk_code
        coordinator = site.store.practitioners.by_sign_in_name(COORDINATOR.sign_in_name.upper())
        assert coordinator is not None
        assert whose(KIOSK_CODE) == ADMINISTRATOR.id
        assert whose(COORDINATOR.kiosk_code) == coordinator.id
        assert whose("000000") is None


def test_an_installed_program_is_loaded(site: OpenedSite) -> None:
    with reads("program"):
        for installed in site.store.programs.all():
            program = load_program(site.store.programs.files(installed.version), STAGE_TYPES)
            assert program.manifest.version == installed.version
            assert program.sha256 == installed.sha256


def test_drafts_and_signed_drafts_are_decoded_and_encoded_as_they_were(site: OpenedSite) -> None:
    decoded = 0
    for visit in all_visits(site.store):
        for stage in visit.stages:
            signed = site.store.records.of_stage(visit.id, stage.plan.key)
            bodies = [site.store.drafts.get(visit.id, stage.plan.key)]
            bodies += [site.store.records.signed_draft(record.id) for record in signed]
            for body in filter(None, bodies):
                decoded += 1
                with reads("draft"):
                    assert ENCODED_AGAIN[stage.plan.stage_type](body) == body
    assert decoded >= 10


def test_receipts_say_when_central_received_an_envelope_and_where_it_is(site: OpenedSite) -> None:
    sql = "SELECT envelope_id, received_at, locations FROM receipt"
    with reads("receipt"):
        rows = site.store.database.read(sql)
        assert len(rows) == site.expected["outbox"]["counts"][0]
        for row in rows:
            assert utc_text(parse_utc_text(row["received_at"])) == row["received_at"]
            assert msgspec.json.decode(row["locations"]) == [f"Bundle/{row['envelope_id']}"]


def test_the_newest_store_has_a_record_of_each_kind_and_an_envelope_of_each_state() -> None:
    expected = golden_files.read_json(golden_files.expected_file(NEWEST))
    with reads("record"):
        assert {record["kind"] for record in expected["record"]} == {
            kind.code for kind in RECORD_KINDS
        }
    with reads("outbox"):
        assert len(expected["outbox"]["counts"]) == len(DeliveryState)
        assert all(expected["outbox"]["counts"])


def test_a_wrong_key_is_told_from_a_damaged_file(site: OpenedSite, tmp_path: Path) -> None:
    """By the page HMACs: support looks for another key, or for the copy of the store."""
    data = DataDir(golden_files.copy_site(site.version, tmp_path))
    with reads("store file"):
        assert _refusal(data.store, bytes(32)) == "store.unusable.wrong-key"
        with data.store.open("r+b") as file:
            file.seek(SALT_BYTES)
            file.write(bytes(SALT_BYTES))
        store_key = bytes.fromhex(_secrets()["store_key"])
        assert _refusal(data.store, store_key) == "store.unusable.corrupt"


def _refusal(path: Path, store_key: bytes) -> str:
    """The code of the error that opening this store raises."""
    with pytest.raises(StoreUnusable) as refused:
        open_store(path, store_key)
    return refused.value.full_code


def _secrets() -> dict[str, Any]:
    secrets: dict[str, Any] = golden_files.read_json(golden_files.SITE_SECRETS)
    return secrets
