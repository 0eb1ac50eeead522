"""URLs of the FHIR RESTful API, relative to the base URL of the server."""

from dataclasses import dataclass
from urllib.parse import unquote

from ptc_central.fhir.operation_outcome import bad_request, not_found
from ptc_central.fhir.resource_validation import require_resource_id, require_resource_type


@dataclass(frozen=True, slots=True)
class ResourceUrl:
    """A parsed URL: a resource type, one resource, its history or one of its versions.

    `type`, `id`: of the resource; `id` is None in the URL of a type.
    `is_history`: whether it names the history of a resource.
    `version`: the version id as it was sent; None for the current version.
    `query`: the part after `?`, percent-encoded; None without a `?`.
    """

    type: str
    id: str | None = None
    is_history: bool = False
    version: str | None = None
    query: str | None = None


def parse_resource_url(url: str) -> ResourceUrl:
    """Parse a percent-encoded relative URL such as `Patient/7/_history/2` or `Patient?_id=7`.

    Raises RequestRefused: 400 for an absolute URL or a malformed id, 404 for an unknown resource
    type or any other path.
    """
    path, question_mark, query = url.partition("?")
    if "://" in path or path.startswith("/"):
        raise bad_request("A URL in a bundle is relative")
    resource_type, *rest = [unquote(part) for part in path.split("/")]
    require_resource_type(resource_type)
    if rest:
        require_resource_id(rest[0])
    return _resource_url(resource_type, rest, query if question_mark else None)


def _resource_url(resource_type: str, rest: list[str], query: str | None) -> ResourceUrl:
    match rest:
        case []:
            return ResourceUrl(resource_type, query=query)
        case [resource_id]:
            return ResourceUrl(resource_type, resource_id, query=query)
        case [resource_id, "_history"]:
            return ResourceUrl(resource_type, resource_id, is_history=True, query=query)
        case [resource_id, "_history", version]:
            return ResourceUrl(resource_type, resource_id, version=version, query=query)
        case _:
            raise not_found("There is nothing at this URL")
