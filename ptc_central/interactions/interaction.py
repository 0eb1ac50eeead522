"""One FHIR RESTful interaction, from an HTTP request or a bundle entry, and its result."""

from dataclasses import dataclass, field
from http import HTTPStatus

from ptc_central.fhir.json_codec import JsonValue
from ptc_central.fhir.operation_outcome import method_not_allowed
from ptc_central.fhir.resource_url import ResourceUrl
from ptc_central.storage.resource_version import ResourceVersion


@dataclass(frozen=True, slots=True)
class RequestedInteraction:
    """An HTTP method on a resource URL, with its resource and its preconditions as they were sent.

    `full_url`: the temporary name of a bundle entry.
    `if_none_exist`: the query of a conditional create.
    `if_match`, `if_none_match`: entity tags.

    Each is None if it was not sent.
    """

    method: str
    url: ResourceUrl
    resource: JsonValue = None
    full_url: str | None = None
    if_none_exist: str | None = None
    if_match: str | None = None
    if_none_match: str | None = None


@dataclass(frozen=True, slots=True)
class InteractionResult:
    """The result of a request: HTTP status, JSON body (may be empty), and the version it is about.

    `version` was read or written; None for a search or a history.
    """

    status: HTTPStatus
    body: bytes = field(repr=False)
    version: ResourceVersion | None = None


def require_allowed_method(method: str, url: ResourceUrl) -> None:
    """Raise RequestRefused (405) if the server does not support the method on the URL.

    GET is for every URL, POST for that of a type, PUT for a type or the current version.
    """
    is_allowed = {
        "GET": True,
        "POST": url.id is None,
        "PUT": not url.is_history and url.version is None,
    }
    if not is_allowed.get(method, False):
        raise method_not_allowed()
