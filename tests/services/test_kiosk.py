"""The kiosk in a participant's hands, and the page that says what this site is."""

from __future__ import annotations

import pytest

from ptc_app.domain.audit import Action
from ptc_app.storage.settings import Settings
from tests.support.house import SETUP, House


def last_actions(house: House, count: int) -> list[tuple[Action, str, str]]:
    events = [entry.event for entry in house.trail.entries()]
    return [(event.action, event.subject, event.detail) for event in events][-count:]


def test_the_staff_code_takes_the_kiosk_back_and_the_trail_says_whose_it_was(house: House) -> None:
    visit = house.open_visit()
    with house.writes(audit=2):
        house.clinic.kiosk.hand_over(visit.id)
        assert house.clinic.kiosk.take_back(visit.id, SETUP.kiosk_code)
    assert last_actions(house, 2) == [
        (Action.KIOSK_HANDED_OVER, visit.id, ""),
        (Action.KIOSK_TAKEN_BACK, visit.id, house.clinic.author.practitioner.id),
    ]


@pytest.mark.parametrize("code", ["", "246811", "24681", "2468100", "ana.o"])
def test_a_wrong_code_leaves_the_kiosk_where_it_is_and_shows_in_the_trail(
    house: House, code: str
) -> None:
    visit = house.open_visit()
    with house.writes(audit=1):
        assert not house.clinic.kiosk.take_back(visit.id, code)
    assert last_actions(house, 1) == [(Action.SIGN_IN_REFUSED, visit.id, "")]


def test_the_site_is_shown_as_it_was_set_up(house: House) -> None:
    view = house.clinic.site.view()
    assert (view.desk.site, view.desk.machine) == (SETUP.site, SETUP.machine)
    assert [someone.name for someone in view.practitioners] == [SETUP.name]
    assert (view.central, view.uses_keyring) == ("", False)
    assert view.program_version == house.clinic.program.manifest.version


def test_the_central_a_site_is_connected_to_is_shown(house: House) -> None:
    Settings(house.database).put("central.url", "https://central.example")
    assert house.clinic.site.view().central == "https://central.example"
