"""One act on the wire: its entries, and last whoever stands behind all of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from ptc_app.domain.author import Author
from ptc_app.domain.fhir.bundle import (
    BundleEntry,
    conditional_create_entry,
    encode_signed_bundle,
)
from ptc_app.domain.fhir.systems import RECORD
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.record_authorship import RecordAuthorship
from tests.support.builders import a_desk, a_practitioner
from tests.support.fhir_oracle import an_observation

STAMP = RecordAuthorship(
    RecordId("record-1"), Author(a_practitioner(), a_desk()), datetime(2026, 3, 12, 9, tzinfo=UTC)
)


def an_entry(value: str) -> BundleEntry:
    return conditional_create_entry(an_observation(value), value)


def test_the_provenance_comes_last_and_names_every_entry() -> None:
    *entries, origin = json.loads(encode_signed_bundle([an_entry("a"), an_entry("b")], STAMP, "c"))[
        "entry"
    ]
    assert [entry["fullUrl"] for entry in entries] == ["urn:uuid:a", "urn:uuid:b"]
    assert origin["fullUrl"] == "urn:uuid:c"
    targets = [target["reference"] for target in origin["resource"]["target"]]
    assert targets == ["urn:uuid:a", "urn:uuid:b"]


def test_the_provenance_is_found_again_by_its_record() -> None:
    *_, origin = json.loads(encode_signed_bundle([an_entry("a")], STAMP, "c"))["entry"]
    assert origin["resource"]["meta"]["tag"] == [{"system": RECORD, "code": "record-1"}]
    assert origin["request"]["ifNoneExist"].startswith("_tag=")


def test_the_same_act_is_the_same_bytes() -> None:
    assert encode_signed_bundle([an_entry("a")], STAMP, "c") == encode_signed_bundle(
        [an_entry("a")], STAMP, "c"
    )


def test_the_provenance_tells_what_was_done() -> None:
    void = Correction(RecordOperation.NULLIFY, CorrectionReason.DUPLICATE)
    body = encode_signed_bundle([an_entry("a")], replace(STAMP, correction=void), "c")
    *_, origin = json.loads(body)["entry"]
    assert origin["resource"]["activity"]["coding"][0]["code"] == "NULLIFY"
