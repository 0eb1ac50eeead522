"""Requests to central with this device's credentials."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

import msgspec
import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from ptc_app.domain.errors import CentralUnreachable, SignInNeeded
from ptc_app.sync.answer import Answer
from ptc_app.sync.pinned import CentralAddress, our_errors, pin, whole

__all__ = ["Central", "CentralAddress", "Credentials", "register"]

_TIMEOUTS = (5.0, 60.0)
"""Seconds to connect, and between two pieces of an answer: a large batch may take central long."""

_REFUSALS = frozenset({400, 401, 403, 404, 409, 410, 422})
_FHIR_JSON = "application/fhir+json"
_WORTH_PACKING = 16 * 1024
"""Bytes; below this a request fits a few packets anyway."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What central gave this device when it was registered."""

    client_id: str
    client_secret: str = field(repr=False)


def register(
    address: CentralAddress, *, registration_code: str, site: str, device: str
) -> Credentials:
    """The credentials central gives for a registration code.

    Raises SignInNeeded when the code is refused, CentralUnreachable when the answer is no answer.
    """
    known = {"registration_code": registration_code, "site": site, "device": device}
    with our_errors(), requests.Session() as session:
        pin(session, address)
        answer = whole(
            session.post(
                f"{address.url}/register",
                json=known,
                timeout=_TIMEOUTS,
                stream=True,
                allow_redirects=False,
            )
        )
    return _registered(answer)


class Central:
    """One kept connection to central, signed in when it must be.

    Nothing is tried twice here but one thing: a token that central no longer takes is replaced
    once. Raises CentralUnreachable, CentralUntrusted or SignInNeeded; every other answer is
    returned as it is.
    """

    def __init__(
        self,
        address: CentralAddress,
        credentials: Credentials,
        timeouts: tuple[float, float] = _TIMEOUTS,
    ) -> None:
        self._url = address.url
        self._reads_gzip = False
        self._session = OAuth2Session(
            credentials.client_id,
            credentials.client_secret,
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - a method's name
            token_endpoint=f"{address.url}/token",
            grant_type="client_credentials",
            default_timeout=timeouts,
        )
        self._session.register_compliance_hook("access_token_response", _token_answered)
        pin(self._session, address)

    def send(self, bundle: bytes) -> Answer:
        """Central's answer to a transaction Bundle."""
        headers = {"Content-Type": _FHIR_JSON}
        # Central says that it reads gzip (RFC 7694); to try would be to risk a refusal.
        if self._reads_gzip and len(bundle) >= _WORTH_PACKING:
            headers["Content-Encoding"] = "gzip"
            bundle = gzip.compress(bundle, compresslevel=1)
        return self._answered("POST", "/fhir", headers, bundle)

    def get(self, path: str) -> Answer:
        """What central holds at a path such as `/fhir/Patient?_summary=count`."""
        return self._answered("GET", path, {})

    def close(self) -> None:
        self._session.close()

    def _answered(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> Answer:
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
        with _errors():
            self._session.fetch_token()

    def _once(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        with _errors():
            response = self._session.request(
                method,
                f"{self._url}{path}",
                headers={"Accept": _FHIR_JSON, **headers},
                data=body,
                stream=True,
                allow_redirects=False,
            )
            self._reads_gzip = "gzip" in response.headers.get("Accept-Encoding", "")
            return whole(response)


@contextmanager
def _errors() -> Iterator[None]:
    """As `our_errors`; a token may be asked for in the middle of any request."""
    with our_errors():
        try:
            yield
        except OAuthError as error:  # some answer 400 to a wrong secret, others 401
            raise SignInNeeded from error
        except ValueError as error:
            raise CentralUnreachable("nonsense") from error


def _token_answered(response: requests.Response) -> requests.Response:
    """A busy central says nothing of our credentials, whatever its answer looks like."""
    status = response.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise CentralUnreachable("busy")
    return response


def _registered(answer: Answer) -> Credentials:
    if answer.status in _REFUSALS:
        raise SignInNeeded("registration")
    if answer.status != HTTPStatus.CREATED:
        raise CentralUnreachable("nonsense")
    try:
        return msgspec.json.decode(answer.body, type=Credentials)
    except msgspec.DecodeError as error:
        raise CentralUnreachable("nonsense") from error
