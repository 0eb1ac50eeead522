"""The desk's own things: its settings, its people, and the trail of what they did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.errors import RuleBroken, StoreUnusable
from ptc_app.domain.practitioner import StaffRole
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.practitioners import Practitioners, insert_practitioner
from ptc_app.storage.settings import Settings
from tests.storage.conftest import KIOSK_CODE
from tests.support.builders import a_desk, a_practitioner, an_event

COLLEAGUE = a_practitioner("2", role=StaffRole.COORDINATOR, sign_in_name="José.R")
CONNECTION = CentralConnection("https://central.example", "PEM", "client", "secret")


@pytest.fixture
def practitioners(database: Database) -> Practitioners:
    with database.transaction() as connection:
        insert_practitioner(connection, COLLEAGUE, "1357")
    return Practitioners(database)


def test_a_setting_is_what_was_put_last(database: Database) -> None:
    settings = Settings(database)
    assert settings.get("central.url") is None
    for url in ("https://one.example", "https://two.example"):
        settings.put("central.url", url)
        assert settings.get("central.url") == url


def test_a_central_that_was_joined_is_known_and_replaced_by_the_next(database: Database) -> None:
    settings = Settings(database)
    assert (settings.central(), settings.central_url()) == (None, "")
    for central in (CONNECTION, replace(CONNECTION, url="https://two.example", ca_pem="OTHER")):
        settings.connect(central, an_event())
        assert (settings.central(), settings.central_url()) == (central, central.url)


def test_a_central_is_replaced_in_full_or_not_at_all(database: Database) -> None:
    settings = Settings(database)
    event = an_event(AuditAction.CENTRAL_JOINED, subject=CONNECTION.url)
    settings.connect(CONNECTION, event)
    database.write(
        "CREATE TEMP TRIGGER fails BEFORE INSERT ON main.setting"
        " WHEN NEW.key = 'central.client-secret' BEGIN SELECT RAISE(ABORT, 'refused'); END"
    )
    with pytest.raises(RuleBroken):
        settings.connect(replace(CONNECTION, url="https://two.example"), event)
    assert settings.central() == CONNECTION


def test_connecting_is_in_the_trail_with_what_it_changes(database: Database) -> None:
    event = an_event(AuditAction.CENTRAL_JOINED, subject=CONNECTION.url)
    Settings(database).connect(CONNECTION, event)
    *_, last = AuditTrail(database).entries()
    assert last.event == event


@pytest.mark.parametrize("part", ["url", "ca", "client-id", "client-secret"])
def test_a_central_of_which_a_part_is_missing_is_not_joined(database: Database, part: str) -> None:
    settings = Settings(database)
    settings.connect(CONNECTION, an_event())
    settings.put(f"central.{part}", "")
    assert settings.central() is None
    database.write("DELETE FROM setting WHERE key = ?", (f"central.{part}",))
    assert settings.central() is None


@pytest.mark.parametrize("lost", ["desk.site", "desk.machine", "desk.device-id"])
def test_a_store_without_its_desk_is_corrupt(database: Database, lost: str) -> None:
    assert Settings(database).workstation() == a_desk()
    database.write("DELETE FROM setting WHERE key = ?", (lost,))
    with pytest.raises(StoreUnusable, match=r"^store\.unusable\.corrupt$"):
        Settings(database).workstation()


def test_practitioners_are_found(practitioners: Practitioners) -> None:
    assert practitioners.by_sign_in_name(" jose\u0301.r ") == COLLEAGUE
    assert practitioners.by_sign_in_name("nobody") is None
    assert practitioners.all() == [a_practitioner(), COLLEAGUE]


def test_a_sign_in_name_is_taken_once(practitioners: Practitioners, database: Database) -> None:
    again = replace(a_practitioner("3"), sign_in_name="JOSÉ.R")
    with pytest.raises(RuleBroken) as error, database.transaction() as connection:
        insert_practitioner(connection, again, "1")
    assert error.value.full_code == "rule.sign-in-name-taken"
    assert len(practitioners.all()) == 2


def test_the_code_of_anyone_who_works_here_holds(practitioners: Practitioners) -> None:
    assert practitioners.whose_kiosk_code(KIOSK_CODE) == a_practitioner().id
    assert practitioners.whose_kiosk_code("1357") == COLLEAGUE.id
    assert practitioners.whose_kiosk_code("0000") is None


def test_a_kiosk_code_is_hashed_with_owasps_lower_costs(
    practitioners: Practitioners, database: Database
) -> None:
    """OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes and one lane."""
    assert len(practitioners.all()) == 2
    for row in database.read("SELECT kiosk_code_hash FROM practitioner"):
        assert row["kiosk_code_hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_trail_holds(database: Database) -> None:
    trail = AuditTrail(database)
    entry = trail.append(an_event(AuditAction.SIGN_IN_REFUSED, detail="passphrase"))
    assert entry.sequence == 2
    assert [e.event.action for e in trail.entries()] == [
        AuditAction.SITE_SET_UP,
        AuditAction.SIGN_IN_REFUSED,
    ]
    assert trail.verify()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET detail = 'x' WHERE sequence = 2",
        "UPDATE audit SET practitioner = 'x' WHERE sequence = 1",
        "UPDATE audit SET sequence = 9 WHERE sequence = 3",
        "DELETE FROM audit WHERE sequence = 2",
        "DELETE FROM audit WHERE sequence = 1",
    ],
)
def test_who_gets_past_the_triggers_is_found_out(database: Database, tampering: str) -> None:
    trail = AuditTrail(database)
    for action in (AuditAction.SIGNED_IN, AuditAction.LOCKED):
        trail.append(an_event(action))
    for trigger in ("audit_is_kept", "audit_is_frozen"):
        database.write(f"DROP TRIGGER {trigger}")
    database.write(tampering)
    assert trail.verify() is False
