"""The running server: everything in its data directory, TLS, one thread, a clean stop."""

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from ptc_central.access import Access
from ptc_central.certificates import Identity, identity
from ptc_central.codec import NotJson, decoded, encoded
from ptc_central.database import Database
from ptc_central.practice import Practice
from ptc_central.private_file import write_private
from ptc_central.web import web_application

_MEBIBYTE = 2**20
_CODE_BYTES = 9
_PATIENCE_SECONDS = 3  # how long a stop waits for open connections


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ from one practice central to the next."""

    database_url: str | None = None  # none: a SQLite file in the data directory
    token_lifetime: timedelta = timedelta(hours=1)
    body_limit: int = 32 * _MEBIBYTE
    now: Callable[[], datetime] = _utc_now


@dataclass(frozen=True, slots=True)
class Central:
    """A listening practice central, as clients have to know it."""

    url: str
    ca_path: Path
    registration_code: str

    def address(self) -> bytes:
        """The content of address.json, on one line."""
        return encoded(
            {
                "url": self.url,
                "ca": str(self.ca_path),
                "registration_code": self.registration_code,
                "pid": os.getpid(),
            }
        )


@contextmanager
def serve(
    data_dir: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    settings: Settings | None = None,
) -> Iterator[Central]:
    """A practice central that listens until the block ends; port 0 prefers the previous port."""
    settings = settings or Settings()
    data_dir = data_dir.resolve()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    shown = identity(data_dir, host, _utc_now())
    code = _registration_code(data_dir / "registration_code")
    address_file = data_dir / "address.json"
    listener = _listener(host, port, _previous_port(address_file))
    address_file.unlink(missing_ok=True)
    central = Central(_url(host, listener), shown.ca, code)
    with _practice(settings, data_dir, code) as practice, _running(practice, shown, listener):
        write_private(address_file, central.address())
        yield central


@contextmanager
def _practice(settings: Settings, data_dir: Path, code: str) -> Iterator[Practice]:
    database = Database(settings.database_url or f"sqlite:///{data_dir / 'central.sqlite3'}")
    access = Access(code, settings.token_lifetime, settings.now)
    try:
        yield Practice(database, access, settings.body_limit, settings.now, lambda: str(uuid4()))
    finally:
        database.close()


@contextmanager
def _running(practice: Practice, shown: Identity, listener: socket.socket) -> Iterator[None]:
    config = uvicorn.Config(
        web_application(practice),
        ssl_certfile=shown.certificate,
        ssl_keyfile=shown.key,
        http="h11",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=_PATIENCE_SECONDS,
    )
    config.load()
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="practice central")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """A server that stops at once when nobody waits for an answer."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # An idle client does not answer the farewell of TLS, and a stop would wait for it.
        for connection in list(self.server_state.connections):
            if isinstance(connection, H11Protocol) and _is_idle(connection):
                connection.transport.abort()
        await super().shutdown(sockets)


def _is_idle(connection: H11Protocol) -> bool:
    cycle = connection.cycle
    # There is no cycle before the first request, whatever its type says.
    return cycle is None or cycle.response_complete  # type: ignore[redundant-expr]


def _registration_code(path: Path) -> str:
    if not path.exists():
        write_private(path, secrets.token_urlsafe(_CODE_BYTES).encode())
    return path.read_text(encoding="ascii")


def _previous_port(address_file: Path) -> int:
    if not address_file.exists():
        return 0
    with suppress(NotJson, ValueError):
        address = decoded(address_file.read_bytes())
        if isinstance(address, dict):
            return int(str(address.get("url")).rpartition(":")[2])
    return 0


def _listener(host: str, port: int, previous: int) -> socket.socket:
    if port == 0 and previous != 0:
        with suppress(OSError):
            return _listening(host, previous)
    return _listening(host, port)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said to be TCP, or asyncio leaves Nagle's algorithm on: 40 ms for every answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere the option lets two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen()
    return listener


def _url(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"https://{name}:{listener.getsockname()[1]}"
