"""What a session with central refuses before a byte of ours is sent."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import requests
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.errors import CentralUnreachable
from ptc_app.sync.pinned_session import CentralAddress, pin_certificate_authority
from ptc_app.sync.transport import CentralClient, register_device
from tests.support.central_faults import CLIENT, REGISTRATION_CODE
from tests.sync.memory import envelope


def test_nothing_is_sent_in_clear(authority: trustme.CA) -> None:
    pem = authority.cert_pem.bytes().decode()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)  # noqa: FBT003 - the name of the standard library
        address = CentralAddress(f"http://127.0.0.1:{listener.getsockname()[1]}", pem)
        central = CentralClient(address, CLIENT, utc_now, timeouts=(0.5, 0.5))
        with pytest.raises(CentralUnreachable):
            central.send(envelope("a").payload)
        central.close()
        with pytest.raises(CentralUnreachable):
            register_device(
                address,
                utc_now,
                registration_code=REGISTRATION_CODE,
                site="site-1",
                device="desk-1",
            )
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_tls_is_of_version_1_2_at_least_and_names_are_checked(authority: trustme.CA) -> None:
    pem = authority.cert_pem.bytes().decode()
    with requests.Session() as session:
        pin_certificate_authority(session, CentralAddress("https://central.example", pem))
        adapter = session.get_adapter("https://central.example")
        assert isinstance(adapter, requests.adapters.HTTPAdapter)
        context = adapter.poolmanager.connection_pool_kw["ssl_context"]
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert len(context.get_ca_certs()) == 1


def test_no_request_waits_for_ever(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[object] = []

    def send(*_request: object, timeout: object = None, **_how: object) -> requests.Response:
        waits.append(timeout)
        raise requests.ConnectionError

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    pem = authority.cert_pem.bytes().decode()
    address = CentralAddress("https://central.example", pem)
    central = CentralClient(address, CLIENT, utc_now)
    with pytest.raises(CentralUnreachable):
        central.send(envelope("a").payload)
    central.close()
    with pytest.raises(CentralUnreachable):
        register_device(
            address, utc_now, registration_code=REGISTRATION_CODE, site="site-1", device="desk-1"
        )
    assert waits == [(5.0, 60.0)] * 2


MEBIBYTE = 2**20
SENT, TAKEN = 96, 64
"""Mebibytes of an answer, and how many of them may be taken: 32, and what buffers hold."""


@contextmanager
def flooding(authority: trustme.CA) -> Iterator[tuple[CentralAddress, list[int]]]:
    """A central that answers with far more than anyone asked for, and how much it got rid of."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    sent: list[int] = []

    def flood() -> None:
        accepted, _ = listener.accept()
        with suppress(OSError), context.wrap_socket(accepted, server_side=True) as connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(SENT):
                connection.sendall(bytes(MEBIBYTE))
                sent.append(MEBIBYTE)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=flood)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        yield CentralAddress(url, authority.cert_pem.bytes().decode()), sent
        thread.join()


def test_an_answer_without_end_is_not_taken_whole(authority: trustme.CA) -> None:
    with flooding(authority) as (address, sent):
        central = CentralClient(address, CLIENT, utc_now)
        with pytest.raises(CentralUnreachable, match=r"^central\.unreachable\.nonsense$"):
            central.send(envelope("a").payload)
        central.close()
    assert sum(sent) <= TAKEN * MEBIBYTE
