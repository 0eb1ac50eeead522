"""Runs the web application over TLS in a uvicorn server on a thread of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from ptc_central.tls_certificates import TlsFiles

_SHUTDOWN_TIMEOUT_SECONDS = 3  # for requests that are still being answered


@contextmanager
def uvicorn_thread(
    application: FastAPI, tls_files: TlsFiles, listener: socket.socket
) -> Iterator[None]:
    """Context manager: serve the application on the listening socket until the block ends.

    The server runs on a thread of its own over TLS; the end of the block waits up to 3 s for
    requests that are being answered.
    """
    server = _Server(_uvicorn_config(application, tls_files))
    thread = threading.Thread(target=server.run, args=([listener],), name="practice central")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """A uvicorn server whose stop does not wait for idle connections."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # An idle client does not answer the TLS close_notify, and the stop would wait for it.
        for connection in list(self.server_state.connections):
            if isinstance(connection, H11Protocol) and _is_idle(connection):
                connection.transport.abort()
        await super().shutdown(sockets)


def _is_idle(connection: H11Protocol) -> bool:
    cycle = connection.cycle
    # There is no cycle before the first request, although its type does not allow None.
    return cycle is None or cycle.response_complete  # type: ignore[redundant-expr]


def _uvicorn_config(application: FastAPI, tls_files: TlsFiles) -> uvicorn.Config:
    config = uvicorn.Config(
        application,
        ssl_certfile=tls_files.certificate,
        ssl_keyfile=tls_files.key,
        http="h11",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=_SHUTDOWN_TIMEOUT_SECONDS,
    )
    config.load()  # here rather than on the thread, so that its errors reach the caller
    return config
