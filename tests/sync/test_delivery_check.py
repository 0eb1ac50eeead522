"""Central is asked for each thing recorded here, by the identity it was sent with."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ptc_app.sync.exactly_once_check import ExactlyOnceCheck, check_delivery
from ptc_app.sync.raw_central_response import RawCentralResponse

PATIENT = "Patient?identifier=system%7C1"
VISIT = "Encounter?identifier=system%7C2"


class Holding:
    """Says how often it holds what is asked for."""

    def __init__(self, held: dict[str, int]) -> None:
        self.held = held

    def get(self, path: str) -> RawCentralResponse:
        asked = path.removeprefix("/fhir/").removesuffix("&_summary=count")
        total = self.held.get(asked, 0)
        return RawCentralResponse(
            200, body=json.dumps({"resourceType": "Bundle", "total": total}).encode()
        )


def _payload(*requests: dict[str, Any]) -> bytes:
    return json.dumps({"entry": [{"request": request} for request in requests]}).encode()


REGISTERED = _payload({"method": "POST", "url": "Patient", "ifNoneExist": PATIENT.split("?")[1]})
CHECKED = _payload({"method": "PUT", "url": VISIT})


def test_all_is_there_and_once() -> None:
    found = check_delivery(Holding({PATIENT: 1, VISIT: 1}), [REGISTERED, CHECKED, CHECKED])
    assert found.all_once
    assert found.held == {"Encounter": 1, "Patient": 1}


def test_what_is_missing_or_doubled_is_counted() -> None:
    found = check_delivery(Holding({PATIENT: 3}), [REGISTERED, CHECKED])
    assert (found.missing, found.doubled) == (1, 2)
    assert found.held == {"Encounter": 0, "Patient": 3}


@pytest.mark.parametrize("held", [{PATIENT: 1}, {VISIT: 1}, {PATIENT: 1, VISIT: 2}])
def test_one_that_is_missing_or_doubled_is_enough(held: dict[str, int]) -> None:
    assert not check_delivery(Holding(held), [REGISTERED, CHECKED]).all_once


def test_nothing_recorded_is_all_there() -> None:
    assert check_delivery(Holding({}), []) == ExactlyOnceCheck({}, missing=0, doubled=0)
