"""Requests to central: the pinned certificate, the token, and answers that are cut."""

from __future__ import annotations

import gzip
import socket
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.errors import CentralUnreachable, CentralUntrusted, SignInNeeded
from ptc_app.sync import pinned_session
from ptc_app.sync.exactly_once_check import search_total
from ptc_app.sync.pinned_session import CentralAddress, _PinnedAdapter
from ptc_app.sync.raw_central_response import RawCentralResponse
from ptc_app.sync.transport import CentralClient, CentralCredentials, register_device
from tests.support.central_faults import (
    CLIENT,
    PORTAL,
    REGISTRATION_CODE,
    Cut,
    FaultyCentral,
    Reply,
    Served,
    Silence,
    serving,
)
from tests.sync.dripping import dripping
from tests.sync.memory import envelope
from tests.sync.tunnel import tunnel

BUNDLE = envelope("a").payload
DEEP = b'{"more":' + b"[" * 200_000
LATIN = '{"resourceType": "Bündel"}'.encode("latin-1")
NO_COUNTS = [
    PORTAL,
    Reply(404),
    *(Reply(200, body) for body in (b"{}", b'{"total": 3}', b"[3]", DEEP, LATIN)),
]
LARGE = envelope("a", padding="x" * 20_000).payload


def test_one_connection_and_one_token_serve_many_requests(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    assert [central.send(BUNDLE).status for _ in range(3)] == [200, 200, 200]
    assert (faulty.connections, faulty.tokens) == (1, 1)


def test_fhir_is_sent_and_asked_for_as_fhir(central: CentralClient, faulty: FaultyCentral) -> None:
    central.send(BUNDLE)
    assert faulty.media_types == [("application/fhir+json", "application/fhir+json")]


def test_a_token_that_is_no_longer_taken_is_replaced_once(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    central.send(BUNDLE)
    faulty.valid_tokens.clear()
    assert central.send(BUNDLE).status == 200
    assert faulty.tokens == 2


def test_a_new_token_that_is_not_taken_needs_a_sign_in(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    faulty.faults.extend([Reply(401), Reply(401)])
    with pytest.raises(SignInNeeded):
        central.send(BUNDLE)
    assert faulty.tokens == 2


def test_a_token_near_its_end_is_renewed_before_it_is_used(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    faulty.token_lifetime = 30
    central.send(BUNDLE)
    faulty.valid_tokens.clear()
    assert central.send(BUNDLE).status == 200
    assert faulty.paths.count("/fhir") == 2


def test_a_renewal_that_is_refused_needs_a_sign_in(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    faulty.token_lifetime = 30
    central.send(BUNDLE)
    faulty.token_faults.append(Reply(401, b'{"error": "invalid_client"}'))
    with pytest.raises(SignInNeeded):
        central.send(BUNDLE)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Reply(429, b'{"error": "slow_down"}'), "busy"),
        (Reply(429), "busy"),
        (Reply(500, b'{"error": "server_error"}'), "busy"),
        (Reply(503), "busy"),
        (Reply(404, b"<html>"), "nonsense"),
        (Reply(302, headers={"Location": "http://portal.invalid/"}), "nonsense"),
        (PORTAL, "nonsense"),
    ],
)
def test_a_token_that_is_not_given_says_nothing_of_the_credentials(
    central: CentralClient, faulty: FaultyCentral, fault: Reply, reason: str
) -> None:
    faulty.token_faults.append(fault)
    with pytest.raises(CentralUnreachable, match=rf"^central\.unreachable\.{reason}$"):
        central.send(BUNDLE)
    assert central.send(BUNDLE).status == 200


@pytest.mark.parametrize(
    "said",
    [
        b"[]",
        b"{}",
        b'{"access_token": 5}',
        b'{"access_token": "a b"}',
        '{"access_token": "é"}'.encode("latin-1"),
        b'{"access_token": "a", "token_type": 5}',
        b'{"access_token": "a", "token_type": "mac"}',
        b'{"access_token": "a", "expires_in": 1e400}',
        b'{"access_token": "a", "expires_in": "soon"}',
        b'{"access_token": "a", "expires_in": []}',
        b'{"access_token": "a", "expires_in": -1}',
        b'{"access_token": "a", "expires_in": 1000000000}',
        DEEP,
    ],
    ids=range(13),
)
@pytest.mark.parametrize("status", [200, 400])
def test_a_token_that_makes_no_sense_is_not_kept(
    central: CentralClient, faulty: FaultyCentral, said: bytes, status: int
) -> None:
    faulty.token_faults.append(Reply(status, said))
    with pytest.raises(CentralUnreachable, match=r"^central\.unreachable\.nonsense$"):
        central.send(BUNDLE)
    assert central.send(BUNDLE).status == 200


@pytest.mark.parametrize("more", [b"", b', "expires_in": "3600"', b', "expires_in": 999999999'])
def test_a_token_may_leave_out_what_is_optional(
    central: CentralClient, faulty: FaultyCentral, more: bytes
) -> None:
    faulty.token_faults.append(Reply(200, b'{"access_token": "mine"' + more + b"}"))
    faulty.valid_tokens.add("Bearer mine")
    assert central.send(BUNDLE).status == 200
    assert faulty.tokens == 0


def test_of_a_huge_token_only_32_mebibytes_are_read(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    packed = gzip.compress(b'{"access_token": "a"}' + b" " * (40 * 2**20) + b"!")
    faulty.token_faults.append(Reply(200, packed, {"Content-Encoding": "gzip"}))
    faulty.valid_tokens.add("Bearer a")
    assert central.send(BUNDLE).status == 200
    assert faulty.tokens == 0


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_credentials_are_never_shown_elsewhere(
    authority: trustme.CA, central: CentralClient, faulty: FaultyCentral, status: int
) -> None:
    with serving(authority) as other:
        away = {"Location": f"{other.address.url}/token"}
        faulty.token_faults.append(Reply(status, b"{}", away))
        with pytest.raises(CentralUnreachable, match=r"^central\.unreachable\.nonsense$"):
            central.send(BUNDLE)
        faulty.faults.append(Reply(status, b"{}", away))
        assert central.send(BUNDLE).status == status
    assert other.central.connections == 0


def test_where_a_redirect_leads_is_not_even_read(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    faulty.faults.append(Reply(302, headers={"Location": "https://["}))
    assert central.send(BUNDLE).status == 302


@pytest.mark.parametrize(
    "beginning", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"]
)
def test_an_answer_that_drips_comes_to_an_end(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.setattr(pinned_session, "_RESPONSE_LIMIT", 0.2)
    with dripping(authority, beginning) as address:
        central = CentralClient(address, CLIENT, utc_now)
        with pytest.raises(CentralUnreachable, match=r"^central\.unreachable\.slow$"):
            central.send(BUNDLE)
        central.close()
    with dripping(authority, beginning) as address, pytest.raises(CentralUnreachable):
        register_device(
            address, utc_now, registration_code=REGISTRATION_CODE, site="site-1", device="desk-1"
        )


def test_a_wrong_secret_answered_with_400_needs_a_sign_in(served: Served) -> None:
    central = CentralClient(served.address, CentralCredentials("device-1", "wrong"), utc_now)
    with pytest.raises(SignInNeeded):
        central.send(BUNDLE)
    central.close()


@pytest.mark.parametrize(
    "fault", [Cut(), Cut(5), Cut(0), Cut(0, has_length=False), Silence(), Silence(stores=True)]
)
def test_what_is_not_a_whole_answer_is_none(
    central: CentralClient, faulty: FaultyCentral, fault: Cut | Silence
) -> None:
    faulty.faults.append(fault)
    with pytest.raises(CentralUnreachable):
        central.send(BUNDLE)


def test_a_request_without_an_answer_is_broken_off(served: Served, faulty: FaultyCentral) -> None:
    central = CentralClient(served.address, CLIENT, utc_now, timeouts=(3600.0, 3600.0))
    faulty.faults.append(Silence())
    raised: list[str] = []

    def send() -> None:
        try:
            central.send(BUNDLE)
        except CentralUnreachable as error:
            raised.append(error.full_code)

    sender = threading.Thread(target=send)
    sender.start()
    while not faulty.requests:
        pass
    central.abort()
    sender.join()
    assert raised == ["central.unreachable"]
    with pytest.raises(CentralUnreachable) as error:
        central.send(BUNDLE)
    assert error.value.full_code == "central.unreachable.aborted"
    assert len(faulty.requests) == 1
    central.close()


def test_what_was_broken_off_before_it_began_is_not_sent(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    central.abort()
    with pytest.raises(CentralUnreachable):
        central.send(BUNDLE)
    assert faulty.paths == []


@pytest.mark.parametrize("status", [204, 304])
def test_no_content_needs_no_length(
    central: CentralClient, faulty: FaultyCentral, status: int
) -> None:
    faulty.faults.append(Reply(status))
    response = central.send(BUNDLE)
    assert response == RawCentralResponse(status, sent_at=response.sent_at)


def test_an_empty_answer_of_no_stated_length_may_have_been_cut(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    faulty.faults.append(Cut(0, has_length=False))
    with pytest.raises(CentralUnreachable, match=r"^central\.unreachable\.cut$"):
        central.send(BUNDLE)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pem = trustme.CA().cert_pem.bytes().decode()
    central = CentralClient(CentralAddress(f"https://127.0.0.1:{port}", pem), CLIENT, utc_now)
    with pytest.raises(CentralUnreachable):
        central.send(BUNDLE)
    central.close()


def test_only_the_pinned_authority_is_trusted(
    served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving(trustme.CA()) as other:
        bundle = tmp_path / "other.pem"
        bundle.write_text(other.address.ca_pem, encoding="ascii")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        central = CentralClient(
            CentralAddress(other.address.url, served.address.ca_pem), CLIENT, utc_now
        )
        with pytest.raises(CentralUntrusted):
            central.send(BUNDLE)
        central.close()
    assert other.central.paths == []


def test_no_authority_but_the_pinned_one_is_ever_loaded(served: Served) -> None:
    central = CentralClient(served.address, CLIENT, utc_now)
    central.send(BUNDLE)
    adapter = central._session.get_adapter(served.address.url)
    assert isinstance(adapter, _PinnedAdapter)
    assert len(adapter._context.get_ca_certs()) == 1
    central.close()


def test_a_certificate_for_another_host_is_untrusted(authority: trustme.CA) -> None:
    with serving(authority, host="central.example") as served:
        url = served.address.url.replace("central.example", "127.0.0.1")
        central = CentralClient(CentralAddress(url, served.address.ca_pem), CLIENT, utc_now)
        with pytest.raises(CentralUntrusted):
            central.send(BUNDLE)
        central.close()


@pytest.mark.parametrize("pem", ["", "no certificate", "né"])
def test_an_authority_that_is_none_is_untrusted(pem: str) -> None:
    with pytest.raises(CentralUntrusted, match=r"^central\.untrusted\.authority$"):
        CentralClient(CentralAddress("https://127.0.0.1:1", pem), CLIENT, utc_now)


def test_plain_http_is_never_spoken(served: Served) -> None:
    central = CentralClient(
        CentralAddress("http://127.0.0.1:1", served.address.ca_pem), CLIENT, utc_now
    )
    with pytest.raises(CentralUnreachable):
        central.send(BUNDLE)
    central.close()


def test_a_proxy_is_used_and_central_is_still_pinned_behind_it(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(authority, host="central.example") as served, tunnel(served.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        central = CentralClient(served.address, CLIENT, utc_now)
        assert central.send(BUNDLE).status == 200
        central.close()
        stranger = trustme.CA().cert_pem.bytes().decode()
        central = CentralClient(CentralAddress(served.address.url, stranger), CLIENT, utc_now)
        with pytest.raises(CentralUntrusted):
            central.send(BUNDLE)
        central.close()
    assert proxy.asked_for == [f"central.example:{served.port}"] * 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_never_goes_by_proxy(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serving(authority, host=host) as served:
        central = CentralClient(served.address, CLIENT, utc_now)
        assert central.send(BUNDLE).status == 200
        central.close()


def test_large_requests_are_packed_once_central_says_it_reads_them(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    faulty.extra_headers = {"Accept-Encoding": "gzip"}
    for bundle in (LARGE, LARGE, BUNDLE):
        central.send(bundle)
    assert faulty.encodings == [None, "gzip", None]
    assert faulty.requests == [LARGE, LARGE, BUNDLE]


@pytest.mark.parametrize(("size", "encoding"), [(16_383, None), (16_384, "gzip")])
def test_a_request_is_packed_from_16_kibibytes_on(
    central: CentralClient, faulty: FaultyCentral, size: int, encoding: str | None
) -> None:
    faulty.extra_headers = {"Accept-Encoding": "gzip"}
    central.send(BUNDLE)
    central.send(BUNDLE + b" " * (size - len(BUNDLE)))
    assert faulty.encodings == [None, encoding]


def test_packed_answers_are_read(central: CentralClient, faulty: FaultyCentral) -> None:
    body = gzip.compress(b'{"total": 3}')
    faulty.faults.append(Reply(200, body, {"Content-Encoding": "gzip"}))
    assert central.get("/fhir/Patient").body == b'{"total": 3}'


def test_of_a_huge_answer_only_32_mebibytes_are_read(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    packed = gzip.compress(b" " * (40 * 2**20))
    faulty.faults.append(Reply(200, packed, {"Content-Encoding": "gzip"}))
    assert len(central.send(BUNDLE).body) == 32 * 2**20


def test_the_wait_that_central_names_is_in_its_answer(
    central: CentralClient, faulty: FaultyCentral
) -> None:
    faulty.faults.append(Reply(429, headers={"Retry-After": "7"}))
    assert central.send(BUNDLE).retry_after == timedelta(seconds=7)


def test_secrets_are_not_shown(served: Served) -> None:
    assert "secret-1" not in repr(CLIENT)
    assert "BEGIN" not in repr(served.address)


def test_a_device_is_registered(served: Served) -> None:
    known = {"registration_code": REGISTRATION_CODE, "site": "site-1", "device": "desk-1"}
    assert register_device(served.address, utc_now, **known) == CLIENT


def test_a_wrong_registration_code_is_refused(served: Served) -> None:
    with pytest.raises(SignInNeeded, match=r"^central\.sign-in\.registration$"):
        register_device(
            served.address, utc_now, registration_code="wrong", site="site-1", device="desk-1"
        )


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422])
def test_a_registration_may_be_refused_in_several_ways(
    served: Served, faulty: FaultyCentral, status: int
) -> None:
    faulty.faults.append(Reply(status))
    with pytest.raises(SignInNeeded, match=r"^central\.sign-in\.registration$"):
        register_device(
            served.address, utc_now, registration_code=REGISTRATION_CODE, site="s", device="d"
        )


@pytest.mark.parametrize(
    "fault",
    [
        PORTAL,
        Reply(200, b"{}"),
        Reply(405),
        Reply(429),
        Reply(500),
        *(Reply(201, body) for body in (b"{}", b"[", DEEP, LATIN)),
    ],
    ids=range(9),
)
def test_a_registration_without_an_answer_can_be_tried_again(
    served: Served, faulty: FaultyCentral, fault: Reply
) -> None:
    faulty.faults.append(fault)
    with pytest.raises(CentralUnreachable, match=r"^central\.unreachable\.nonsense$"):
        register_device(
            served.address, utc_now, registration_code=REGISTRATION_CODE, site="s", device="d"
        )


def test_what_central_holds_is_counted(central: CentralClient, faulty: FaultyCentral) -> None:
    central.send(envelope("a", entries=3).payload)
    assert search_total(central.get("/fhir/Observation?_summary=count")) == 3
    assert search_total(central.get("/fhir/Patient?_summary=count")) == 0
    assert "/fhir/Patient?_summary=count" in faulty.paths


@pytest.mark.parametrize("fault", NO_COUNTS, ids=range(len(NO_COUNTS)))
def test_a_count_that_is_none_is_not_taken_for_nothing(
    central: CentralClient, faulty: FaultyCentral, fault: Reply
) -> None:
    faulty.faults.append(fault)
    with pytest.raises(CentralUnreachable, match=r"^central\.unreachable\.nonsense$"):
        search_total(central.get("/fhir/Patient?_summary=count"))
