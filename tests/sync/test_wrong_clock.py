"""This computer's clock is wrong: it is named and not central, and sending goes on with the clock.

"This computer's clock" of OpenSSL is the machine's, so certificates and central's Date are chosen
around it; all else gets an injected clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.audit import AuditAction
from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.errors import CentralUntrusted, ClockWrong, PtcError, SignInNeeded
from ptc_app.domain.outbox import SyncReport, WaitingReason
from ptc_app.storage.settings import Settings
from ptc_app.storage.store import Store
from ptc_app.sync.clock_check import CLOCK_TOLERANCE, date_of, is_clock_wrong
from ptc_app.sync.sync_composition import open_sync_runner
from ptc_app.sync.sync_runner import SyncRunner
from ptc_app.sync.transport import CentralClient, register_device
from tests.support.central_faults import (
    CLIENT,
    REGISTRATION_CODE,
    FaultyCentral,
    Reply,
    Served,
    refusal,
    serving,
)
from tests.support.site_runtimes import Clock, SiteFixture, a_registration, site_fixture
from tests.sync.memory import envelope

BUNDLE = envelope("a").payload
YEAR = timedelta(days=365)
INVALID_CLIENT = Reply(401, b'{"error": "invalid_client"}')


def past(authority: trustme.CA, host: str = "127.0.0.1") -> trustme.LeafCert:
    """A certificate that was valid a year ago."""
    now = utc_now()
    return authority.issue_cert(host, not_before=now - 2 * YEAR, not_after=now - YEAR / 2)


def future(authority: trustme.CA, host: str = "127.0.0.1") -> trustme.LeafCert:
    """A certificate that will be valid in a year."""
    now = utc_now()
    return authority.issue_cert(host, not_before=now + YEAR / 2, not_after=now + 2 * YEAR)


def code_of(central: CentralClient) -> str:
    """The code of the error that a request ends in."""
    with pytest.raises(PtcError) as error:
        central.send(BUNDLE)
    return error.value.full_code


# --- the certificate --------------------------------------------------------------------------


@pytest.mark.parametrize(("certificate", "off"), [(past, -YEAR), (future, YEAR)])
def test_a_certificate_that_is_valid_on_central_s_day_is_not_to_blame(
    authority: trustme.CA, served: Served, certificate: object, off: timedelta
) -> None:
    assert callable(certificate)
    served.certify(certificate(authority))
    served.central.date = utc_now() + off
    shown = utc_now()
    with (
        closing(CentralClient(served.address, CLIENT, lambda: shown)) as central,
        pytest.raises(ClockWrong) as error,
    ):
        central.send(BUNDLE)
    assert error.value.full_code == "clock.wrong"
    assert error.value.shown == shown
    assert served.central.paths == ["/fhir/metadata"]
    assert served.central.tokens == 0


@pytest.mark.parametrize("date", [None, "", "soon"])
@pytest.mark.parametrize("certificate", [past, future])
def test_a_certificate_that_is_not_valid_on_central_s_day_is_to_blame(
    authority: trustme.CA,
    served: Served,
    central: CentralClient,
    certificate: object,
    date: str | None,
) -> None:
    assert callable(certificate)
    served.certify(certificate(authority))
    served.central.date = date
    assert code_of(central) == "central.untrusted.dates"


def test_the_dates_of_a_stranger_s_certificate_are_not_looked_at(
    authority: trustme.CA, served: Served
) -> None:
    stranger = trustme.CA()
    with serving(stranger) as other:
        other.certify(past(stranger))
        other.central.date = utc_now() - YEAR
        pinned = served.address.ca_pem
        address = type(served.address)(other.address.url, pinned)
        with closing(CentralClient(address, CLIENT, utc_now)) as central:
            assert code_of(central) == "central.untrusted"
        assert other.central.paths == []


def test_a_registration_names_the_clock_too(authority: trustme.CA, served: Served) -> None:
    served.certify(past(authority))
    served.central.date = utc_now() - YEAR
    with pytest.raises(ClockWrong):
        register_device(
            served.address, utc_now, registration_code=REGISTRATION_CODE, site="s", device="d"
        )


def test_it_goes_on_once_the_dates_fit(
    authority: trustme.CA, served: Served, central: CentralClient
) -> None:
    served.certify(past(authority))
    served.central.date = utc_now() - YEAR
    assert code_of(central) == "clock.wrong"
    served.certify(authority.issue_cert("127.0.0.1"))
    served.central.date = None
    assert central.send(BUNDLE).status == 200


# --- what central answers ---------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24 * 400])
def test_a_refusal_while_the_clocks_differ_is_the_clock_s(served: Served, minutes: int) -> None:
    clock = Clock(utc_now() + timedelta(minutes=minutes))
    with closing(CentralClient(served.address, CLIENT, clock)) as central:
        served.central.token_faults.append(INVALID_CLIENT)
        assert code_of(central) == "clock.wrong"
        served.central.faults.extend([Reply(401), Reply(401)])
        assert code_of(central) == "clock.wrong"
        clock.now = utc_now()
        assert central.send(BUNDLE).status == 200


@pytest.mark.parametrize("minutes", [-4, 0, 4])
def test_a_refusal_while_the_clocks_agree_is_of_the_credentials(
    served: Served, minutes: int
) -> None:
    clock = Clock(utc_now() + timedelta(minutes=minutes))
    with closing(CentralClient(served.address, CLIENT, clock)) as central:
        served.central.token_faults.append(INVALID_CLIENT)
        with pytest.raises(SignInNeeded):
            central.send(BUNDLE)


def test_a_clock_that_is_wrong_stops_nothing_that_central_takes(served: Served) -> None:
    clock = Clock(utc_now() + 10 * YEAR)
    with closing(CentralClient(served.address, CLIENT, clock)) as central:
        assert central.send(BUNDLE).status == 200


def test_a_token_that_seems_valid_for_years_is_replaced(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    """As one fetched while the clock was years ahead."""
    faulty.token_lifetime = 999_999_999
    central.send(BUNDLE)
    faulty.valid_tokens.clear()
    assert central.send(BUNDLE).status == 200
    assert faulty.tokens == 2


@pytest.mark.parametrize("text", ["", "soon", "Thu, 99 Jan 2026 00:00:00 GMT"])
def test_a_date_that_is_none_says_nothing_of_the_clock(text: str) -> None:
    sent_at = date_of({"Date": text})
    assert sent_at is None
    assert not is_clock_wrong(sent_at, utc_now())
    assert date_of({}) is None


def test_clocks_may_differ_by_the_tolerance() -> None:
    sent_at = date_of({"Date": "Thu, 26 Nov 2026 03:00:00 GMT"})
    assert sent_at == datetime(2026, 11, 26, 3, tzinfo=UTC)
    assert not is_clock_wrong(sent_at, sent_at + CLOCK_TOLERANCE)
    assert is_clock_wrong(sent_at, sent_at + CLOCK_TOLERANCE + timedelta(seconds=1))
    assert is_clock_wrong(sent_at, sent_at - CLOCK_TOLERANCE - timedelta(seconds=1))


# --- a site that goes on ----------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, served: Served) -> Iterator[SiteFixture]:
    """A site that is connected, with one record that waits."""
    with site_fixture(tmp_path / "site") as site:
        site.clock.now = utc_now()
        address = served.address
        connection = CentralConnection(
            address.url, address.ca_pem, CLIENT.client_id, CLIENT.client_secret
        )
        audit = site.services.session_context.audit_event(AuditAction.CENTRAL_JOINED)
        Settings(site.database).connect(connection, audit)
        site.services.participants.register(a_registration())
        yield site


@pytest.fixture
def runner(site: SiteFixture) -> SyncRunner:
    """A runner over its store, which the site closes."""
    runner = open_sync_runner(Store(site.database), site.clock)
    assert runner is not None
    return runner


def reasons(site: SiteFixture) -> list[str]:
    return [stream.reason for stream in site.outbox.waiting(limit=9)]


def test_what_waits_for_the_clock_leaves_when_it_is_right(
    authority: trustme.CA, served: Served, site: SiteFixture, runner: SyncRunner
) -> None:
    served.certify(past(authority))
    served.central.date = utc_now() - YEAR
    for _ in range(3):
        assert runner.probe_and_sync().away is WaitingReason.CLOCK_WRONG
    assert reasons(site) == [WaitingReason.CLOCK_WRONG]
    served.certify(authority.issue_cert("127.0.0.1"))
    served.central.date = None
    assert runner.probe_and_sync() == SyncReport(delivered=1)


def test_a_certificate_out_of_its_dates_is_waited_for(
    authority: trustme.CA, served: Served, site: SiteFixture, runner: SyncRunner
) -> None:
    served.certify(past(authority))
    assert runner.probe_and_sync().away is WaitingReason.CERTIFICATE_DATES
    assert reasons(site) == [WaitingReason.CERTIFICATE_DATES]
    served.certify(authority.issue_cert("127.0.0.1"))
    assert runner.probe_and_sync() == SyncReport(delivered=1)


@pytest.mark.parametrize("off", [10 * YEAR, -10 * YEAR])
def test_waits_by_a_wrong_clock_end_with_it(
    served: Served, site: SiteFixture, runner: SyncRunner, off: timedelta
) -> None:
    site.clock.now += off
    for _ in range(4):
        served.central.token_faults.append(INVALID_CLIENT)
        site.clock.pass_by(minutes=16)
        served.central.token_faults.append(INVALID_CLIENT)
        assert runner.probe_and_sync().away is WaitingReason.CLOCK_WRONG
    served.central.token_faults.clear()
    site.clock.now = utc_now()
    assert runner.probe_and_sync() == SyncReport(delivered=1)


def test_a_wait_that_central_asked_for_ends_with_the_wrong_clock(
    served: Served, site: SiteFixture, runner: SyncRunner
) -> None:
    site.clock.now += 10 * YEAR
    served.central.faults.extend([None, Reply(503, headers={"Retry-After": "900"})])
    assert runner.probe_and_sync().postponed == 1
    site.clock.now = utc_now()
    assert runner.probe_and_sync() == SyncReport(delivered=1)


@pytest.mark.parametrize(
    ("off", "reason"), [(YEAR, WaitingReason.CLOCK_WRONG), (0 * YEAR, WaitingReason.SIGN_IN)]
)
def test_a_forbidden_request_is_the_clock_s_where_the_clocks_differ(
    served: Served, site: SiteFixture, runner: SyncRunner, off: timedelta, reason: WaitingReason
) -> None:
    site.clock.now += off
    served.central.faults.extend([None, refusal(403)])
    assert runner.probe_and_sync().postponed == 1
    assert reasons(site) == [reason]
    site.clock.now = utc_now() + timedelta(minutes=20)
    assert runner.probe_and_sync().delivered == 1


def test_a_stranger_with_no_dates_is_still_a_stranger(authority: trustme.CA) -> None:
    with serving(authority, host="central.example") as served:
        url = served.address.url.replace("central.example", "127.0.0.1")
        address = type(served.address)(url, served.address.ca_pem)
        with (
            closing(CentralClient(address, CLIENT, utc_now)) as central,
            pytest.raises(CentralUntrusted),
        ):
            central.send(BUNDLE)
