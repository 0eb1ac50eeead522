"""HTTPS to central alone: TLS that trusts one certificate authority, and complete responses."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from ptc_app.domain.errors import CentralUnreachable, CentralUntrusted

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer
    from urllib3.response import BaseHTTPResponse as HTTPResponse

CAPABILITIES_PATH = "/fhir/metadata"
"""Below central's root; every FHIR server answers it (R4, capabilities), and it changes nothing."""

_RESPONSE_LIMIT = 300.0
"""Seconds from the last byte sent to the end of the response."""


@dataclass(frozen=True, slots=True)
class CentralAddress:
    """Where central is, and which certificate authority is trusted there.

    `url`: `https://host:port`, without a slash at its end.
    `ca_pem`: the certificate of the authority as PEM; left out of `repr`.
    """

    url: str
    ca_pem: str = field(repr=False)


def pin_certificate_authority(
    session: requests.Session, address: CentralAddress, more_flags: int = 0
) -> Callable[[], None]:
    """Make the session use HTTPS only and trust certificates of this authority only.

    Returns a function that breaks off the session's requests, see `CentralClient.abort`.

    `trust_env` would read more than proxies: REQUESTS_CA_BUNDLE would undo the pinning, and a
    .netrc would replace our token. So it is off, and the proxy of the environment is set here. The
    proxy tunnels: the certificate seen is still central's, and a proxy that intercepts TLS is
    refused. Loopback never goes by proxy, whatever NO_PROXY says. The session streams, so that
    `read_response` decides how much of a body is read. `more_flags` are OpenSSL's for verifying a
    certificate (X509_V_FLAG_...), added to its usual ones. Raises CentralUntrusted (`authority`)
    where the PEM text holds no certificate.
    """
    session.trust_env = False
    session.stream = True
    session.proxies = {} if _is_loopback(address.url) else get_environ_proxies(address.url)
    session.adapters.clear()
    context = _context(address.ca_pem, more_flags)
    session.mount("https://", _PinnedAdapter(context))
    return context.abort


class _PinnedAdapter(HTTPAdapter):
    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)  # type: ignore[arg-type]

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> object:
        return super().proxy_manager_for(proxy, **kwargs, ssl_context=self._context)

    def cert_verify(self, *_args: object, **_kwargs: object) -> None:
        """Do nothing: the original adds the public authorities to the context."""

    def build_response(
        self, req: requests.PreparedRequest, resp: HTTPResponse
    ) -> requests.Response:
        """The response without Location: a redirect would send our credentials elsewhere.

        `allow_redirects=False` is not enough: requests would still prepare the next request, and
        read the whole body for it.
        """
        response = super().build_response(req, resp)
        response.headers.pop("Location", None)
        return response


class _AbortableContext(ssl.SSLContext):
    """A TLS context whose connections any thread can break off, for good."""

    _is_aborted = False
    _sender: ssl.SSLSocket | None = None

    def begin(self, sender: ssl.SSLSocket) -> None:
        """Note the socket that sends; CentralUnreachable (`aborted`) after `abort`."""
        self._sender = sender
        if self._is_aborted:
            raise CentralUnreachable("aborted")

    def abort(self) -> None:
        """End the connection that sent last, and let no other send."""
        self._is_aborted = True
        if self._sender is not None:
            with suppress(OSError):
                # That of the TLS socket would change what its own thread is reading with.
                socket.socket.shutdown(self._sender, socket.SHUT_RDWR)


class _CentralSocket(ssl.SSLSocket):
    """A socket that can be aborted, and whose response must end in time.

    The timeout of requests restarts at each byte.
    """

    context: _AbortableContext
    _deadline = 0.0

    def send(self, data: ReadableBuffer, flags: int = 0) -> int:
        self.context.begin(self)
        self._deadline = monotonic() + _RESPONSE_LIMIT
        return super().send(data, flags)

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        if monotonic() > self._deadline:
            raise CentralUnreachable("slow")
        return super().recv_into(buffer, nbytes, flags)


def _context(ca_pem: str, more_flags: int) -> _AbortableContext:
    context = _AbortableContext(ssl.PROTOCOL_TLS_CLIENT)
    context.sslsocket_class = _CentralSocket
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VerifyFlags(more_flags)
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
