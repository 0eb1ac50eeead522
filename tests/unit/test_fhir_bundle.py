"""A transaction Bundle: central takes it whole or not at all, and twice is once."""

from __future__ import annotations

import json
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.fhir import bundle
from ptc_app.domain.fhir.elements import FhirCoding, Identifier, Quantity, Reference, ResourceMeta
from ptc_app.domain.fhir.observation_structs import Observation
from ptc_app.domain.fhir.provenance import Provenance, provenance_resource
from ptc_app.domain.fhir.questionnaire_response import QuestionnaireResponse
from ptc_app.domain.fhir.references import conditional_reference
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.record_authorship import RecordAuthorship
from tests.support.builders import MORNING, an_author
from tests.support.fhir_oracle import an_observation, as_json

SYSTEM = "https://ptc.example/fhir/participant"
UUID = "6f1a5f0e-6a52-4a7d-8b0a-2c7c0f5b1d11"
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def a_resource(system: str = SYSTEM, value: str = UUID) -> Observation:
    return an_observation(value, system)


def a_provenance(*tags: FhirCoding) -> Provenance:
    made = provenance_resource([], RecordAuthorship(RecordId("r"), an_author(), MORNING))
    return msgspec.structs.replace(made, meta=ResourceMeta(tag=tags))


def asked(query: str) -> dict[str, list[str]]:
    """A search as a server reads it."""
    return parse_qs(query, strict_parsing=True, keep_blank_values=True)


def test_what_is_new_is_created_unless_central_holds_it() -> None:
    entry = as_json(bundle.conditional_create_entry(a_resource(), UUID))
    assert entry["fullUrl"] == f"urn:uuid:{UUID}"
    assert entry["resource"] == as_json(a_resource())
    assert entry["request"] == {
        "method": "POST",
        "url": "Observation",
        "ifNoneExist": f"identifier=https%3A%2F%2Fptc.example%2Ffhir%2Fparticipant%7C{UUID}",
    }


def test_our_identifier_is_the_first_one() -> None:
    number = Identifier(system=f"{SYSTEM}-number", value="P-22222-22222-2")
    ours = Identifier(system=SYSTEM, value=UUID)
    resource = msgspec.structs.replace(a_resource(), identifier=(ours, number))
    entry = bundle.conditional_create_entry(resource, UUID)
    assert "P-22222" not in entry.request.if_none_exist


def test_a_resource_with_a_single_identifier_is_found_by_it() -> None:
    resource = QuestionnaireResponse(
        identifier=Identifier(system="s", value="v"),
        questionnaire="q",
        status="completed",
        subject=Reference(reference="Patient/1"),
        encounter=Reference(reference="Encounter/1"),
        authored="2026-03-12",
        author=Reference(display="N. Nurse"),
        source=Reference(reference="Patient/1"),
    )
    entry = bundle.conditional_create_entry(resource, UUID)
    assert entry.request.if_none_exist == "identifier=s%7Cv"


def test_what_has_no_identifier_is_found_by_a_tag() -> None:
    tag = FhirCoding(system=SYSTEM, code="record-1")
    entry = as_json(bundle.conditional_create_entry_by_tag(a_provenance(tag), UUID))
    assert entry["resource"]["meta"] == {"tag": [{"system": SYSTEM, "code": "record-1"}]}
    assert asked(entry["request"]["ifNoneExist"]) == {"_tag": [f"{SYSTEM}|record-1"]}


def test_what_central_may_hold_already_is_put_over_it() -> None:
    request = bundle.conditional_update_entry(a_resource(), UUID).request
    assert request.method == "PUT"
    path = urlsplit(request.url)
    assert (path.path, asked(path.query)) == ("Observation", {"identifier": [f"{SYSTEM}|{UUID}"]})


@given(texts, texts)
def test_a_server_reads_the_identity_that_was_meant(system: str, value: str) -> None:
    created = bundle.conditional_create_entry(a_resource(system, value), UUID)
    updated = bundle.conditional_update_entry(a_resource(system, value), UUID)
    tagged = bundle.conditional_create_entry_by_tag(
        a_provenance(FhirCoding(system=system, code=value)), UUID
    )
    named = conditional_reference("Patient", system, value)
    meant = [f"{system}|{value}"]
    assert asked(created.request.if_none_exist) == {"identifier": meant}
    assert asked(urlsplit(updated.request.url).query) == {"identifier": meant}
    assert asked(tagged.request.if_none_exist) == {"_tag": meant}
    assert asked(urlsplit(named.reference).query) == {"identifier": meant}


@pytest.mark.parametrize("bare", [":", "/", "|", "&", "?", "#", "+", " "])
def test_no_sign_with_a_meaning_stands_bare_in_a_condition(bare: str) -> None:
    entry = bundle.conditional_create_entry(a_resource(f"a{bare}b", f"c{bare}d"), UUID)
    assert bare not in entry.request.if_none_exist.removeprefix("identifier=")


def test_a_reference_names_an_earlier_record_by_our_identifier() -> None:
    named = conditional_reference("Encounter", SYSTEM, UUID)
    system = "https%3A%2F%2Fptc.example%2Ffhir%2Fparticipant"
    assert as_json(named) == {
        "reference": f"Encounter?identifier={system}%7C{UUID}",
        "type": "Encounter",
        "identifier": {"system": SYSTEM, "value": UUID},
    }


def test_a_transaction_is_the_bytes_of_its_entries_in_their_order() -> None:
    entries = [
        bundle.conditional_create_entry(a_resource(value=str(count)), str(count))
        for count in range(3)
    ]
    sent = json.loads(bundle.encode_transaction(iter(entries)))
    assert (sent["resourceType"], sent["type"]) == ("Bundle", "transaction")
    assert [entry["fullUrl"] for entry in sent["entry"]] == [f"urn:uuid:{n}" for n in range(3)]


def test_a_measured_number_keeps_its_digits() -> None:
    measured = an_observation("1", value_quantity=Quantity(value=Decimal("70.0")))
    entry = bundle.conditional_create_entry(measured, UUID)
    assert b'"value":70.0}' in bundle.encode_transaction([entry])


@pytest.mark.parametrize("nameless", [Identifier(system=SYSTEM), Identifier(value=UUID)])
def test_what_has_no_identity_is_not_sent(nameless: Identifier) -> None:
    resource = msgspec.structs.replace(a_resource(), identifier=(nameless,))
    for make_entry in (bundle.conditional_create_entry, bundle.conditional_update_entry):
        with pytest.raises(LookupError, match=r"^Observation$"):
            make_entry(resource, UUID)


def test_what_has_neither_identifier_nor_tag_is_not_sent() -> None:
    with pytest.raises(LookupError, match=r"^Provenance$"):
        bundle.conditional_create_entry(a_provenance(), UUID)
    with pytest.raises(LookupError, match=r"^Provenance$"):
        bundle.conditional_create_entry_by_tag(a_provenance(), UUID)
