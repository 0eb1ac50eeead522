"""A central on a real HTTPS port whose answers never end, and never fall silent."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import trustme

from ptc_app.sync.pinned_session import CentralAddress

_BETWEEN = 0.02
"""Seconds from one byte to the next."""


@contextmanager
def dripping(authority: trustme.CA, beginning: bytes) -> Iterator[CentralAddress]:
    """To one request it says this at once, and then one byte after the other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    over = threading.Event()

    def drip() -> None:
        accepted, _ = listener.accept()
        with suppress(OSError), context.wrap_socket(accepted, server_side=True) as connection:
            connection.recv(65536)
            connection.sendall(beginning)
            while not over.wait(_BETWEEN):
                connection.sendall(b"1")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip)
        thread.start()
        try:
            pem = authority.cert_pem.bytes().decode()
            yield CentralAddress(f"https://127.0.0.1:{listener.getsockname()[1]}", pem)
        finally:
            over.set()
            thread.join()
