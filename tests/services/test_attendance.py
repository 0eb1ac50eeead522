"""What the trail says of who came to the desk, who left it, and who was not let in."""

from __future__ import annotations

from ptc_app.domain.audit import Action
from tests.support.house import House


def test_the_trail_says_who_came_and_left_and_how_many_were_refused(house: House) -> None:
    trail = house.trail
    before = len(list(trail.entries()))
    attendance = house.clinic.attendance
    attendance.came(refused=3)
    attendance.left()
    attendance.came()
    said = [(entry.event.action, entry.event.detail) for entry in trail.entries()][before:]
    assert said == [
        (Action.SIGN_IN_REFUSED, "3"),
        (Action.SIGNED_IN, ""),
        (Action.LOCKED, ""),
        (Action.SIGNED_IN, ""),
    ]
    assert trail.verify()
