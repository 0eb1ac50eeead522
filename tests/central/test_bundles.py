"""Transactions and batches."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
import requests

from tests.central.central_client import SYSTEM, CentralClient
from tests.support.fhir_json import Json

URN = "urn:uuid:6f1a5f0e-6a52-4a7d-8b0a-2c7c0f5b1d11"


def _entry(
    method: object,
    url: str,
    resource: Json | None = None,
    full_url: str | None = None,
    **request: str,
) -> Json:
    entry: Json = {"request": {"method": method, "url": url, **request}}
    if resource is not None:
        entry["resource"] = resource
    if full_url is not None:
        entry["fullUrl"] = full_url
    return entry


def _once(patient: Json, unique: str, full_url: str | None = None) -> Json:
    condition = f"identifier={quote(f'{SYSTEM}|{unique}', safe='')}"
    return _entry("POST", "Patient", patient, full_url, ifNoneExist=condition)


def _observation(reference: object, **elements: object) -> Json:
    return {
        "resourceType": "Observation",
        "status": "final",
        "subject": {"reference": reference},
        **elements,
    }


def _responses(response: requests.Response) -> list[Json]:
    return [entry["response"] for entry in response.json()["entry"]]


def _read(client: CentralClient, response: Json) -> Json:
    resource: Json = client.get(_reference(response)).json()
    return resource


def _reference(response: Json) -> str:
    reference: str = response["location"].partition("/_history")[0]
    return reference


def test_references_within_a_transaction_become_real(
    client: CentralClient, patient: Json, unique: str
) -> None:
    document = {
        "resourceType": "DocumentReference",
        "status": "current",
        "subject": {"reference": URN},
        "content": [{"attachment": {"url": "urn:uuid:b"}}],
    }
    response = client.transaction(
        _entry("POST", "Observation", _observation(URN)),
        _entry("POST", "DocumentReference", document),
        _entry("POST", "Binary", {"resourceType": "Binary", "data": "QQ=="}, "urn:uuid:b"),
        _once(patient, unique, full_url=URN),
    )
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/fhir+json"
    assert response.json()["type"] == "transaction-response"
    answers = _responses(response)
    assert {answer["status"] for answer in answers} == {"201 Created"}
    assert {answer["etag"] for answer in answers} == {'W/"1"'}
    assert all(answer["lastModified"].endswith("Z") for answer in answers)
    kind, identity, _, version = answers[3]["location"].split("/")
    assert (kind, version) == ("Patient", "1")
    name = f"Patient/{identity}"
    assert _read(client, answers[0])["subject"]["reference"] == name
    stored = _read(client, answers[1])
    assert stored["subject"]["reference"] == name
    assert stored["content"][0]["attachment"]["url"] == _reference(answers[2])


def test_sent_again_nothing_is_stored_twice(
    client: CentralClient, patient: Json, unique: str
) -> None:
    other = {**patient, "gender": "other"}
    (first,) = _responses(client.transaction(_once(patient, unique)))
    (again,) = _responses(client.transaction(_once(other, unique)))
    assert again == {**first, "status": "200 OK"}
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}") == 1


def test_new_entries_refer_to_what_was_there(
    client: CentralClient, patient: Json, unique: str
) -> None:
    (first,) = _responses(client.transaction(_once(patient, unique)))
    _, observed = _responses(
        client.transaction(
            _once(patient, unique, full_url=URN), _entry("POST", "Observation", _observation(URN))
        )
    )
    assert _read(client, observed)["subject"]["reference"] == _reference(first)


def test_several_matches_fail_the_transaction(
    client: CentralClient, patient: Json, unique: str
) -> None:
    client.post("Patient", patient)
    client.post("Patient", patient)
    response = client.transaction(_once(patient, unique))
    assert response.status_code == 412
    assert response.json()["issue"][0]["code"] == "multiple-matches"
    assert unique not in response.text


def test_eight_identical_transactions_store_one_row(
    client: CentralClient, patient: Json, unique: str
) -> None:
    def send(_turn: int) -> str:
        other = client.second_connection()
        with other.session:
            (response,) = _responses(other.transaction(_once(patient, unique)))
            return str(response["status"])

    with ThreadPoolExecutor(8) as threads:
        statuses = sorted(threads.map(send, range(8)))
    assert statuses == ["200 OK"] * 7 + ["201 Created"]
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}") == 1


@pytest.mark.parametrize(
    ("bad", "status"),
    [
        (_entry("POST", "Observation", {"resourceType": "Observation"}), 422),
        (_entry("POST", "Observation", _observation("urn:uuid:nowhere")), 422),
        (_entry("POST", "Observation", _observation("nothing like it")), 422),
        (_entry("POST", "Observation", _observation(7)), 422),
        (_entry("POST", "Spaceship", {"resourceType": "Spaceship"}), 404),
        (_entry("POST", "Patient", {"resourceType": "Observation"}), 400),
        (_entry("POST", "Patient", {}), 400),
        (_entry("POST", "Patient"), 400),
        (_entry("POST", "https://other.example/Patient", {"resourceType": "Patient"}), 400),
        (_entry("PUT", "Patient/x", {"resourceType": "Patient", "id": "y"}), 400),
        (
            _entry("PUT", "Patient/never", {"resourceType": "Patient", "id": "never"}, ifMatch="1"),
            412,
        ),
        (_entry("DELETE", "Patient/x"), 405),
        (_entry("PATCH", "Patient/x"), 405),
        (_entry("GET", "Patient/no-such-one"), 404),
        (_entry(1, "Patient"), 400),
        ({}, 400),
        (7, 400),
    ],
)
def test_one_bad_entry_undoes_the_transaction(
    client: CentralClient, patient: Json, unique: str, bad: object, status: int
) -> None:
    response = client.transaction(_entry("POST", "Patient", patient), bad)
    assert response.status_code == status
    assert response.json()["resourceType"] == "OperationOutcome"
    assert response.json()["issue"][0]["expression"][0].startswith("Bundle.entry[1]")
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}") == 0


def test_put_entries(client: CentralClient, patient: Json, unique: str) -> None:
    mine = {**patient, "id": unique}
    conditional = {**patient, "identifier": [{"system": SYSTEM, "value": f"{unique}-b"}]}
    by_condition = f"Patient?identifier={quote(f'{SYSTEM}|{unique}-b')}"
    entries = [
        _entry("PUT", f"Patient/{unique}", mine),
        _entry("PUT", by_condition, conditional, URN),
        _entry("POST", "Observation", _observation(URN)),
    ]
    first = _responses(client.transaction(*entries))
    assert first[0]["location"] == f"Patient/{unique}/_history/1"
    assert [answer["status"] for answer in first] == ["201 Created"] * 3
    again = _responses(client.transaction(*entries[:2]))
    assert again == [{**answer, "status": "200 OK"} for answer in first[:2]]
    changed = _entry("PUT", f"Patient/{unique}", {**mine, "active": True}, ifMatch='W/"1"')
    assert _responses(client.transaction(changed))[0]["etag"] == 'W/"2"'
    assert client.transaction(changed).status_code == 412


@pytest.mark.parametrize("encode", [str, lambda text: quote(text, safe="")])
def test_conditional_references(
    client: CentralClient, patient: Json, unique: str, encode: Callable[[str], str]
) -> None:
    condition = f"Patient?identifier={encode(f'{SYSTEM}|{unique}')}"
    deep = {"extension": [{"url": "x", "valueReference": {"reference": condition}}]}
    (stored,) = _responses(client.transaction(_entry("POST", "Patient", patient)))
    (observed,) = _responses(
        client.transaction(_entry("POST", "Observation", _observation(condition, **deep)))
    )
    resource = _read(client, observed)
    assert resource["subject"]["reference"] == _reference(stored)
    assert resource["extension"][0]["valueReference"]["reference"] == _reference(stored)
    name = _reference(stored)
    assert client.total(f"Observation?subject={name}") == 1


def test_a_conditional_reference_may_mean_an_entry_of_the_same_transaction(
    client: CentralClient, patient: Json, unique: str
) -> None:
    condition = f"Patient?identifier={SYSTEM}|{unique}"
    answers = _responses(
        client.transaction(
            _entry("POST", "Observation", _observation(condition)), _once(patient, unique)
        )
    )
    assert _read(client, answers[0])["subject"]["reference"] == _reference(answers[1])


def test_several_matches_within_the_same_transaction_fail_it(
    client: CentralClient, patient: Json, unique: str
) -> None:
    condition = f"Patient?identifier={SYSTEM}|{unique}"
    twins = [_entry("POST", "Patient", patient), _entry("POST", "Patient", patient)]
    response = client.transaction(_entry("POST", "Observation", _observation(condition)), *twins)
    assert response.status_code == 412
    assert response.json()["issue"][0]["code"] == "multiple-matches"
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}") == 0


def test_a_conditional_reference_may_mean_an_entry_with_one_of_its_own(
    client: CentralClient, patient: Json, unique: str
) -> None:
    identifier = [{"system": SYSTEM, "value": unique}]
    first = _observation(f"Patient?identifier={SYSTEM}|{unique}", identifier=identifier)
    target = {"reference": f"Observation?identifier={SYSTEM}|{unique}"}
    answers = _responses(
        client.transaction(
            _entry("POST", "Patient", patient),
            _entry("POST", "Observation", first),
            _entry("POST", "Provenance", {"resourceType": "Provenance", "target": [target]}),
        )
    )
    assert _read(client, answers[2])["target"][0]["reference"] == _reference(answers[1])


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("identifier={system}|{unique}\\,x", "200 OK"),
        ("identifier={unique}\\,x", "200 OK"),
        ("identifier={system}|other,{system}|{unique}\\,x", "200 OK"),
        ("identifier={system}|{unique}\\,x&_tag=none|none", "201 Created"),
        ("identifier=|{unique}\\,x", "201 Created"),
        ("_tag={system}|{unique}\\,x", "201 Created"),
    ],
)
def test_conditions(
    client: CentralClient, patient: Json, unique: str, condition: str, status: int
) -> None:
    patient["identifier"][0]["value"] = f"{unique},x"
    client.post("Patient", patient)
    once = condition.format(system=SYSTEM, unique=unique)
    (answer,) = _responses(client.transaction(_entry("POST", "Patient", patient, ifNoneExist=once)))
    assert answer["status"] == status


@pytest.mark.parametrize("condition", ["", "identifier=", "shoe=a|b", "_count=1", "_tag=a|%00"])
def test_a_condition_that_is_not_understood_is_refused(
    client: CentralClient, patient: Json, condition: str
) -> None:
    response = client.transaction(_entry("POST", "Patient", patient, ifNoneExist=condition))
    assert response.status_code == 400


def test_a_conditional_reference_to_nothing_fails_without_naming_the_value(
    client: CentralClient, unique: str
) -> None:
    condition = f"Patient?identifier={SYSTEM}|{unique}"
    response = client.transaction(_entry("POST", "Observation", _observation(condition)))
    assert response.status_code == 412
    assert "Patient" in response.json()["issue"][0]["diagnostics"]
    assert unique not in response.text


def test_a_conditional_reference_to_several_fails(
    client: CentralClient, patient: Json, unique: str
) -> None:
    client.post("Patient", patient)
    client.post("Patient", patient)
    condition = f"Patient?identifier={SYSTEM}|{unique}"
    response = client.transaction(_entry("POST", "Observation", _observation(condition)))
    assert response.status_code == 412
    assert unique not in response.text


def test_two_entries_must_not_mean_the_same_resource(
    client: CentralClient, patient: Json, unique: str
) -> None:
    mine = _entry("PUT", f"Patient/{unique}", {**patient, "id": unique})
    assert client.transaction(mine, mine).status_code == 400
    assert client.transaction(_once(patient, unique), _once(patient, unique)).status_code == 400
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}") == 0


def test_a_transaction_reads_what_it_wrote(
    client: CentralClient, patient: Json, unique: str
) -> None:
    read = _entry("GET", f"Patient/{unique}")
    found, _ = client.transaction(
        read, _entry("PUT", f"Patient/{unique}", {**patient, "id": unique})
    ).json()["entry"]
    assert found["resource"]["id"] == unique


def test_the_entries_of_a_batch_stand_alone(
    client: CentralClient, patient: Json, unique: str
) -> None:
    response = client.batch(
        _entry("POST", "Patient", patient),
        _entry("POST", "Observation", {"resourceType": "Observation"}),
        _entry("DELETE", "Patient/x"),
        _entry("GET", f"Patient?identifier={SYSTEM}|{unique}"),
        _entry("GET", "Patient/no-such-one"),
        _entry("POST", "Observation", _observation(URN)),
        {},
    )
    assert response.status_code == 200
    assert response.json()["type"] == "batch-response"
    statuses = [answer["status"][:3] for answer in _responses(response)]
    assert statuses == ["201", "422", "405", "200", "404", "422", "400"]
    assert response.json()["entry"][3]["resource"]["total"] == 1
    outcome = _responses(response)[1]["outcome"]
    assert outcome["issue"][0]["expression"] == ["Observation.status"]


def test_a_batch_may_change_a_resource_twice(
    client: CentralClient, patient: Json, unique: str
) -> None:
    def put(**elements: object) -> Json:
        return _entry("PUT", f"Patient/{unique}", {**patient, "id": unique, **elements})

    bad = _entry("POST", "Observation", {"resourceType": "Observation"})
    statuses = _responses(client.batch(put(), put(active=True), bad, put(active=False)))
    assert [one["status"][:3] for one in statuses] == ["201", "200", "422", "200"]
    assert client.get(f"Patient/{unique}").json()["meta"]["versionId"] == "3"
    assert client.get(f"Patient/{unique}/_history").json()["total"] == 3
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}") == 1


def test_a_read_in_a_batch_may_find_nothing_new(
    client: CentralClient, patient: Json, unique: str
) -> None:
    client.put(f"Patient/{unique}", {**patient, "id": unique})
    read = _entry("GET", f"Patient/{unique}", ifNoneMatch='W/"1"')
    (entry,) = client.batch(read).json()["entry"]
    assert entry["response"]["status"] == "304 Not Modified"
    assert "resource" not in entry


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"resourceType": "Patient"},
        {"resourceType": "Bundle", "type": "collection"},
        {"resourceType": "Bundle", "type": "batch", "entry": {}},
    ],
)
def test_other_bundles_are_refused(client: CentralClient, body: object) -> None:
    response = client.call("POST", "/fhir", json=body)
    assert response.status_code == 400
    assert response.json()["resourceType"] == "OperationOutcome"


def test_an_empty_transaction_does_nothing(client: CentralClient) -> None:
    assert client.transaction().json()["entry"] == []
