"""A central on a real HTTPS port that keeps what it is sent, and goes wrong as it is told."""

from __future__ import annotations

import gzip
import json
import ssl
import threading
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme

from ptc_app.sync.pinned_session import CentralAddress
from ptc_app.sync.transport import CentralCredentials

CLIENT = CentralCredentials("device-1", "secret-1")
REGISTRATION_CODE = "code-1"


@dataclass(frozen=True)
class Reply:
    """Says this; `stores` when central took the bundle before."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    stores: bool = False


@dataclass(frozen=True)
class Cut:
    """Ends the connection after so many bytes of the answer's body; None: before its headers."""

    after: int | None = None
    stores: bool = False
    has_length: bool = True


@dataclass(frozen=True)
class Silence:
    """Takes the request and never says anything."""

    stores: bool = False


Fault = Reply | Cut | Silence

PORTAL = Reply(200, b"<html>Welcome to the guest network</html>", {"Content-Type": "text/html"})


def refusal(status: int, text: str = "no", **headers: str) -> Reply:
    """A refusal in FHIR's words."""
    issue = {"severity": "error", "code": "invalid", "diagnostics": text}
    outcome = {"resourceType": "OperationOutcome", "issue": [issue]}
    return Reply(status, json.dumps(outcome).encode(), headers)


class FaultyCentral:
    """Each request to /fhir or /token takes one fault from its script; None behaves well."""

    def __init__(self) -> None:
        self.faults: deque[Fault | None] = deque()
        self.token_faults: deque[Reply | None] = deque()
        self.held: dict[str, dict[str, Any]] = {}
        self.requests: list[bytes] = []
        self.paths: list[str] = []
        self.encodings: list[str | None] = []
        self.media_types: list[tuple[str | None, str | None]] = []
        self.connections = 0
        self.tokens = 0
        self.token_lifetime = 3600
        self.valid_tokens: set[str] = set()
        self.most_entries: int | None = None
        self.refused: dict[str, int] = {}
        self.is_silent_batch = False
        self.is_brief = False
        self.extra_headers: dict[str, str] = {}
        self.date: datetime | str | None = None
        self.over = threading.Event()

    @property
    def names(self) -> list[str]:
        """What it holds, in the order of arrival."""
        return list(self.held)

    def token(self, authorization: str) -> Reply:
        if self.token_faults and (fault := self.token_faults.popleft()):
            return fault
        expected = f"{CLIENT.client_id}:{CLIENT.client_secret}"
        if b64decode(authorization.removeprefix("Basic ")).decode() != expected:
            return _json(400, {"error": "invalid_request", "error_description": "Invalid secret"})
        self.tokens += 1
        self.valid_tokens.add(f"Bearer token-{self.tokens}")
        return _json(
            200,
            {
                "access_token": f"token-{self.tokens}",
                "token_type": "Bearer",
                "expires_in": self.token_lifetime,
            },
        )

    def register(self, known: dict[str, str]) -> Reply:
        if known["registration_code"] != REGISTRATION_CODE:
            return refusal(403)
        return _json(201, {"client_id": CLIENT.client_id, "client_secret": CLIENT.client_secret})

    def transaction(self, body: bytes) -> Reply:
        entries = json.loads(body)["entry"]
        if self.most_entries is not None and len(entries) > self.most_entries:
            return refusal(400, "Transaction requires strict isolation but has too many entries")
        names = [_name(entry) for entry in entries]
        bad = [self.refused[name] for name in names if name in self.refused]
        if bad and not self.is_silent_batch:
            return refusal(bad[0])
        answers = [self._stored(name, entry) for name, entry in zip(names, entries, strict=True)]
        if self.is_brief:
            return Reply(200)
        return _json(
            200, {"resourceType": "Bundle", "type": "transaction-response", "entry": answers}
        )

    def capabilities(self) -> Reply:
        return _json(200, {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"})

    def count(self, kind: str) -> Reply:
        total = sum(name.startswith(f"{kind}?") for name in self.held)
        return _json(200, {"resourceType": "Bundle", "type": "searchset", "total": total})

    def _stored(self, name: str, entry: dict[str, Any]) -> dict[str, Any]:
        if name in self.refused:
            return {"response": {"status": str(self.refused[name])}}
        is_new = name not in self.held
        self.held.setdefault(name, entry["resource"])
        number = self.names.index(name)
        kind = name.partition("?")[0]
        status = "201 Created" if is_new else "200"
        return {"response": {"status": status, "location": f"{kind}/{number}"}}


@dataclass(frozen=True)
class Served:
    """A central that listens, and how to reach it.

    `certify` gives it another certificate and ends the connections it has.
    """

    central: FaultyCentral
    address: CentralAddress
    port: int
    certify: Callable[[trustme.LeafCert], None]


@contextmanager
def serving(authority: trustme.CA, host: str = "127.0.0.1") -> Iterator[Served]:
    """A central with a certificate of this authority for this host, on loopback."""
    central = FaultyCentral()
    server = _Server(central, authority.issue_cert(host))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    pem = authority.cert_pem.bytes().decode()
    try:
        address = CentralAddress(f"https://{host}:{server.server_port}", pem)
        yield Served(central, address, server.server_port, server.certify)
    finally:
        central.over.set()
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, central: FaultyCentral, certificate: trustme.LeafCert) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.central = central
        self._open: set[Any] = set()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(self._context)
        self.socket = self._context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )

    def certify(self, certificate: trustme.LeafCert) -> None:
        certificate.configure_cert(self._context)
        self.hang_up()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.central.connections += 1
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(2)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake the client broke off is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        central = self.server.central
        central.paths.append(self.path)
        if self.path == "/fhir/metadata":
            return self._answer(central.capabilities)
        return self._answer(lambda: central.count(self.path[6:].partition("?")[0]))

    def do_POST(self) -> None:
        central = self.server.central
        central.paths.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/token":
            return self._say(central.token(self.headers["Authorization"]))
        if self.path == "/register":
            fault = central.faults.popleft() if central.faults else None
            reply = central.register(json.loads(body))
            return self._say(fault if isinstance(fault, Reply) else reply)
        central.encodings.append(self.headers["Content-Encoding"])
        central.media_types.append((self.headers["Content-Type"], self.headers["Accept"]))
        if self.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        central.requests.append(body)
        return self._answer(lambda: central.transaction(body))

    def _answer(self, behave: Callable[[], Reply]) -> None:
        central = self.server.central
        if self.headers["Authorization"] not in central.valid_tokens:
            return self._say(Reply(401))
        fault = central.faults.popleft() if central.faults else None
        behaved = behave() if fault is None or fault.stores else Reply()
        match fault:
            case None:
                return self._say(behaved)
            case Reply():
                return self._say(fault)
            case Silence():
                central.over.wait()
            case Cut():
                self._cut(fault, behaved)
        self.close_connection = True
        return None

    def _say(self, reply: Reply) -> None:
        self.send_response(reply.status)
        headers = {"Content-Length": str(len(reply.body)), **self.server.central.extra_headers}
        for name, value in (headers | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date of a response: central's own where it is set, `str` as it is."""
        match self.server.central.date:
            case None:
                return super().date_time_string(timestamp)
            case str(text):
                return text
            case moment:
                return super().date_time_string(moment.timestamp())

    def _cut(self, cut: Cut, behaved: Reply) -> None:
        if cut.after is None:
            return
        self.send_response(200)
        if cut.has_length:
            self.send_header("Content-Length", str(len(behaved.body) or 100))
        self.end_headers()
        self.wfile.write(behaved.body[: cut.after])

    def log_message(self, *_args: object) -> None:
        """Silent."""


def _name(entry: dict[str, Any]) -> str:
    request = entry["request"]
    condition = request.get("ifNoneExist")
    return f"{request['url']}?{condition}" if condition else str(request["url"])


def _json(status: int, value: object) -> Reply:
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/fhir+json"})
