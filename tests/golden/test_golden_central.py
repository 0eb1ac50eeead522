"""A practice central on the folder of an earlier one knows its devices, codes and resources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from ptc_central.server import ServerAddress
from tests.golden import golden_central, golden_files
from tests.golden.golden_files import as_far_as_expected, reads

EXPECTED: dict[str, Any] = golden_files.read_json(golden_central.EXPECTED)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    folder = golden_central.copied(tmp_path_factory.mktemp("golden") / "central")
    with golden_central.running(folder) as running:
        yield running


def test_a_registered_device_reads_what_was_sent(address: ServerAddress) -> None:
    expected = {key: value for key, value in EXPECTED.items() if key != "device"}
    with reads("central"), golden_central.signed_in(address, **EXPECTED["device"]) as device:
        found = golden_central.read(device)
        assert as_far_as_expected(found, expected) == expected


def test_what_was_sent_is_not_stored_twice(address: ServerAddress) -> None:
    search = golden_central.SEARCHES[1]
    (patient,) = EXPECTED["found"][search]
    with reads("central"), golden_central.signed_in(address, **EXPECTED["device"]) as device:
        device.session.headers["If-None-Exist"] = search.partition("?")[2]
        answer = device.post("/fhir/Patient", {"resourceType": "Patient"})
        assert answer.status_code == requests.codes.ok
        assert answer.json()["id"] == patient


def test_the_registration_code_is_the_one_given_out(address: ServerAddress) -> None:
    with reads("central"):
        code = (golden_central.FOLDER / "registration_code").read_text(encoding="ascii")
        assert address.registration_code == code


def test_the_schema_is_the_one_this_central_builds(tmp_path: Path) -> None:
    """Missing tables are made at the start; columns and indexes are not."""
    with golden_central.running(tmp_path), reads("central"):
        built = golden_central.schema(tmp_path / golden_central.DATABASE)
        assert golden_central.schema(golden_central.FOLDER / golden_central.DATABASE) == built
