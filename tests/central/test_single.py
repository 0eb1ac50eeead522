"""Create, read, update and history of single resources."""

import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

SYSTEM = "https://clinic.example/id"


def test_create_then_read(device, patient):
    created = device.post("Patient", {**patient, "id": "mine"})
    assert created.status_code == 201
    body = created.json()
    assert body["id"] != "mine"
    assert body["meta"]["versionId"] == "1"
    assert created.headers["ETag"] == 'W/"1"'
    location = f"{device.central.url}/fhir/Patient/{body['id']}/_history/1"
    assert created.headers["Location"] == location

    read = device.get(f"Patient/{body['id']}")
    assert read.json() == body
    assert read.headers["ETag"] == 'W/"1"'
    assert read.headers["Last-Modified"].endswith("GMT")
    assert read.headers["Content-Type"] == "application/fhir+json"


def test_a_known_version_is_not_sent_again(device, number, patient):
    device.put(f"Patient/{number}", {**patient, "id": number})
    again = device.get(f"Patient/{number}", headers={"If-None-Match": 'W/"1"'})
    assert (again.status_code, again.content) == (304, b"")
    other = device.get(f"Patient/{number}", headers={"If-None-Match": 'W/"2"'})
    assert other.status_code == 200


def test_conditional_create(device, number, patient):
    headers = {"If-None-Exist": f"identifier={SYSTEM}|{number}"}
    first = device.post("Patient", patient, headers=headers)
    again = device.post("Patient", {**patient, "gender": "other"}, headers=headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    device.post("Patient", patient)
    assert device.post("Patient", patient, headers=headers).status_code == 412


@pytest.mark.parametrize("query", ["", "_count=1", "identifier=", "shoe=42"])
def test_a_condition_must_name_what_it_looks_for(device, patient, query):
    response = device.post("Patient", patient, headers={"If-None-Exist": query})
    assert response.status_code == 400


def test_update_makes_versions(device, number, patient):
    mine = {**patient, "id": number}
    assert device.put(f"Patient/{number}", mine).status_code == 201
    changed = device.put(f"Patient/{number}", {**mine, "gender": "female"})
    assert (changed.status_code, changed.headers["ETag"]) == (200, 'W/"2"')
    assert "gender" not in device.get(f"Patient/{number}/_history/1").json()
    history = device.get(f"Patient/{number}/_history").json()
    assert (history["type"], history["total"]) == ("history", 2)
    versions = [entry["resource"]["meta"]["versionId"] for entry in history["entry"]]
    assert versions == ["2", "1"]


def test_an_unchanged_update_adds_no_version(device, number, patient):
    mine = {**patient, "id": number, "meta": {"tag": [{"system": "s", "code": "c"}]}}
    device.put(f"Patient/{number}", mine)
    stored = device.get(f"Patient/{number}").json()
    again = device.put(f"Patient/{number}", dict(reversed(stored.items())))
    assert (again.status_code, again.headers["ETag"]) == (200, 'W/"1"')
    assert device.get(f"Patient/{number}/_history").json()["total"] == 1


def test_a_changed_identifier_is_found_by_its_new_value_alone(device, number, patient):
    device.put(f"Patient/{number}", {**patient, "id": number})
    other = {**patient, "id": number, "identifier": [{"system": SYSTEM, "value": f"{number}-b"}]}
    device.put(f"Patient/{number}", other)
    assert device.total(f"Patient?identifier={SYSTEM}|{number}") == 0
    assert device.total(f"Patient?identifier={SYSTEM}|{number}-b") == 1


def test_if_match(device, number, patient):
    mine = {**patient, "id": number}
    absent = device.put(f"Patient/{number}", mine, headers={"If-Match": 'W/"1"'})
    assert absent.status_code == 412
    device.put(f"Patient/{number}", mine)
    newer = {**mine, "active": True}
    fits = device.put(f"Patient/{number}", newer, headers={"If-Match": 'W/"1"'})
    stale = device.put(f"Patient/{number}", mine, headers={"If-Match": 'W/"1"'})
    assert (fits.status_code, stale.status_code) == (200, 412)
    assert device.get(f"Patient/{number}").json()["active"] is True


def test_if_none_match_protects_what_exists(device, number, patient):
    mine = {**patient, "id": number}
    headers = {"If-None-Match": "*"}
    assert device.put(f"Patient/{number}", mine, headers=headers).status_code == 201
    assert device.put(f"Patient/{number}", mine, headers=headers).status_code == 412


def test_of_eight_writers_with_the_same_version_one_wins(device, number, patient):
    device.put(f"Patient/{number}", {**patient, "id": number})

    def write(turn):
        one = device.sibling()
        changed = {**patient, "id": number, "multipleBirthInteger": turn}
        with one.session:
            return one.put(f"Patient/{number}", changed, headers={"If-Match": 'W/"1"'}).status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = sorted(threads.map(write, range(8)))
    assert statuses == [200] + [412] * 7
    assert device.get(f"Patient/{number}/_history").json()["total"] == 2


def test_conditional_update(device, number, patient):
    path = f"Patient?identifier={SYSTEM}|{number}"
    created = device.put(path, patient)
    updated = device.put(path, {**patient, "gender": "male"})
    assert (created.status_code, updated.status_code) == (201, 200)
    assert updated.json()["id"] == created.json()["id"]
    wrong = device.put(path, {**patient, "id": "another"})
    assert wrong.status_code == 400
    device.post("Patient", patient)
    assert device.put(path, patient).status_code == 412


def test_conditional_update_may_bring_the_id(device, number, patient):
    path = f"Patient?identifier={SYSTEM}|{number}"
    assert device.put(path, {**patient, "id": number}).json()["id"] == number
    other = f"Patient?identifier={SYSTEM}|{number}-b"
    assert device.put(other, {**patient, "id": number}).status_code == 400
    assert device.put(other, {**patient, "id": 5}).status_code == 400


@pytest.mark.parametrize("digits", ["80.50", "1.0E+2", "1e-7", "0.1000000000000000000001", "-0.0"])
def test_decimals_come_back_as_they_were_sent(device, number, digits):
    body = (
        f'{{"resourceType":"Observation","id":"{number}","status":"final",'
        f'"valueQuantity":{{"value":{digits}}}}}'
    )
    device.call("PUT", f"/fhir/Observation/{number}", data=body)
    assert f'"value":{digits}}}' in device.get(f"Observation/{number}").text
    assert f'"value":{digits}}}' in device.get(f"Observation?_id={number}").text
    again = device.call("PUT", f"/fhir/Observation/{number}", data=body)
    assert again.headers["ETag"] == 'W/"1"'


def test_more_digits_are_a_change(device, number):
    body = '{"resourceType":"Observation","id":"%s","status":"final","valueDecimal":%s}'
    device.call("PUT", f"/fhir/Observation/{number}", data=body % (number, "80.5"))
    changed = device.call("PUT", f"/fhir/Observation/{number}", data=body % (number, "80.50"))
    assert changed.headers["ETag"] == 'W/"2"'


def test_a_packed_body(device, number):
    packed = gzip.compress(f'{{"resourceType":"Patient","id":"{number}"}}'.encode())
    headers = {"Content-Encoding": "gzip"}
    response = device.call("PUT", f"/fhir/Patient/{number}", data=packed, headers=headers)
    assert response.status_code == 201
    cut = device.call("PUT", f"/fhir/Patient/{number}", data=packed[:-9], headers=headers)
    assert cut.status_code == 400
    plain = device.call("PUT", f"/fhir/Patient/{number}", data=b"{}", headers=headers)
    assert plain.status_code == 400
