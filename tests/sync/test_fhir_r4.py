"""What answers mean, without a connection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from ptc_app.domain.outbox import (
    Acknowledged,
    DeliveryOutcome,
    Postponed,
    Receipt,
    Rejected,
    WaitingReason,
)
from ptc_app.sync.dialects import fhir_r4
from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope, decode_envelope
from ptc_app.sync.dialects.transaction_response import operation_outcome_text
from ptc_app.sync.raw_central_response import RawCentralResponse
from tests.sync.memory import START, envelope, name

A, B = decode_envelope(envelope("a")), decode_envelope(envelope("b", entries=2))
WAIT = timedelta(seconds=9)
BUSY = Postponed(WaitingReason.CENTRAL_BUSY, WAIT)
NONSENSE = Postponed(WaitingReason.CENTRAL_NONSENSE, WAIT)
SIGN_IN = Postponed(WaitingReason.SIGN_IN, WAIT)


def of_payload(payload: bytes) -> DecodedEnvelope:
    """The first envelope with another payload."""
    return decode_envelope(replace(A.envelope, payload=payload))


def answer(status: int, body: object = None) -> RawCentralResponse:
    return RawCentralResponse(status, WAIT, b"" if body is None else json.dumps(body).encode())


def reply(*statuses: str, **changed: object) -> dict[str, object]:
    entries = [
        {"response": {"status": status, "location": f"Observation/{number}"}}
        for number, status in enumerate(statuses)
    ]
    bundle = {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}
    return {**bundle, **changed}


def outcome(text: str | None = "no") -> dict[str, object]:
    return {"resourceType": "OperationOutcome", "issue": [{"diagnostics": text}]}


def of_one(status: int, body: object = None) -> DeliveryOutcome | None:
    """What an answer means for a single envelope."""
    told = fhir_r4.delivery_outcomes([A], answer(status, body), START)
    return told[A.envelope.id] if isinstance(told, Mapping) else told


def test_one_envelope_goes_as_the_bytes_that_were_signed() -> None:
    assert fhir_r4.merge_bundles([A]) is A.envelope.payload


def test_entries_of_several_envelopes_go_as_the_bytes_that_were_signed() -> None:
    odd = b'{ "request":{"method":"POST", "url":"Patient"},\n "resource": {"n": 1.50, "m":1e2} }'
    payload = b'{"resourceType":"Bundle","type":"transaction","entry":[' + odd + b"]}"
    strange = of_payload(payload)
    bundle = fhir_r4.merge_bundles([strange, B])
    assert odd in bundle
    assert json.loads(bundle)["entry"][1:] == json.loads(B.envelope.payload)["entry"]
    assert json.loads(bundle)["type"] == "transaction"


def test_contents_name_what_they_create_or_change() -> None:
    update = {"request": {"method": "PUT", "url": "Patient?identifier=s%7Cv"}}
    plain = {"fullUrl": "urn:uuid:1", "request": {"method": "POST", "url": "Patient"}}
    payload = json.dumps({"entry": [update, plain]}).encode()
    assert of_payload(payload).names == {"Patient?identifier=s%7Cv", "urn:uuid:1"}
    assert name("a", 0) in A.names


@pytest.mark.parametrize("payload", [b"", b"[]", b"\xff", b'{"entry":[{}]}'])
def test_what_is_no_bundle_has_no_contents(payload: bytes) -> None:
    broken = of_payload(payload)
    assert broken == DecodedEnvelope(broken.envelope)


def test_each_envelope_gets_the_answers_to_its_own_entries() -> None:
    told = fhir_r4.delivery_outcomes([A, B], answer(200, reply("201", "200 OK", "422 No")), START)
    assert told == {
        A.envelope.id: Acknowledged(Receipt(A.envelope.id, START, ("Observation/0",))),
        B.envelope.id: Rejected("422"),
    }


def test_a_success_without_a_body_is_a_success() -> None:
    told = fhir_r4.delivery_outcomes([A, B], answer(200), START)
    assert told == {
        A.envelope.id: Acknowledged(Receipt(A.envelope.id, START, ())),
        B.envelope.id: Acknowledged(Receipt(B.envelope.id, START, ())),
    }


@pytest.mark.parametrize("body", [None, reply()])
def test_what_holds_nothing_is_never_received(body: object) -> None:
    empty = of_payload(b"broken")
    assert fhir_r4.delivery_outcomes([empty], answer(200, body), START) == {
        empty.envelope.id: Rejected("no-entries")
    }


def test_one_that_holds_nothing_takes_nothing_from_the_others() -> None:
    empty = of_payload(b"broken")
    told = fhir_r4.delivery_outcomes([A, empty], answer(200, reply("201")), START)
    assert told == {
        A.envelope.id: Acknowledged(Receipt(A.envelope.id, START, ("Observation/0",))),
        empty.envelope.id: Rejected("no-entries"),
    }
    nonsense = fhir_r4.delivery_outcomes([A, empty], answer(200, "text"), START)
    assert isinstance(nonsense, Postponed)


def test_an_entry_without_location_keeps_its_place() -> None:
    entries = [{"response": {"status": "201"}}, {"response": {"status": "200", "location": "X/1"}}]
    told = fhir_r4.delivery_outcomes([B], answer(200, reply(entry=entries)), START)
    assert told == {B.envelope.id: Acknowledged(Receipt(B.envelope.id, START, ("", "X/1")))}


@pytest.mark.parametrize(
    "body",
    [
        "text",
        [],
        {},
        reply(),
        reply("201", "201"),
        reply("201", resourceType="OperationOutcome"),
        reply("201", type="searchset"),
        reply("ok"),
        reply("20"),
        reply("2010"),
        reply("²01"),
        reply(entry=[{}]),
        reply(entry=None),
        reply(entry=[{"response": {"status": 201}}]),
        outcome(),
    ],
)
def test_a_success_that_does_not_fit_is_never_an_acknowledgement(body: object) -> None:
    assert of_one(200, body) == NONSENSE


@pytest.mark.parametrize("body", [b"<html>", b"\x00", b"null", b'{"resourceType":"Bundle"'])
def test_a_success_that_is_not_json_is_never_an_acknowledgement(body: bytes) -> None:
    assert fhir_r4.delivery_outcomes([A], RawCentralResponse(200, WAIT, body), START) == NONSENSE


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(reply("201 Créé"), ensure_ascii=False).encode("latin-1"),
        json.dumps(outcome("fièvre"), ensure_ascii=False).encode("latin-1"),
        b'{"more":' + b"[" * 200_000,
    ],
    ids=["latin-1", "outcome-in-latin-1", "deep"],
)
def test_what_cannot_be_read_is_nonsense(body: bytes) -> None:
    assert fhir_r4.delivery_outcomes([A], RawCentralResponse(200, WAIT, body), START) == NONSENSE
    assert fhir_r4.delivery_outcomes([A], RawCentralResponse(400, WAIT, body), START) == NONSENSE


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("429 Too Many Requests", BUSY),
        ("503", BUSY),
        ("500", BUSY),
        ("409", BUSY),
        ("401", SIGN_IN),
        ("403", Rejected("403")),
        ("404", Rejected("404")),
        ("304", Rejected("304")),
    ],
)
def test_one_bad_entry_decides_for_its_envelope(status: str, expected: DeliveryOutcome) -> None:
    told = fhir_r4.delivery_outcomes([A, B], answer(200, reply("201", "201", status)), START)
    assert isinstance(told, dict)
    assert isinstance(told[A.envelope.id], Acknowledged)
    assert told[B.envelope.id] == expected


@pytest.mark.parametrize(
    "status", ["200", "201 Created", "201 Created\nin two lines", "204\tNo Content", "299"]
)
def test_an_entry_with_a_status_of_2xx_is_stored_in_whatever_words(status: str) -> None:
    assert of_one(200, reply(status)) == Acknowledged(
        Receipt(A.envelope.id, START, ("Observation/0",))
    )


@pytest.mark.parametrize("status", ["199", "300"])
def test_an_entry_with_another_status_is_not(status: str) -> None:
    assert of_one(200, reply(status)) == Rejected(status)


def test_what_may_still_succeed_is_tried_again_before_a_person_is_asked() -> None:
    told = fhir_r4.delivery_outcomes([B], answer(200, reply("422", "429")), START)
    assert told == {B.envelope.id: BUSY}


def test_the_words_about_an_entry_are_kept() -> None:
    entries = [{"response": {"status": "422", "outcome": outcome("wrong code")}}]
    assert of_one(200, reply(entry=entries)) == Rejected("422", "wrong code")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, SIGN_IN),
        (408, BUSY),
        (426, Postponed(WaitingReason.PROGRAM_TOO_OLD, WAIT)),
        (429, BUSY),
        (502, BUSY),
        (503, BUSY),
        (504, BUSY),
        (511, NONSENSE),
        (100, NONSENSE),
        (201, NONSENSE),
        (202, NONSENSE),
        (204, NONSENSE),
        (302, NONSENSE),
    ],
)
def test_some_answers_speak_of_central_alone(status: int, expected: Postponed) -> None:
    assert fhir_r4.delivery_outcomes([A], answer(status), START) == expected
    assert fhir_r4.delivery_outcomes([A, B], answer(status, outcome()), START) == expected


@pytest.mark.parametrize("status", [400, 403, 404, 409, 412, 413, 422, 500, 507])
def test_the_refusal_of_several_cannot_be_told_apart(status: int) -> None:
    assert fhir_r4.delivery_outcomes([A, B], answer(status, outcome()), START) is None


@pytest.mark.parametrize("status", [400, 404, 405, 410, 412, 413, 415, 422])
def test_the_refusal_of_one_needs_a_person(status: int) -> None:
    assert of_one(status, outcome()) == Rejected(str(status), "no")


@pytest.mark.parametrize("status", [412, 413, 422])
def test_some_refusals_need_no_words(status: int) -> None:
    assert of_one(status) == Rejected(str(status))


@pytest.mark.parametrize("status", [400, 404, 405, 410])
@pytest.mark.parametrize("body", [None, "text", {"resourceType": "Patient"}])
def test_a_refusal_that_is_not_in_centrals_words_parks_nothing(status: int, body: object) -> None:
    assert of_one(status, body) == NONSENSE


@pytest.mark.parametrize("status", [409, 500, 501, 507])
@pytest.mark.parametrize("body", [None, outcome()])
def test_what_may_pass_is_tried_again(status: int, body: object) -> None:
    assert of_one(status, body) == BUSY


def test_a_lost_race_is_tried_again() -> None:
    assert of_one(400, outcome("Assigned ID is already in use (x)")) == BUSY


def test_a_device_without_rights_parks_nothing() -> None:
    assert of_one(403) == of_one(403, outcome()) == SIGN_IN


@pytest.mark.parametrize(
    ("issues", "words"),
    [
        ([{"diagnostics": "one"}, {"details": {"text": "two"}}, {"code": "three"}, {}], True),
        ([{"diagnostics": None, "details": {}, "code": None}], False),
        ([{"diagnostics": "x" * 900}], True),
    ],
)
def test_words_are_gathered_and_bounded(issues: list[object], words: bool) -> None:
    text = operation_outcome_text(
        json.dumps({"resourceType": "OperationOutcome", "issue": issues}).encode()
    )
    assert text is not None
    assert len(text) <= 500
    assert bool(text) is words
    assert text in {"one; two; three", "", "x" * 500}
