"""What the page and the counts show."""

import re

SITE = "https://clinic.example/site"


def test_the_page_shows_what_arrived_and_no_names(device, stranger, number):
    patient = {
        "resourceType": "Patient",
        "id": number,
        "meta": {"tag": [{"system": SITE, "code": "north <1>"}, {"code": "desk"}]},
        "name": [{"family": "Mustermann"}],
    }
    device.put(f"Patient/{number}", patient)
    response = stranger.call("GET", "/")
    assert response.headers["Content-Type"].startswith("text/html")
    assert "script" not in response.text
    assert number in response.text
    assert "north &lt;1&gt;, desk" in response.text
    assert "Mustermann" not in response.text


def test_the_page_shows_the_latest_fifty(device, stranger):
    entry = {
        "resource": {"resourceType": "Location"},
        "request": {"method": "POST", "url": "Location"},
    }
    device.transaction(*[entry] * 51)
    assert len(re.findall(r'<td class="id">', stranger.call("GET", "/").text)) == 50


def test_counts_need_a_token(device, stranger):
    device.post("Organization", {"resourceType": "Organization"})
    assert device.call("GET", "/counts").json()["Organization"] >= 1
    assert stranger.call("GET", "/counts").status_code == 401
