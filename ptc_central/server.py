"""Starts and stops a server: certificates, database, web application and listening socket."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from ptc_central.data_directory import DataDirectory, write_owner_only
from ptc_central.fhir.json_codec import encode_json
from ptc_central.listening_socket import https_url, open_listening_socket
from ptc_central.storage.device_registry import DeviceRegistry
from ptc_central.storage.server_database import ServerDatabase
from ptc_central.tls_certificates import provide_tls_files
from ptc_central.uvicorn_thread import uvicorn_thread
from ptc_central.web.server_context import ServerContext
from ptc_central.web.web_application import web_application

_MEBIBYTE = 2**20


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Settings of a server.

    `database_url`: an SQLAlchemy URL, which may hold a password, or None for a SQLite file in the
    data directory; `repr` leaves it out.
    `token_lifetime`: how long an access token is valid.
    `body_limit`: the largest request body, unpacked, in bytes.
    `now`: the clock; returns an aware time.
    """

    database_url: str | None = field(default=None, repr=False)
    token_lifetime: timedelta = timedelta(hours=1)
    body_limit: int = 32 * _MEBIBYTE
    now: Callable[[], datetime] = _utc_now


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """What a client needs to reach and join a running server.

    `url`: the root URL, as in `https://127.0.0.1:8443`.
    `ca_path`: the PEM file of the certificate authority to trust.
    `registration_code`: the code with which a device registers.
    """

    url: str
    ca_path: Path
    registration_code: str = field(repr=False)

    def to_json(self) -> bytes:
        """Return the content of address.json: one line of JSON with the id of this process."""
        return encode_json(
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
    settings: ServerSettings | None = None,
) -> Iterator[ServerAddress]:
    """Context manager: run a server on a thread until the block ends.

    Yields its address once it listens, which address.json in `data_dir` then holds too. `data_dir`
    is created if it is missing. Port 0 takes the port of the previous run if it is free, otherwise
    any free port. Raises OSError if another port is in use or a file cannot be written, and the
    errors of SQLAlchemy if the database cannot be opened.
    """
    directory = DataDirectory.create(data_dir)
    tls_files = provide_tls_files(directory.root, host, _utc_now())
    code = directory.registration_code()
    listener = open_listening_socket(host, port, directory.previous_port())
    directory.address_file.unlink(missing_ok=True)
    address = ServerAddress(https_url(host, listener), tls_files.ca, code)
    with (
        _server_context(settings or ServerSettings(), directory, code) as context,
        uvicorn_thread(web_application(context), tls_files, listener),
    ):
        write_owner_only(directory.address_file, address.to_json())
        yield address


@contextmanager
def _server_context(
    settings: ServerSettings, directory: DataDirectory, registration_code: str
) -> Iterator[ServerContext]:
    devices = DeviceRegistry(registration_code, settings.token_lifetime, settings.now)
    with closing(ServerDatabase(settings.database_url or directory.sqlite_url)) as database:
        yield ServerContext(
            database, devices, settings.body_limit, settings.now, new_id=lambda: str(uuid4())
        )
