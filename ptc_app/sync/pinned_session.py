"""The way to central and to nobody else: TLS that trusts one authority, and whole answers."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from ptc_app.domain.errors import CentralUnreachable, CentralUntrusted
from ptc_app.sync.central_response import CentralResponse
from ptc_app.sync.retry_after import retry_after

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer
    from urllib3.response import BaseHTTPResponse as HTTPResponse

_LARGEST_ANSWER = 32 * 1024 * 1024
_CHUNK = 64 * 1024
_LISTENING = 300.0
"""Seconds from our last word to the end of an answer."""

_BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class CentralAddress:
    """Where central is, `https://host:port`, and the PEM of the one authority it is known by."""

    url: str
    ca_pem: str = field(repr=False)


def pin_certificate_authority(session: requests.Session, address: CentralAddress) -> None:
    """Make the session speak to this central only, and by HTTPS only.

    `trust_env` would read more than proxies: REQUESTS_CA_BUNDLE would undo the pinning, and a
    .netrc would replace our token. So it is off, and a clinic's proxy is taken by hand. The
    proxy tunnels: the certificate seen is still central's, and one that breaks TLS open is
    refused. Loopback never goes by proxy, whatever NO_PROXY says. Answers are left for `whole`.
    """
    session.trust_env = False
    session.stream = True
    session.proxies = {} if _is_loopback(address.url) else get_environ_proxies(address.url)
    session.adapters.clear()
    session.mount("https://", _PinnedAdapter(_context(address.ca_pem)))


@contextmanager
def translated_network_errors() -> Iterator[None]:
    """What fails on the wire, by our names."""
    try:
        yield
    except requests.RequestException as error:
        if _is_untrusted(error):
            raise CentralUntrusted from error
        raise CentralUnreachable from error


@contextmanager
def translated_decoding_errors() -> Iterator[None]:
    """What cannot be read as it should be is nonsense, and no answer of central's."""
    try:
        yield
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CentralUnreachable("nonsense") from error


def read_response(response: requests.Response) -> CentralResponse:
    """The answer, read to its end; more than 32 MiB of it are not kept, so that it is nonsense.

    An empty body counts as "all is well" elsewhere, so here it must be sure that it is meant:
    without a length, an answer cut after its headers would look the same.
    """
    body = bytearray()
    with response:
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > _LARGEST_ANSWER:
                break
    if not body and response.status_code not in _BODILESS and not _has_length(response):
        raise CentralUnreachable("cut")
    return CentralResponse(
        response.status_code, retry_after(response.headers), bytes(body[:_LARGEST_ANSWER])
    )


class _PinnedAdapter(HTTPAdapter):
    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)  # type: ignore[arg-type]

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> object:
        return super().proxy_manager_for(proxy, **kwargs, ssl_context=self._context)

    def cert_verify(self, *_args: object, **_kwargs: object) -> None:
        """Leave the context alone: the original adds the public authorities to it."""

    def build_response(
        self, req: requests.PreparedRequest, resp: HTTPResponse
    ) -> requests.Response:
        """An answer that leads nowhere: to follow one would show our credentials elsewhere.

        `allow_redirects=False` is not enough: the next step is prepared even so, and the whole
        body read for it.
        """
        response = super().build_response(req, resp)
        response.headers.pop("Location", None)
        return response


class _PatientSocket(ssl.SSLSocket):
    """Listens for a while after our last word: no timeout ends an answer that only drips."""

    _until = 0.0

    def send(self, data: ReadableBuffer, flags: int = 0) -> int:
        self._until = monotonic() + _LISTENING
        return super().send(data, flags)

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        if monotonic() > self._until:
            raise CentralUnreachable("slow")
        return super().recv_into(buffer, nbytes, flags)


def _context(ca_pem: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.sslsocket_class = _PatientSocket
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=ca_pem)
    except (ssl.SSLError, TypeError, ValueError) as error:
        raise CentralUntrusted("authority") from error
    return context


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_untrusted(error: object) -> bool:
    """Whether a certificate was the cause; a handshake that is cut is only bad weather.

    The libraries put the error of the layer below in `reason` or in the first argument.
    """
    while isinstance(error, Exception):
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = getattr(error, "reason", None) or next(iter(error.args), None)
    return False


def _has_length(response: requests.Response) -> bool:
    return "Content-Length" in response.headers or "Transfer-Encoding" in response.headers
