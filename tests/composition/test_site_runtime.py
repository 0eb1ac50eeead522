"""One site, wired: in, out, and to central."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import (
    PRACTICE_SITE,
    PracticeCentral,
    PracticeSite,
    practice_store_key,
    set_up_practice_site,
)
from ptc_app.commands.practice_command import sign_in_instructions
from ptc_app.domain.audit import AuditAction
from ptc_app.domain.central_connection import CentralConnection, CentralInvitation
from ptc_app.domain.errors import CentralUnreachable, SignInNeeded, StoreLocked
from ptc_app.domain.outbox import SyncReport, WaitingReason
from ptc_app.paths import DataDir
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.settings import Settings
from ptc_central.server import serve


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on its first day."""
    root = tmp_path_factory.mktemp("site")
    set_up_practice_site(SiteRuntime(DataDir(root)))
    return root


@pytest.fixture
def site(made: Path, tmp_path: Path) -> SiteRuntime:
    """On a copy of it."""
    return SiteRuntime(DataDir(Path(shutil.copytree(made, tmp_path / "site"))))


def settled(site: SiteRuntime) -> CentralConnection | None:
    """The central that is kept."""
    database = Database(site.data.store, practice_store_key(site))
    try:
        return Settings(database).central()
    finally:
        database.close()


def test_who_comes_in_is_in_the_trail_and_named_on_all_they_do(site: SiteRuntime) -> None:
    key = practice_store_key(site)
    services = site.open(key, f" {PRACTICE_SITE.sign_in_name.upper()} ")
    site.close_store()
    assert services.author.practitioner.name == PRACTICE_SITE.name
    assert services.author.workstation.site == PRACTICE_SITE.site
    database = Database(site.data.store, key)
    *_, last = AuditTrail(database).entries()
    database.close()
    assert (last.event.action, last.event.practitioner) == (
        AuditAction.SIGNED_IN,
        services.author.practitioner.id,
    )


def test_the_key_alone_lets_nobody_in(site: SiteRuntime) -> None:
    key = practice_store_key(site)
    with pytest.raises(StoreLocked):
        site.open(key, "somebody else")
    site.close_store()
    assert site.sync() == SyncReport(away=WaitingReason.NOT_CONNECTED)


def test_nothing_is_carried_before_a_central_is_known(site: SiteRuntime) -> None:
    site.open(practice_store_key(site), PRACTICE_SITE.sign_in_name)
    assert site.sync() == SyncReport(away=WaitingReason.NOT_CONNECTED)
    site.close_sync()
    site.close_store()


def test_a_device_registers_once_wherever_central_moves(site: SiteRuntime, tmp_path: Path) -> None:
    key = practice_store_key(site)
    with serve(tmp_path / "central") as central:
        asked = CentralInvitation(
            central.url, central.ca_path.read_text(), central.registration_code
        )
        site.join_central(key, PRACTICE_SITE.sign_in_name, asked)
        first = settled(site)
        assert first is not None
        assert (first.url, first.ca_pem) == (central.url, central.ca_path.read_text())
        assert first.client_secret not in repr(first)
        url = central.url.replace("127.0.0.1", "localhost")
        moved = replace(asked, url=f"{url}/", registration_code="")
        site.join_central(key, PRACTICE_SITE.sign_in_name, moved)
    assert settled(site) == replace(first, url=url)


def test_a_refused_registration_leaves_the_central_that_is_known(
    site: SiteRuntime, tmp_path: Path
) -> None:
    key = practice_store_key(site)
    with serve(tmp_path / "one") as one, serve(tmp_path / "other") as other:
        asked = CentralInvitation(one.url, one.ca_path.read_text(), one.registration_code)
        site.join_central(key, PRACTICE_SITE.sign_in_name, asked)
        before = settled(site)
        refused = CentralInvitation(other.url, other.ca_path.read_text(), "wrong")
        with pytest.raises(SignInNeeded):
            site.join_central(key, PRACTICE_SITE.sign_in_name, refused)
    assert settled(site) == before


def test_a_known_central_is_looked_for(site: SiteRuntime, tmp_path: Path) -> None:
    key = practice_store_key(site)
    with serve(tmp_path / "central") as central:
        asked = CentralInvitation(
            central.url, central.ca_path.read_text(), central.registration_code
        )
        site.join_central(key, PRACTICE_SITE.sign_in_name, asked)
        site.open(key, PRACTICE_SITE.sign_in_name)
        assert site.sync() == SyncReport(has_more=True)
        assert site.sync() == SyncReport()
        site.close_sync()
        site.close_store()


def test_practising_prepares_nothing_before_the_first_page(tmp_path: Path) -> None:
    site = PracticeSite(SiteRuntime(DataDir(tmp_path / "site")))
    assert site.is_set_up()
    site.close()
    assert not (tmp_path / "site").exists()


def test_practising_sets_its_site_up_when_its_sign_in_is_first_used(tmp_path: Path) -> None:
    with closing(PracticeSite(SiteRuntime(DataDir(tmp_path / "site")))) as site:
        key = site.sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)
    assert key == practice_store_key(SiteRuntime(DataDir(tmp_path / "site")))


def test_practising_joins_its_central_after_sign_in_and_ends_it_with_itself(
    site: SiteRuntime,
) -> None:
    site.data.practice.touch()
    with closing(PracticeSite(site)) as practice:
        key = practice.sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)
        assert practice.sync().away is WaitingReason.NOT_CONNECTED
        practice.open(key, PRACTICE_SITE.sign_in_name)
        assert practice.sync().away is None
        practice.close_sync()
        practice.close_store()
    central = settled(site)
    assert central is not None
    invitation = CentralInvitation(central.url, f"{central.ca_pem}\n", "a code")
    with pytest.raises(CentralUnreachable):
        site.join_central(key, PRACTICE_SITE.sign_in_name, invitation)


def test_what_everyone_may_read_is_enough_to_sign_in() -> None:
    for said in (PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase, PRACTICE_SITE.kiosk_code):
        assert said in sign_in_instructions()


def test_a_central_that_does_not_start_says_so(tmp_path: Path) -> None:
    (tmp_path / "central").write_text("a file where its folder should be")
    with pytest.raises(CentralUnreachable) as error:
        _ = PracticeCentral(tmp_path / "central").invitation
    assert error.value.full_code == "central.unreachable.practice"
