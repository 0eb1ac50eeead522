"""Search: parameters, order, pages."""

import json
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import text

from ptc_central.storage.server_database import ServerDatabase

SYSTEM = "https://clinic.example/id"


@pytest.fixture
def family(device, number):
    """Three patients of one tag, oldest first."""
    made = []
    for turn in range(3):
        patient = {
            "resourceType": "Patient",
            "id": f"{number}-{turn}",
            "meta": {"tag": [{"system": "https://clinic.example/site", "code": number}]},
            "identifier": [{"system": SYSTEM, "value": f"{number}|{turn},"}, {"value": number}],
        }
        made.append(device.put(f"Patient/{number}-{turn}", patient).json())
    return made


def _ids(bundle):
    return [entry["resource"]["id"] for entry in bundle.get("entry", [])]


def _found(device, query):
    return _ids(device.get(f"Patient?{query}").json())


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ("identifier={system}|{number}\\|1\\,", [1]),
        ("identifier={number}\\|1\\,,{number}\\|2\\,", [1, 2]),
        ("identifier=|{number}", [0, 1, 2]),
        ("identifier={number}", [0, 1, 2]),
        ("identifier={system}|&_tag={number}", [0, 1, 2]),
        ("identifier={system}|{number}", []),
        ("_tag=https://clinic.example/site|{number}", [0, 1, 2]),
        ("_tag=elsewhere|{number}", []),
        ("_id={number}-0,{number}-2,none", [0, 2]),
        ("_id={number}-0&_tag={number}", [0]),
        ("_tag={number}&_sort=_lastUpdated&_total=accurate", [0, 1, 2]),
        ("_tag={number}&_sort=-_lastUpdated", [2, 1, 0]),
        ("_tag={number}&_lastUpdated=ge2000-01-01&_lastUpdated=lt2500-01-01", [0, 1, 2]),
        ("_tag={number}&_lastUpdated=gt2500-01-01T00:00Z", []),
        ("_tag={number}&_lastUpdated=2500-01-01T00:00:00.5Z", []),
        ("_tag={number}&_lastUpdated=ne2500-01-01", [0, 1, 2]),
    ],
)
def test_parameters(device, family, number, query, turns):
    found = _found(device, query.format(system=SYSTEM, number=number))
    assert found == [f"{number}-{turn}" for turn in turns]


def test_last_updated_is_exact_to_the_millisecond(device, family, number):
    moment = family[1]["meta"]["lastUpdated"]
    later = (datetime.fromisoformat(moment) + timedelta(milliseconds=1)).isoformat()
    same = [one["id"] for one in family if one["meta"]["lastUpdated"] == moment]
    assert _found(device, f"_tag={number}&_lastUpdated={moment}") == same
    assert same[-1] not in _found(device, f"_tag={number}&_lastUpdated=gt{moment}")
    assert same[-1] not in _found(device, f"_tag={number}&_lastUpdated=ge{quote(later)}")
    assert same[-1] in _found(device, f"_tag={number}&_lastUpdated=le{moment}")


def test_identifier_may_be_one_object(device, number):
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "identifier": {"system": SYSTEM, "value": number},
    }
    device.post("QuestionnaireResponse", response)
    assert device.total(f"QuestionnaireResponse?identifier={SYSTEM}|{number}") == 1


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
def test_references_and_urls(device, number, kind, element, search):
    filled = json.loads(json.dumps(element).replace("{}", number))
    device.post(kind, {"resourceType": kind, "status": "active", **filled})
    assert device.total(f"{kind}?{search.format(number)}") == 1


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
def test_what_is_not_understood_is_refused(device, query):
    response = device.get(f"Patient?{query}")
    assert response.status_code == 400
    assert response.json()["resourceType"] == "OperationOutcome"


def test_a_subject_is_named_with_its_type(device):
    assert device.get("Observation?subject=1").status_code == 400


@pytest.mark.parametrize("query", ["_summary=count", "_count=0"])
def test_the_count_alone(device, family, number, query):
    bundle = device.get(f"Patient?_tag={number}&{query}").json()
    assert (bundle["type"], bundle["total"]) == ("searchset", 3)
    assert "entry" not in bundle


@pytest.mark.parametrize("order", ["_lastUpdated", "-_lastUpdated"])
def test_pages(device, family, number, order):
    bundle = device.get(f"Patient?_tag={number}&_count=2&_sort={order}").json()
    assert bundle["total"] == 3
    following = _next(bundle)
    assert following.startswith(f"{device.central.url}/fhir/Patient?")
    rest = device.session.get(following, timeout=30).json()
    assert rest["total"] == 3
    assert _next(rest) is None
    assert sorted(_ids(bundle) + _ids(rest)) == sorted(one["id"] for one in family)
    assert bundle["entry"][0]["fullUrl"] == f"{device.central.url}/fhir/Patient/{_ids(bundle)[0]}"


def test_pages_miss_nothing_while_more_arrives(device, family, number):
    tag = [{"system": "https://clinic.example/site", "code": number}]
    url = f"{device.central.url}/fhir/Patient?_tag={number}&_count=1"
    seen = []
    while url is not None:
        bundle = device.session.get(url, timeout=30).json()
        seen += _ids(bundle)
        if len(seen) < 10:
            device.post("Patient", {"resourceType": "Patient", "meta": {"tag": tag}})
        url = _next(bundle)
    assert len(seen) == len(set(seen)) == 12
    assert seen[:3] == [one["id"] for one in family]


def test_a_change_while_paging_is_seen_again_and_hides_nothing(device, family, number):
    bundle = device.get(f"Patient?_tag={number}&_count=1").json()
    device.put(f"Patient/{number}-0", {**family[0], "active": True})
    rest = device.session.get(_next(bundle).replace("_count=1", "_count=9"), timeout=30).json()
    assert _ids(rest) == [f"{number}-1", f"{number}-2", f"{number}-0"]


def _next(bundle):
    links = {link["relation"]: link["url"] for link in bundle["link"]}
    return links.get("next")


def test_a_search_walks_indexes_alone(device, family, number, central):
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
