"""Create, read, update and history of single resources."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.central.central_client import SYSTEM, CentralClient
from tests.support.fhir_json import Json


def test_create_then_read(client: CentralClient, patient: Json) -> None:
    created = client.post("Patient", {**patient, "id": "mine"})
    assert created.status_code == 201
    body = created.json()
    assert body["id"] != "mine"
    assert body["meta"]["versionId"] == "1"
    assert created.headers["ETag"] == 'W/"1"'
    location = f"{client.address.url}/fhir/Patient/{body['id']}/_history/1"
    assert created.headers["Location"] == location

    read = client.get(f"Patient/{body['id']}")
    assert read.json() == body
    assert read.headers["ETag"] == 'W/"1"'
    assert read.headers["Last-Modified"].endswith("GMT")
    assert read.headers["Content-Type"] == "application/fhir+json"


def test_a_known_version_is_not_sent_again(
    client: CentralClient, unique: str, patient: Json
) -> None:
    client.put(f"Patient/{unique}", {**patient, "id": unique})
    again = client.get(f"Patient/{unique}", headers={"If-None-Match": 'W/"1"'})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"Patient/{unique}", headers={"If-None-Match": 'W/"2"'})
    assert other.status_code == 200


def test_conditional_create(client: CentralClient, unique: str, patient: Json) -> None:
    headers = {"If-None-Exist": f"identifier={SYSTEM}|{unique}"}
    first = client.post("Patient", patient, headers=headers)
    again = client.post("Patient", {**patient, "gender": "other"}, headers=headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    client.post("Patient", patient)
    assert client.post("Patient", patient, headers=headers).status_code == 412


@pytest.mark.parametrize("query", ["", "_count=1", "identifier=", "shoe=42"])
def test_a_condition_must_name_what_it_looks_for(
    client: CentralClient, patient: Json, query: str
) -> None:
    response = client.post("Patient", patient, headers={"If-None-Exist": query})
    assert response.status_code == 400


def test_update_makes_versions(client: CentralClient, unique: str, patient: Json) -> None:
    mine = {**patient, "id": unique}
    assert client.put(f"Patient/{unique}", mine).status_code == 201
    changed = client.put(f"Patient/{unique}", {**mine, "gender": "female"})
    assert (changed.status_code, changed.headers["ETag"]) == (200, 'W/"2"')
    assert "gender" not in client.get(f"Patient/{unique}/_history/1").json()
    history = client.get(f"Patient/{unique}/_history").json()
    assert (history["type"], history["total"]) == ("history", 2)
    versions = [entry["resource"]["meta"]["versionId"] for entry in history["entry"]]
    assert versions == ["2", "1"]


def test_an_unchanged_update_adds_no_version(
    client: CentralClient, unique: str, patient: Json
) -> None:
    mine = {**patient, "id": unique, "meta": {"tag": [{"system": "s", "code": "c"}]}}
    client.put(f"Patient/{unique}", mine)
    stored = client.get(f"Patient/{unique}").json()
    again = client.put(f"Patient/{unique}", dict(reversed(stored.items())))
    assert (again.status_code, again.headers["ETag"]) == (200, 'W/"1"')
    assert client.get(f"Patient/{unique}/_history").json()["total"] == 1


def test_a_changed_identifier_is_found_by_its_new_value_alone(
    client: CentralClient, unique: str, patient: Json
) -> None:
    client.put(f"Patient/{unique}", {**patient, "id": unique})
    other = {**patient, "id": unique, "identifier": [{"system": SYSTEM, "value": f"{unique}-b"}]}
    client.put(f"Patient/{unique}", other)
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}") == 0
    assert client.total(f"Patient?identifier={SYSTEM}|{unique}-b") == 1


def test_if_match(client: CentralClient, unique: str, patient: Json) -> None:
    mine = {**patient, "id": unique}
    absent = client.put(f"Patient/{unique}", mine, headers={"If-Match": 'W/"1"'})
    assert absent.status_code == 412
    client.put(f"Patient/{unique}", mine)
    newer = {**mine, "active": True}
    fits = client.put(f"Patient/{unique}", newer, headers={"If-Match": 'W/"1"'})
    stale = client.put(f"Patient/{unique}", mine, headers={"If-Match": 'W/"1"'})
    assert (fits.status_code, stale.status_code) == (200, 412)
    assert client.get(f"Patient/{unique}").json()["active"] is True


def test_if_none_match_protects_what_exists(
    client: CentralClient, unique: str, patient: Json
) -> None:
    mine = {**patient, "id": unique}
    headers = {"If-None-Match": "*"}
    assert client.put(f"Patient/{unique}", mine, headers=headers).status_code == 201
    assert client.put(f"Patient/{unique}", mine, headers=headers).status_code == 412


def test_of_eight_writers_with_the_same_version_one_wins(
    client: CentralClient, unique: str, patient: Json
) -> None:
    client.put(f"Patient/{unique}", {**patient, "id": unique})

    def write(turn: int) -> int:
        one = client.second_connection()
        changed = {**patient, "id": unique, "multipleBirthInteger": turn}
        with one.session:
            return one.put(f"Patient/{unique}", changed, headers={"If-Match": 'W/"1"'}).status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = sorted(threads.map(write, range(8)))
    assert statuses == [200] + [412] * 7
    assert client.get(f"Patient/{unique}/_history").json()["total"] == 2


def test_conditional_update(client: CentralClient, unique: str, patient: Json) -> None:
    path = f"Patient?identifier={SYSTEM}|{unique}"
    created = client.put(path, patient)
    updated = client.put(path, {**patient, "gender": "male"})
    assert (created.status_code, updated.status_code) == (201, 200)
    assert updated.json()["id"] == created.json()["id"]
    wrong = client.put(path, {**patient, "id": "another"})
    assert wrong.status_code == 400
    client.post("Patient", patient)
    assert client.put(path, patient).status_code == 412


def test_conditional_update_may_bring_the_id(
    client: CentralClient, unique: str, patient: Json
) -> None:
    path = f"Patient?identifier={SYSTEM}|{unique}"
    assert client.put(path, {**patient, "id": unique}).json()["id"] == unique
    other = f"Patient?identifier={SYSTEM}|{unique}-b"
    assert client.put(other, {**patient, "id": unique}).status_code == 400
    assert client.put(other, {**patient, "id": 5}).status_code == 400


@pytest.mark.parametrize("digits", ["80.50", "1.0E+2", "1e-7", "0.1000000000000000000001", "-0.0"])
def test_decimals_come_back_as_they_were_sent(
    client: CentralClient, unique: str, digits: str
) -> None:
    body = (
        f'{{"resourceType":"Observation","id":"{unique}","status":"final",'
        f'"valueQuantity":{{"value":{digits}}}}}'
    )
    client.call("PUT", f"/fhir/Observation/{unique}", data=body)
    assert f'"value":{digits}}}' in client.get(f"Observation/{unique}").text
    assert f'"value":{digits}}}' in client.get(f"Observation?_id={unique}").text
    again = client.call("PUT", f"/fhir/Observation/{unique}", data=body)
    assert again.headers["ETag"] == 'W/"1"'


def test_more_digits_are_a_change(client: CentralClient, unique: str) -> None:
    body = '{"resourceType":"Observation","id":"%s","status":"final","valueDecimal":%s}'
    client.call("PUT", f"/fhir/Observation/{unique}", data=body % (unique, "80.5"))
    changed = client.call("PUT", f"/fhir/Observation/{unique}", data=body % (unique, "80.50"))
    assert changed.headers["ETag"] == 'W/"2"'


def test_a_packed_body(client: CentralClient, unique: str) -> None:
    packed = gzip.compress(f'{{"resourceType":"Patient","id":"{unique}"}}'.encode())
    headers = {"Content-Encoding": "gzip"}
    response = client.call("PUT", f"/fhir/Patient/{unique}", data=packed, headers=headers)
    assert response.status_code == 201
    cut = client.call("PUT", f"/fhir/Patient/{unique}", data=packed[:-9], headers=headers)
    assert cut.status_code == 400
    plain = client.call("PUT", f"/fhir/Patient/{unique}", data=b"{}", headers=headers)
    assert plain.status_code == 400
