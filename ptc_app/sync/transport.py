"""HTTP requests to central with the credentials of this device (OAuth 2, client credentials)."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

import msgspec
import requests
from authlib.integrations.requests_client import OAuth2Session

from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.concealed_struct import ConcealedStruct
from ptc_app.domain.errors import CentralUnreachable, ClockWrong, PtcError, SignInNeeded
from ptc_app.sync.clock_check import is_clock_wrong
from ptc_app.sync.network_errors import translated_decoding_errors, translated_network_errors
from ptc_app.sync.pinned_session import CentralAddress, pin_certificate_authority
from ptc_app.sync.raw_central_response import RawCentralResponse, read_response

_TIMEOUTS = (5.0, 60.0)
"""Seconds to connect, and to wait for the next bytes: central may take long for a large batch."""

_REGISTRATION_REFUSALS = frozenset({400, 401, 403, 404, 409, 410, 422})
_FHIR_JSON = "application/fhir+json"
_SMALLEST_GZIPPED = 16 * 1024
"""Bytes; a smaller request takes a few packets anyway."""


@dataclass(frozen=True, slots=True)
class CentralCredentials:
    """The OAuth 2 client that central registered for this device; `repr` leaves the secret out."""

    client_id: str
    client_secret: str = field(repr=False)


def register_device(
    address: CentralAddress,
    now: Callable[[], datetime],
    *,
    registration_code: str,
    site: str,
    device: str,
) -> CentralCredentials:
    """Register this device at central (POST /register) and return its credentials; stores nothing.

    `registration_code` is what central's operator gave out, `site` and `device` name this
    workstation. Raises SignInNeeded (`registration`) when the code is refused, CentralUnreachable
    when central does not answer or not as it should, CentralUntrusted when its certificate is of
    another authority or the PEM text of `address` holds none, ClockWrong when the clock `now` (UTC)
    is why its certificate is not valid.
    """
    request = {"registration_code": registration_code, "site": site, "device": device}
    with translated_network_errors(address, now), requests.Session() as session:
        pin_certificate_authority(session, address)
        response = read_response(
            session.post(f"{address.url}/register", json=request, timeout=_TIMEOUTS)
        )
    return _credentials(response)


class CentralClient:
    """An HTTPS session with central: one connection, kept open, and an access token.

    `now` is the clock (UTC), compared with central's where that may be why a request fails.
    `timeouts` are seconds to connect and to wait for the next bytes. Creating it sends nothing; the
    token is fetched with the first request. CentralUntrusted (`authority`) where the PEM text of
    `address` holds no certificate.

    A token that central refuses is renewed once; nothing else is tried again here. `send` and `get`
    raise CentralUnreachable, CentralUntrusted, SignInNeeded (no token, or 401 with a new one) or,
    in its place, ClockWrong where central's date differs; a response of any other status is
    returned as it is.
    """

    def __init__(
        self,
        address: CentralAddress,
        credentials: CentralCredentials,
        now: Callable[[], datetime],
        timeouts: tuple[float, float] = _TIMEOUTS,
    ) -> None:
        self._address = address
        self._now = now
        self._reads_gzip = False
        self._session = _Session(
            credentials.client_id,
            credentials.client_secret,
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - a method's name
            token_endpoint=f"{address.url}/token",
            grant_type="client_credentials",
            default_timeout=timeouts,
        )
        self._session.now = now
        self._abort = pin_certificate_authority(self._session, address)

    def send(self, bundle: bytes) -> RawCentralResponse:
        """POST a transaction Bundle (JSON) to `/fhir`; the response, whatever its status but 401.

        It is gzipped from 16 KiB on, where central's last response said that it reads gzip. Raises
        as the class says.
        """
        headers = {"Content-Type": _FHIR_JSON}
        # Only after central said in Accept-Encoding that it reads gzip (RFC 7694).
        if self._reads_gzip and len(bundle) >= _SMALLEST_GZIPPED:
            headers["Content-Encoding"] = "gzip"
            bundle = gzip.compress(bundle, compresslevel=1)
        return self._request_signed_in("POST", "/fhir", headers, bundle)

    def get(self, path: str) -> RawCentralResponse:
        """GET a path such as `/fhir/Patient?_id=7`; the response, whatever its status but 401.

        Raises as the class says.
        """
        return self._request_signed_in("GET", path, {})

    def abort(self) -> None:
        """Break off the request under way, and refuse later ones; called on any thread.

        They raise CentralUnreachable. Central may have stored what it was sent. A connection that
        is only being made ends by its timeout.
        """
        self._abort()

    def close(self) -> None:
        """Close the connections of the session; the client is not used after it."""
        self._session.close()

    def _request_signed_in(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> RawCentralResponse:
        if not self._session.token:
            self._sign_in()
        response = self._request(method, path, headers, body)
        if response.status != HTTPStatus.UNAUTHORIZED:
            return response
        self._sign_in()
        response = self._request(method, path, headers, body)
        if response.status == HTTPStatus.UNAUTHORIZED:
            raise _refusal(response, self._now())
        return response

    def _sign_in(self) -> None:
        with translated_network_errors(self._address, self._now):
            self._session.fetch_token()

    def _request(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None
    ) -> RawCentralResponse:
        with translated_network_errors(self._address, self._now):
            response = self._session.request(
                method,
                f"{self._address.url}{path}",
                headers={"Accept": _FHIR_JSON, **headers},
                data=body,
            )
            self._reads_gzip = "gzip" in response.headers.get("Accept-Encoding", "")
            return read_response(response)


def central_client(connection: CentralConnection, now: Callable[[], datetime]) -> CentralClient:
    """A client for the central of a stored connection, with the clock `now`; sends nothing yet.

    Raises CentralUntrusted (`authority`) where the certificate authority cannot be read.
    """
    return CentralClient(
        CentralAddress(connection.url, connection.ca_pem),
        CentralCredentials(connection.client_id, connection.client_secret),
        now,
    )


class _Session(OAuth2Session):
    """Authlib's session with a check of the token response, which Authlib takes unchecked.

    `now` is the clock (UTC), set before the first request.
    """

    now: Callable[[], datetime]

    def parse_response_token(self, resp: requests.Response) -> dict[str, object]:
        """The checked token of a token response; Authlib calls this also for a token it renews.

        Raises SignInNeeded or ClockWrong where the token was refused, else CentralUnreachable
        (`busy`, `nonsense`).
        """
        self.token = token = _token(read_response(resp), self.now())
        return token


class _TokenResponse(ConcealedStruct, frozen=True):
    access_token: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]+\Z")]
    token_type: Annotated[str, msgspec.Meta(pattern=r"(?i)\Abearer\Z")] = "Bearer"  # noqa: S105
    expires_in: Annotated[int, msgspec.Meta(ge=0, lt=10**9)] = 0


class _TokenError(msgspec.Struct):
    error: str


def _token(response: RawCentralResponse, now: datetime) -> dict[str, object]:
    """The token of a response; `_refusal` when it refuses one (RFC 6749, section 5).

    A busy central says nothing of the credentials, whatever the body looks like.
    """
    if response.is_busy:
        raise CentralUnreachable("busy")
    with translated_decoding_errors():
        if response.status == HTTPStatus.OK:
            token = msgspec.json.decode(response.body, type=_TokenResponse, strict=False)
            return msgspec.structs.asdict(token)
        msgspec.json.decode(response.body, type=_TokenError)
    raise _refusal(response, now)


def _refusal(response: RawCentralResponse, now: datetime) -> PtcError:
    """Why central does not take our credentials: the clock where it is off, else they themselves.

    Central may check when a request or token was made. ClockWrong goes away with the clock.
    """
    return ClockWrong(now) if is_clock_wrong(response.sent_at, now) else SignInNeeded()


def _credentials(response: RawCentralResponse) -> CentralCredentials:
    if response.status in _REGISTRATION_REFUSALS:
        raise SignInNeeded("registration")
    if response.status != HTTPStatus.CREATED:
        raise CentralUnreachable("nonsense")
    with translated_decoding_errors():
        return msgspec.json.decode(response.body, type=CentralCredentials)
