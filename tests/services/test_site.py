"""Who works here: added by an administrator, with a key of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ptc_app.domain.audit import Action
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.practitioner import Role
from ptc_app.services.site import NewPractitioner, Site
from tests.support.house import HeldKeys, House

BEN = NewPractitioner("Ben Cole", " ben ", Role.COORDINATOR, "four quiet green boats", "135790")


@pytest.fixture
def keys() -> HeldKeys:
    return HeldKeys()


@pytest.fixture
def site(house: House, keys: HeldKeys) -> Site:
    return replace(house.clinic.site, keys=keys)


def test_someone_new_may_sign_in_and_is_in_the_trail(
    house: House, site: Site, keys: HeldKeys
) -> None:
    new = site.add(BEN)
    assert (new.name, new.sign_in_name, new.role) == ("Ben Cole", "ben", Role.COORDINATOR)
    assert keys.admitted == {"ben": BEN.passphrase}
    assert new in site.view().practitioners
    assert house.clinic.kiosk.practitioners.whose_kiosk_code(BEN.kiosk_code) == new.id
    last = list(house.trail.entries())[-1].event
    assert (last.action, last.subject) == (Action.PRACTITIONER_ADDED, new.id)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "setup-incomplete"),
        ({"sign_in_name": ""}, "setup-incomplete"),
        ({"passphrase": "short"}, "passphrase-short"),
        ({"kiosk_code": "12345"}, "kiosk-code-short"),
    ],
)
def test_what_is_missing_or_too_short_is_refused(
    house: House, site: Site, keys: HeldKeys, change: dict[str, str], code: str
) -> None:
    with house.writes_nothing(), pytest.raises(RuleBroken, match=code):
        site.add(replace(BEN, **change))  # type: ignore[arg-type]
    assert not keys.admitted


def test_nobody_s_passphrase_is_replaced_by_a_namesake(site: Site, keys: HeldKeys) -> None:
    site.add(BEN)
    keys.admitted.clear()
    with pytest.raises(RuleBroken, match="sign-in-name-taken"):
        site.add(replace(BEN, sign_in_name="BEN"))
    assert not keys.admitted


def test_only_an_administrator_adds_practitioners(site: Site, keys: HeldKeys) -> None:
    practitioner = replace(site.working.author.practitioner, role=Role.COORDINATOR)
    author = replace(site.working.author, practitioner=practitioner)
    coordinator_s = replace(site, working=replace(site.working, author=author))
    assert not coordinator_s.view().may_add
    with pytest.raises(RuleBroken, match="administrators-only"):
        coordinator_s.add(BEN)
    assert not keys.admitted
