"""Transactions and batches."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

SYSTEM = "https://clinic.example/id"
URN = "urn:uuid:6f1a5f0e-6a52-4a7d-8b0a-2c7c0f5b1d11"


def _entry(method, url, resource=None, full_url=None, **request):
    entry = {"request": {"method": method, "url": url, **request}}
    if resource is not None:
        entry["resource"] = resource
    if full_url is not None:
        entry["fullUrl"] = full_url
    return entry


def _once(patient, number, **more):
    condition = f"identifier={quote(f'{SYSTEM}|{number}', safe='')}"
    return _entry("POST", "Patient", patient, ifNoneExist=condition, **more)


def _observation(reference, **more):
    return {
        "resourceType": "Observation",
        "status": "final",
        "subject": {"reference": reference},
        **more,
    }


def _responses(response):
    return [entry["response"] for entry in response.json()["entry"]]


def _read(device, answer):
    return device.get(answer["location"].partition("/_history")[0]).json()


def test_references_within_a_transaction_become_real(device, patient, number):
    document = {
        "resourceType": "DocumentReference",
        "status": "current",
        "subject": {"reference": URN},
        "content": [{"attachment": {"url": "urn:uuid:b"}}],
    }
    response = device.transaction(
        _entry("POST", "Observation", _observation(URN)),
        _entry("POST", "DocumentReference", document),
        _entry("POST", "Binary", {"resourceType": "Binary", "data": "QQ=="}, "urn:uuid:b"),
        _once(patient, number, full_url=URN),
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
    assert _read(device, answers[0])["subject"]["reference"] == name
    stored = _read(device, answers[1])
    assert stored["subject"]["reference"] == name
    assert stored["content"][0]["attachment"]["url"] == _read_name(answers[2])


def _read_name(answer):
    return answer["location"].partition("/_history")[0]


def test_sent_again_nothing_is_stored_twice(device, patient, number):
    other = {**patient, "gender": "other"}
    (first,) = _responses(device.transaction(_once(patient, number)))
    (again,) = _responses(device.transaction(_once(other, number)))
    assert again == {**first, "status": "200 OK"}
    assert device.total(f"Patient?identifier={SYSTEM}|{number}") == 1


def test_new_entries_refer_to_what_was_there(device, patient, number):
    (first,) = _responses(device.transaction(_once(patient, number)))
    _, observed = _responses(
        device.transaction(
            _once(patient, number, full_url=URN), _entry("POST", "Observation", _observation(URN))
        )
    )
    assert _read(device, observed)["subject"]["reference"] == _read_name(first)


def test_several_matches_fail_the_transaction(device, patient, number):
    device.post("Patient", patient)
    device.post("Patient", patient)
    response = device.transaction(_once(patient, number))
    assert response.status_code == 412
    assert response.json()["issue"][0]["code"] == "multiple-matches"
    assert number not in response.text


def test_eight_identical_transactions_store_one_row(device, patient, number):
    def send(_turn):
        one = device.sibling()
        with one.session:
            return _responses(one.transaction(_once(patient, number)))[0]["status"]

    with ThreadPoolExecutor(8) as threads:
        statuses = sorted(threads.map(send, range(8)))
    assert statuses == ["200 OK"] * 7 + ["201 Created"]
    assert device.total(f"Patient?identifier={SYSTEM}|{number}") == 1


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
def test_one_bad_entry_undoes_the_transaction(device, patient, number, bad, status):
    response = device.transaction(_entry("POST", "Patient", patient), bad)
    assert response.status_code == status
    assert response.json()["resourceType"] == "OperationOutcome"
    assert response.json()["issue"][0]["expression"][0].startswith("Bundle.entry[1]")
    assert device.total(f"Patient?identifier={SYSTEM}|{number}") == 0


def test_put_entries(device, patient, number):
    mine = {**patient, "id": number}
    conditional = {**patient, "identifier": [{"system": SYSTEM, "value": f"{number}-b"}]}
    by_condition = f"Patient?identifier={quote(f'{SYSTEM}|{number}-b')}"
    entries = [
        _entry("PUT", f"Patient/{number}", mine),
        _entry("PUT", by_condition, conditional, URN),
        _entry("POST", "Observation", _observation(URN)),
    ]
    first = _responses(device.transaction(*entries))
    assert first[0]["location"] == f"Patient/{number}/_history/1"
    assert [answer["status"] for answer in first] == ["201 Created"] * 3
    again = _responses(device.transaction(*entries[:2]))
    assert again == [{**answer, "status": "200 OK"} for answer in first[:2]]
    changed = _entry("PUT", f"Patient/{number}", {**mine, "active": True}, ifMatch='W/"1"')
    assert _responses(device.transaction(changed))[0]["etag"] == 'W/"2"'
    assert device.transaction(changed).status_code == 412


@pytest.mark.parametrize("encode", [str, lambda text: quote(text, safe="")])
def test_conditional_references(device, patient, number, encode):
    condition = f"Patient?identifier={encode(f'{SYSTEM}|{number}')}"
    deep = {"extension": [{"url": "x", "valueReference": {"reference": condition}}]}
    (stored,) = _responses(device.transaction(_entry("POST", "Patient", patient)))
    (observed,) = _responses(
        device.transaction(_entry("POST", "Observation", _observation(condition, **deep)))
    )
    resource = _read(device, observed)
    assert resource["subject"]["reference"] == _read_name(stored)
    assert resource["extension"][0]["valueReference"]["reference"] == _read_name(stored)
    name = _read_name(stored)
    assert device.total(f"Observation?subject={name}") == 1


def test_a_conditional_reference_may_mean_an_entry_of_the_same_transaction(device, patient, number):
    condition = f"Patient?identifier={SYSTEM}|{number}"
    answers = _responses(
        device.transaction(
            _entry("POST", "Observation", _observation(condition)), _once(patient, number)
        )
    )
    assert _read(device, answers[0])["subject"]["reference"] == _read_name(answers[1])


def test_several_matches_within_the_same_transaction_fail_it(device, patient, number):
    condition = f"Patient?identifier={SYSTEM}|{number}"
    twins = [_entry("POST", "Patient", patient), _entry("POST", "Patient", patient)]
    response = device.transaction(_entry("POST", "Observation", _observation(condition)), *twins)
    assert response.status_code == 412
    assert response.json()["issue"][0]["code"] == "multiple-matches"
    assert device.total(f"Patient?identifier={SYSTEM}|{number}") == 0


def test_a_conditional_reference_may_mean_an_entry_with_one_of_its_own(device, patient, number):
    identifier = [{"system": SYSTEM, "value": number}]
    first = _observation(f"Patient?identifier={SYSTEM}|{number}", identifier=identifier)
    target = {"reference": f"Observation?identifier={SYSTEM}|{number}"}
    answers = _responses(
        device.transaction(
            _entry("POST", "Patient", patient),
            _entry("POST", "Observation", first),
            _entry("POST", "Provenance", {"resourceType": "Provenance", "target": [target]}),
        )
    )
    assert _read(device, answers[2])["target"][0]["reference"] == _read_name(answers[1])


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("identifier={system}|{number}\\,x", "200 OK"),
        ("identifier={number}\\,x", "200 OK"),
        ("identifier={system}|other,{system}|{number}\\,x", "200 OK"),
        ("identifier={system}|{number}\\,x&_tag=none|none", "201 Created"),
        ("identifier=|{number}\\,x", "201 Created"),
        ("_tag={system}|{number}\\,x", "201 Created"),
    ],
)
def test_conditions(device, patient, number, condition, status):
    patient["identifier"][0]["value"] = f"{number},x"
    device.post("Patient", patient)
    once = condition.format(system=SYSTEM, number=number)
    (answer,) = _responses(device.transaction(_entry("POST", "Patient", patient, ifNoneExist=once)))
    assert answer["status"] == status


@pytest.mark.parametrize("condition", ["", "identifier=", "shoe=a|b", "_count=1", "_tag=a|%00"])
def test_a_condition_that_is_not_understood_is_refused(device, patient, condition):
    response = device.transaction(_entry("POST", "Patient", patient, ifNoneExist=condition))
    assert response.status_code == 400


def test_a_conditional_reference_to_nothing_fails_without_naming_the_value(device, number):
    condition = f"Patient?identifier={SYSTEM}|{number}"
    response = device.transaction(_entry("POST", "Observation", _observation(condition)))
    assert response.status_code == 412
    assert "Patient" in response.json()["issue"][0]["diagnostics"]
    assert number not in response.text


def test_a_conditional_reference_to_several_fails(device, patient, number):
    device.post("Patient", patient)
    device.post("Patient", patient)
    condition = f"Patient?identifier={SYSTEM}|{number}"
    response = device.transaction(_entry("POST", "Observation", _observation(condition)))
    assert response.status_code == 412
    assert number not in response.text


def test_two_entries_must_not_mean_the_same_resource(device, patient, number):
    mine = _entry("PUT", f"Patient/{number}", {**patient, "id": number})
    assert device.transaction(mine, mine).status_code == 400
    assert device.transaction(_once(patient, number), _once(patient, number)).status_code == 400
    assert device.total(f"Patient?identifier={SYSTEM}|{number}") == 0


def test_a_transaction_reads_what_it_wrote(device, patient, number):
    read = _entry("GET", f"Patient/{number}")
    found, _ = device.transaction(
        read, _entry("PUT", f"Patient/{number}", {**patient, "id": number})
    ).json()["entry"]
    assert found["resource"]["id"] == number


def test_the_entries_of_a_batch_stand_alone(device, patient, number):
    response = device.batch(
        _entry("POST", "Patient", patient),
        _entry("POST", "Observation", {"resourceType": "Observation"}),
        _entry("DELETE", "Patient/x"),
        _entry("GET", f"Patient?identifier={SYSTEM}|{number}"),
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


def test_a_batch_may_change_a_resource_twice(device, patient, number):
    def put(**more):
        return _entry("PUT", f"Patient/{number}", {**patient, "id": number, **more})

    bad = _entry("POST", "Observation", {"resourceType": "Observation"})
    statuses = _responses(device.batch(put(), put(active=True), bad, put(active=False)))
    assert [one["status"][:3] for one in statuses] == ["201", "200", "422", "200"]
    assert device.get(f"Patient/{number}").json()["meta"]["versionId"] == "3"
    assert device.get(f"Patient/{number}/_history").json()["total"] == 3
    assert device.total(f"Patient?identifier={SYSTEM}|{number}") == 1


def test_a_read_in_a_batch_may_find_nothing_new(device, patient, number):
    device.put(f"Patient/{number}", {**patient, "id": number})
    read = _entry("GET", f"Patient/{number}", ifNoneMatch='W/"1"')
    (entry,) = device.batch(read).json()["entry"]
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
def test_other_bundles_are_refused(device, body):
    response = device.call("POST", "/fhir", json=body)
    assert response.status_code == 400
    assert response.json()["resourceType"] == "OperationOutcome"


def test_an_empty_transaction_does_nothing(device):
    assert device.transaction().json()["entry"] == []
