"""Parses the request entries of a bundle, and builds the entries of the response bundle."""

from http import HTTPStatus

import msgspec

from ptc_central.fhir.json_codec import JsonResource, JsonValue
from ptc_central.fhir.milliseconds import format_instant
from ptc_central.fhir.operation_outcome import RefusalIssue, bad_request, operation_outcome
from ptc_central.fhir.resource_url import parse_resource_url
from ptc_central.interactions.interaction import (
    InteractionResult,
    RequestedInteraction,
    require_allowed_method,
)


def parse_entry(entry: JsonValue) -> RequestedInteraction:
    """Parse one `Bundle.entry` of a transaction or batch.

    Raises RequestRefused: 400 for a malformed entry, 404 or 405 for its URL or method.
    """
    request = entry.get("request") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(request, dict):
        raise bad_request("An entry needs a request")
    url, method = _optional_string(request, "url"), _optional_string(request, "method")
    if url is None or method is None:
        raise bad_request("A request needs a method and a url")
    interaction = RequestedInteraction(
        method=method,
        url=parse_resource_url(url),
        resource=entry.get("resource"),
        full_url=_optional_string(entry, "fullUrl"),
        if_none_exist=_optional_string(request, "ifNoneExist"),
        if_match=_optional_string(request, "ifMatch"),
        if_none_match=_optional_string(request, "ifNoneMatch"),
    )
    require_allowed_method(method, interaction.url)
    return interaction


def result_entry(interaction: RequestedInteraction, result: InteractionResult) -> JsonResource:
    """Build the response entry of an interaction; that of a read (GET) has the resource in it.

    Location, etag and lastModified are those of the version that was read or written.
    """
    response: JsonResource = {"status": _status_line(result.status)}
    if result.version is not None:
        response["location"] = result.version.location
        response["etag"] = result.version.etag
        response["lastModified"] = format_instant(result.version.last_updated)
    if interaction.method != "GET" or not result.body:
        return {"response": response}
    return {"resource": msgspec.Raw(result.body), "response": response}


def error_entry(issue: RefusalIssue) -> JsonResource:
    """Build the response entry of a batch entry that failed: status and OperationOutcome."""
    outcome = operation_outcome(issue)
    return {"response": {"status": _status_line(issue.status), "outcome": outcome}}


def _optional_string(element: JsonResource, name: str) -> str | None:
    value = element.get(name)
    if value is not None and not isinstance(value, str):
        raise bad_request(f"{name} is a string")
    return value


def _status_line(status: HTTPStatus) -> str:
    return f"{status.value} {status.phrase}"
