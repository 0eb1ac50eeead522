"""Search: parameters, order, pages."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import text

from ptc_central.server import ServerAddress
from ptc_central.storage.server_database import ServerDatabase
from tests.central.central_client import SYSTEM, CentralClient
from tests.support.fhir_json import Json


@pytest.fixture
def patients(client: CentralClient, unique: str) -> list[Json]:
    """Three patients of one tag, oldest first."""
    made = []
    for turn in range(3):
        patient = {
            "resourceType": "Patient",
            "id": f"{unique}-{turn}",
            "meta": {"tag": [{"system": "https://clinic.example/site", "code": unique}]},
            "identifier": [{"system": SYSTEM, "value": f"{unique}|{turn},"}, {"value": unique}],
        }
        made.append(client.put(f"Patient/{unique}-{turn}", patient).json())
    return made


def _ids(bundle: Json) -> list[str]:
    return [entry["resource"]["id"] for entry in bundle.get("entry", [])]


def _found(client: CentralClient, query: str) -> list[str]:
    return _ids(client.get(f"Patient?{query}").json())


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ("identifier={system}|{unique}\\|1\\,", [1]),
        ("identifier={unique}\\|1\\,,{unique}\\|2\\,", [1, 2]),
        ("identifier=|{unique}", [0, 1, 2]),
        ("identifier={unique}", [0, 1, 2]),
        ("identifier={system}|&_tag={unique}", [0, 1, 2]),
        ("identifier={system}|{unique}", []),
        ("_tag=https://clinic.example/site|{unique}", [0, 1, 2]),
        ("_tag=elsewhere|{unique}", []),
        ("_id={unique}-0,{unique}-2,none", [0, 2]),
        ("_id={unique}-0&_tag={unique}", [0]),
        ("_tag={unique}&_sort=_lastUpdated&_total=accurate", [0, 1, 2]),
        ("_tag={unique}&_sort=-_lastUpdated", [2, 1, 0]),
        ("_tag={unique}&_lastUpdated=ge2000-01-01&_lastUpdated=lt2500-01-01", [0, 1, 2]),
        ("_tag={unique}&_lastUpdated=gt2500-01-01T00:00Z", []),
        ("_tag={unique}&_lastUpdated=2500-01-01T00:00:00.5Z", []),
        ("_tag={unique}&_lastUpdated=ne2500-01-01", [0, 1, 2]),
    ],
)
def test_parameters(
    client: CentralClient, patients: list[Json], unique: str, query: str, turns: list[int]
) -> None:
    found = _found(client, query.format(system=SYSTEM, unique=unique))
    assert found == [f"{unique}-{turn}" for turn in turns]


def test_last_updated_is_exact_to_the_millisecond(
    client: CentralClient, patients: list[Json], unique: str
) -> None:
    moment = patients[1]["meta"]["lastUpdated"]
    later = (datetime.fromisoformat(moment) + timedelta(milliseconds=1)).isoformat()
    same = [one["id"] for one in patients if one["meta"]["lastUpdated"] == moment]
    assert _found(client, f"_tag={unique}&_lastUpdated={moment}") == same
    assert same[-1] not in _found(client, f"_tag={unique}&_lastUpdated=gt{moment}")
    assert same[-1] not in _found(client, f"_tag={unique}&_lastUpdated=ge{quote(later)}")
    assert same[-1] in _found(client, f"_tag={unique}&_lastUpdated=le{moment}")


def test_identifier_may_be_one_object(client: CentralClient, unique: str) -> None:
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "identifier": {"system": SYSTEM, "value": unique},
    }
    client.post("QuestionnaireResponse", response)
    assert client.total(f"QuestionnaireResponse?identifier={SYSTEM}|{unique}") == 1


@pytest.mark.parametrize(
    ("kind", "element", "search"),
    [
        ("Observation", {"subject": {"reference": "Patient/{}"}}, "subject=Patient/{}"),
        ("Observation", {"subject": {"reference": "Patient/{}/_history/3"}}, "patient={}"),
        ("Consent", {"patient": {"reference": "Patient/{}"}}, "patient=Patient/{}"),
        ("Provenance", {"target": [{"reference": "Consent/{}"}]}, "target=Consent/{}"),
        ("AuditEvent", {"entity": [{"what": {"reference": "Patient/{}"}}]}, "patient={}"),
        ("Questionnaire", {"url": "https://q.example/{}"}, "url=https://q.example/{}"),
    ],
)
def test_references_and_urls(
    client: CentralClient, unique: str, kind: str, element: Json, search: str
) -> None:
    filled = json.loads(json.dumps(element).replace("{}", unique))
    client.post(kind, {"resourceType": kind, "status": "active", **filled})
    assert client.total(f"{kind}?{search.format(unique)}") == 1


@pytest.mark.parametrize(
    "query",
    [
        "shoe=42",
        "identifier:exact=1",
        "subject=Patient/1",
        "identifier=",
        "_count=many",
        "_after=x",
        "_sort=name",
        "_summary=text",
        "_lastUpdated=yesterday",
        "_lastUpdated=2025-02-31",
        "_lastUpdated=ap2025-01-01",
        "_lastUpdated=2025-01-01T00:00:00",
        "identifier=%00",
    ],
)
def test_what_is_not_understood_is_refused(client: CentralClient, query: str) -> None:
    response = client.get(f"Patient?{query}")
    assert response.status_code == 400
    assert response.json()["resourceType"] == "OperationOutcome"


def test_a_subject_is_named_with_its_type(client: CentralClient) -> None:
    assert client.get("Observation?subject=1").status_code == 400


@pytest.mark.parametrize("query", ["_summary=count", "_count=0"])
def test_the_count_alone(
    client: CentralClient, patients: list[Json], unique: str, query: str
) -> None:
    bundle = client.get(f"Patient?_tag={unique}&{query}").json()
    assert (bundle["type"], bundle["total"]) == ("searchset", 3)
    assert "entry" not in bundle


@pytest.mark.parametrize("order", ["_lastUpdated", "-_lastUpdated"])
def test_pages(client: CentralClient, patients: list[Json], unique: str, order: str) -> None:
    bundle = client.get(f"Patient?_tag={unique}&_count=2&_sort={order}").json()
    assert bundle["total"] == 3
    following = _next(bundle)
    assert following is not None
    assert following.startswith(f"{client.address.url}/fhir/Patient?")
    rest = client.follow(following)
    assert rest["total"] == 3
    assert _next(rest) is None
    assert sorted(_ids(bundle) + _ids(rest)) == sorted(one["id"] for one in patients)
    assert bundle["entry"][0]["fullUrl"] == f"{client.address.url}/fhir/Patient/{_ids(bundle)[0]}"


def test_pages_miss_nothing_while_more_arrives(
    client: CentralClient, patients: list[Json], unique: str
) -> None:
    tag = [{"system": "https://clinic.example/site", "code": unique}]
    url: str | None = f"{client.address.url}/fhir/Patient?_tag={unique}&_count=1"
    seen: list[str] = []
    while url is not None:
        bundle = client.follow(url)
        seen += _ids(bundle)
        if len(seen) < 10:
            client.post("Patient", {"resourceType": "Patient", "meta": {"tag": tag}})
        url = _next(bundle)
    assert len(seen) == len(set(seen)) == 12
    assert seen[:3] == [one["id"] for one in patients]


def test_a_change_while_paging_is_seen_again_and_hides_nothing(
    client: CentralClient, patients: list[Json], unique: str
) -> None:
    bundle = client.get(f"Patient?_tag={unique}&_count=1").json()
    client.put(f"Patient/{unique}-0", {**patients[0], "active": True})
    following = _next(bundle)
    assert following is not None
    rest = client.follow(following.replace("_count=1", "_count=9"))
    assert _ids(rest) == [f"{unique}-1", f"{unique}-2", f"{unique}-0"]


def _next(bundle: Json) -> str | None:
    links = {link["relation"]: link["url"] for link in bundle["link"]}
    return links.get("next")


def test_a_search_walks_indexes_alone(
    client: CentralClient, patients: list[Json], unique: str, central: ServerAddress
) -> None:
    plan = """
        EXPLAIN QUERY PLAN SELECT v.* FROM resource r JOIN version v ON r.position = v.position
        WHERE r.type = 'Patient' AND r.id IN (SELECT id FROM token WHERE type = 'Patient'
              AND parameter = 'identifier' AND system = 's' AND value = 'v')
        ORDER BY r.position LIMIT 101"""
    database = ServerDatabase(f"sqlite:///{central.ca_path.parent / 'central.sqlite3'}")
    with database.read_transaction() as connection:
        steps = [row[3] for row in connection.execute(text(plan))]
    database.close()
    assert any("token_search" in step for step in steps)
    assert not any(step.startswith("SCAN") for step in steps)
