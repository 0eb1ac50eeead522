"""A transaction Bundle: central takes it whole or not at all, and twice is once."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.fhir import bundle

SYSTEM = "https://ptc.example/fhir/participant"
UUID = "6f1a5f0e-6a52-4a7d-8b0a-2c7c0f5b1d11"
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def a_resource(system: str = SYSTEM, value: str = UUID, **more: Any) -> bundle.Resource:
    return {
        "resourceType": "Patient",
        "identifier": [{"system": system, "value": value}],
        **more,
    }


def asked(query: str) -> dict[str, list[str]]:
    """A search as a server reads it."""
    return parse_qs(query, strict_parsing=True, keep_blank_values=True)


def test_what_is_new_is_created_unless_central_holds_it() -> None:
    entry = bundle.conditional_create_entry(a_resource(), UUID)
    assert entry["fullUrl"] == f"urn:uuid:{UUID}"
    assert entry["resource"] == a_resource()
    assert entry["request"] == {
        "method": "POST",
        "url": "Patient",
        "ifNoneExist": f"identifier=https%3A%2F%2Fptc.example%2Ffhir%2Fparticipant%7C{UUID}",
    }


def test_our_identifier_is_the_first_one() -> None:
    number = {"system": f"{SYSTEM}-number", "value": "P-22222-22222-2"}
    ours = {"system": SYSTEM, "value": UUID}
    entry: Any = bundle.conditional_create_entry(
        a_resource() | {"identifier": [ours, number]}, UUID
    )
    assert "P-22222" not in entry["request"]["ifNoneExist"]


def test_a_resource_with_a_single_identifier_is_found_by_it() -> None:
    resource = {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": "s", "value": "v"},
    }
    entry: Any = bundle.conditional_create_entry(resource, UUID)
    assert entry["request"]["ifNoneExist"] == "identifier=s%7Cv"


def test_what_has_no_identifier_is_found_by_a_tag() -> None:
    entry: Any = bundle.conditional_create_entry_by_tag(
        {"resourceType": "Provenance"}, UUID, SYSTEM, "record-1"
    )
    assert entry["resource"]["meta"] == {"tag": [{"system": SYSTEM, "code": "record-1"}]}
    assert asked(entry["request"]["ifNoneExist"]) == {"_tag": [f"{SYSTEM}|record-1"]}


def test_what_central_may_hold_already_is_put_over_it() -> None:
    entry: Any = bundle.conditional_update_entry(a_resource(), UUID)
    assert entry["request"]["method"] == "PUT"
    path = urlsplit(entry["request"]["url"])
    assert (path.path, asked(path.query)) == ("Patient", {"identifier": [f"{SYSTEM}|{UUID}"]})


@given(texts, texts)
def test_a_server_reads_the_identity_that_was_meant(system: str, value: str) -> None:
    created: Any = bundle.conditional_create_entry(a_resource(system, value), UUID)
    updated: Any = bundle.conditional_update_entry(a_resource(system, value), UUID)
    tagged: Any = bundle.conditional_create_entry_by_tag(
        {"resourceType": "Provenance"}, UUID, system, value
    )
    named: Any = bundle.conditional_reference("Patient", system, value)
    meant = [f"{system}|{value}"]
    assert asked(created["request"]["ifNoneExist"]) == {"identifier": meant}
    assert asked(urlsplit(updated["request"]["url"]).query) == {"identifier": meant}
    assert asked(tagged["request"]["ifNoneExist"]) == {"_tag": meant}
    assert asked(urlsplit(named["reference"]).query) == {"identifier": meant}


@pytest.mark.parametrize("bare", [":", "/", "|", "&", "?", "#", "+", " "])
def test_no_sign_with_a_meaning_stands_bare_in_a_condition(bare: str) -> None:
    entry: Any = bundle.conditional_create_entry(a_resource(f"a{bare}b", f"c{bare}d"), UUID)
    assert bare not in entry["request"]["ifNoneExist"].removeprefix("identifier=")


def test_a_reference_names_an_earlier_record_by_our_identifier() -> None:
    named = bundle.conditional_reference("Encounter", SYSTEM, UUID)
    system = "https%3A%2F%2Fptc.example%2Ffhir%2Fparticipant"
    assert named == {
        "reference": f"Encounter?identifier={system}%7C{UUID}",
        "type": "Encounter",
        "identifier": {"system": SYSTEM, "value": UUID},
    }


def test_a_transaction_is_the_bytes_of_its_entries_in_their_order() -> None:
    entries = [
        bundle.conditional_create_entry(a_resource(value=str(count)), str(count))
        for count in range(3)
    ]
    said = json.loads(bundle.encode_transaction(iter(entries)))
    assert (said["resourceType"], said["type"]) == ("Bundle", "transaction")
    assert [entry["fullUrl"] for entry in said["entry"]] == [f"urn:uuid:{n}" for n in range(3)]


def test_a_measured_number_keeps_its_digits() -> None:
    quantity = {"resourceType": "Observation", "valueQuantity": {"value": Decimal("70.0")}}
    assert b'"value":70.0}' in bundle.encode_transaction([{"resource": quantity}])


def test_what_has_no_identity_is_not_sent() -> None:
    for nameless in ([{"system": SYSTEM}], {"value": UUID}):
        with pytest.raises(LookupError):
            bundle.conditional_create_entry(
                {"resourceType": "Patient", "identifier": nameless}, UUID
            )
