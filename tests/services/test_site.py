"""Who works here: added by an administrator, with a key of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.workstation import SiteSupport
from ptc_app.services.site import NewPractitioner, SiteService
from tests.support.builders import SUPPORT
from tests.support.site_runtimes import HeldKeys, SiteFixture

BEN = NewPractitioner(
    "Ben Cole", " ben ", StaffRole.COORDINATOR, "four quiet green boats", "135790"
)


@pytest.fixture
def keys() -> HeldKeys:
    return HeldKeys()


@pytest.fixture
def site_service(site: SiteFixture, keys: HeldKeys) -> SiteService:
    return replace(site.services.site, keys=keys)


def test_someone_new_may_sign_in_and_is_in_the_trail(
    site: SiteFixture, site_service: SiteService, keys: HeldKeys
) -> None:
    new = site_service.add(BEN)
    assert (new.name, new.sign_in_name, new.role) == ("Ben Cole", "ben", StaffRole.COORDINATOR)
    assert keys.admitted == {"ben": BEN.passphrase}
    assert new in site_service.view().practitioners
    assert site.services.kiosk.practitioners.whose_kiosk_code(BEN.kiosk_code) == new.id
    last = list(site.trail.entries())[-1].event
    assert (last.action, last.subject, last.detail) == (AuditAction.PRACTITIONER_ADDED, new.id, "")


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
    site: SiteFixture, site_service: SiteService, keys: HeldKeys, change: dict[str, Any], code: str
) -> None:
    with site.writes_nothing(), pytest.raises(RuleBroken, match=rf"^rule\.{code}$"):
        site_service.add(replace(BEN, **change))
    assert not keys.admitted


def test_nobody_s_passphrase_is_replaced_by_a_namesake(
    site_service: SiteService, keys: HeldKeys
) -> None:
    site_service.add(BEN)
    keys.admitted.clear()
    with pytest.raises(RuleBroken, match=r"^rule\.sign-in-name-taken$"):
        site_service.add(replace(BEN, sign_in_name="BEN"))
    assert not keys.admitted


def test_a_kiosk_code_says_who_took_the_kiosk_back(
    site: SiteFixture, site_service: SiteService, keys: HeldKeys
) -> None:
    site_service.add(BEN)
    keys.admitted.clear()
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.kiosk-code-taken$"):
        site_service.add(replace(BEN, sign_in_name="cleo"))
    assert not keys.admitted


def test_only_an_administrator_adds_practitioners(
    site_service: SiteService, keys: HeldKeys
) -> None:
    practitioner = replace(
        site_service.session_context.author.practitioner, role=StaffRole.COORDINATOR
    )
    author = replace(site_service.session_context.author, practitioner=practitioner)
    coordinator_s = replace(
        site_service, session_context=replace(site_service.session_context, author=author)
    )
    assert not coordinator_s.view().may_change
    with pytest.raises(RuleBroken, match=r"^rule\.administrators-only$"):
        coordinator_s.add(BEN)
    with pytest.raises(RuleBroken, match=r"^rule\.administrators-only$"):
        coordinator_s.change_support(SiteSupport("Ben Cole", "210 555 0188"))
    assert not keys.admitted


def test_a_changed_contact_of_site_support_is_stored_and_in_the_trail(
    site: SiteFixture, site_service: SiteService
) -> None:
    assert site_service.support() == SUPPORT
    stored = site_service.change_support(SiteSupport(" Help desk ", "(210) 555-0188 ext. 4"))
    assert stored == SiteSupport("Help desk", "+1 210-555-0188 ext. 4")
    assert site_service.support() == site_service.view().support == stored
    last = list(site.trail.entries())[-1].event
    assert last.action is AuditAction.SITE_SUPPORT_CHANGED
    assert last.subject == "Help desk, +1 210-555-0188 ext. 4"
    assert last.detail == f"{SUPPORT.name}, {SUPPORT.phone}"


def test_the_same_contact_again_writes_nothing(
    site: SiteFixture, site_service: SiteService
) -> None:
    with site.writes_nothing():
        assert site_service.change_support(SiteSupport("Pat Lee ", "210-555-0100")) == SUPPORT


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (SiteSupport(" ", "210 555 0100"), "support-incomplete"),
        (SiteSupport("Pat Lee", " "), "support-incomplete"),
        (SiteSupport("Pat Lee", "call me"), "phone-invalid"),
        (SiteSupport("\u00ad", "210 555 0100"), "text-unprintable"),
        (SiteSupport("P" * 121, "210 555 0100"), "text-too-long"),
    ],
)
def test_a_contact_that_nobody_could_call_is_refused(
    site: SiteFixture, site_service: SiteService, typed: SiteSupport, code: str
) -> None:
    with site.writes_nothing(), pytest.raises(RuleBroken, match=rf"^rule\.{code}$"):
        site_service.change_support(typed)
