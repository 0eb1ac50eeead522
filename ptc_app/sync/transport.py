"""Requests to central with this device's credentials."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

import msgspec
import requests
from authlib.integrations.requests_client import OAuth2Session

from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.errors import CentralUnreachable, SignInNeeded
from ptc_app.sync.central_response import CentralResponse
from ptc_app.sync.pinned_session import (
    CentralAddress,
    pin_certificate_authority,
    read_response,
    translated_decoding_errors,
    translated_network_errors,
)

_TIMEOUTS = (5.0, 60.0)
"""Seconds to connect, and between two pieces of an answer: a large batch may take central long."""

_REFUSALS = frozenset({400, 401, 403, 404, 409, 410, 422})
_FHIR_JSON = "application/fhir+json"
_WORTH_PACKING = 16 * 1024
"""Bytes; below this a request fits a few packets anyway."""


@dataclass(frozen=True, slots=True)
class DeviceCredentials:
    """What central gave this device when it was registered."""

    client_id: str
    client_secret: str = field(repr=False)


def register_device(
    address: CentralAddress, *, registration_code: str, site: str, device: str
) -> DeviceCredentials:
    """The credentials central gives for a registration code.

    Raises SignInNeeded when the code is refused, CentralUnreachable when the answer is no answer.
    """
    known = {"registration_code": registration_code, "site": site, "device": device}
    with translated_network_errors(), requests.Session() as session:
        pin_certificate_authority(session, address)
        answer = read_response(
            session.post(f"{address.url}/register", json=known, timeout=_TIMEOUTS)
        )
    return _registered(answer)


class CentralClient:
    """One kept connection to central, signed in when it must be.

    Nothing is tried twice here but one thing: a token that central no longer takes is replaced
    once. Raises CentralUnreachable, CentralUntrusted or SignInNeeded; every other answer is
    returned as it is.
    """

    def __init__(
        self,
        address: CentralAddress,
        credentials: DeviceCredentials,
        timeouts: tuple[float, float] = _TIMEOUTS,
    ) -> None:
        self._url = address.url
        self._reads_gzip = False
        self._session = _Session(
            credentials.client_id,
            credentials.client_secret,
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - a method's name
            token_endpoint=f"{address.url}/token",
            grant_type="client_credentials",
            default_timeout=timeouts,
        )
        pin_certificate_authority(self._session, address)

    def send(self, bundle: bytes) -> CentralResponse:
        """Central's answer to a transaction Bundle."""
        headers = {"Content-Type": _FHIR_JSON}
        # Central says that it reads gzip (RFC 7694); to try would be to risk a refusal.
        if self._reads_gzip and len(bundle) >= _WORTH_PACKING:
            headers["Content-Encoding"] = "gzip"
            bundle = gzip.compress(bundle, compresslevel=1)
        return self._answered("POST", "/fhir", headers, bundle)

    def get(self, path: str) -> CentralResponse:
        """What central holds at a path such as `/fhir/Patient?_summary=count`."""
        return self._answered("GET", path, {})

    def close(self) -> None:
        self._session.close()

    def _answered(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> CentralResponse:
        if not self._session.token:
            self._sign_in()
        answer = self._once(method, path, headers, body)
        if answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        self._sign_in()
        answer = self._once(method, path, headers, body)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise SignInNeeded
        return answer

    def _sign_in(self) -> None:
        with translated_network_errors():
            self._session.fetch_token()

    def _once(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None
    ) -> CentralResponse:
        with translated_network_errors():
            response = self._session.request(
                method,
                f"{self._url}{path}",
                headers={"Accept": _FHIR_JSON, **headers},
                data=body,
            )
            self._reads_gzip = "gzip" in response.headers.get("Accept-Encoding", "")
            return read_response(response)


def central_client(connection: CentralConnection) -> CentralClient:
    """A client for the central this site is connected to."""
    return CentralClient(
        CentralAddress(connection.url, connection.ca_pem),
        DeviceCredentials(connection.client_id, connection.client_secret),
    )


class _Session(OAuth2Session):
    """Authlib's session, which believes what a token's answer says: so it is looked at first."""

    def parse_response_token(self, resp: requests.Response) -> dict[str, object]:
        """Whoever asked for it: a token may be renewed in the middle of any request."""
        self.token = given = _token(read_response(resp))
        return given


class _Token(msgspec.Struct):
    access_token: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]+\Z")]
    token_type: Annotated[str, msgspec.Meta(pattern=r"(?i)\Abearer\Z")] = "Bearer"  # noqa: S105
    expires_in: Annotated[int, msgspec.Meta(ge=0, lt=10**9)] = 0


class _Refusal(msgspec.Struct):
    error: str


def _token(answer: CentralResponse) -> dict[str, object]:
    """The token central gives; SignInNeeded when it says that it gives none.

    A busy central says nothing of our credentials, whatever its answer looks like.
    """
    status = answer.status
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise CentralUnreachable("busy")
    with translated_decoding_errors():
        if status == HTTPStatus.OK:
            given = msgspec.json.decode(answer.body, type=_Token, strict=False)
            return msgspec.structs.asdict(given)
        msgspec.json.decode(answer.body, type=_Refusal)
    raise SignInNeeded


def _registered(answer: CentralResponse) -> DeviceCredentials:
    if answer.status in _REFUSALS:
        raise SignInNeeded("registration")
    if answer.status != HTTPStatus.CREATED:
        raise CentralUnreachable("nonsense")
    with translated_decoding_errors():
        return msgspec.json.decode(answer.body, type=DeviceCredentials)
