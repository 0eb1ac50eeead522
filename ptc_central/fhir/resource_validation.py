"""Checks of resource types, ids and resources that clients send."""

import re

from ptc_central.fhir.json_codec import JsonResource, JsonValue
from ptc_central.fhir.operation_outcome import bad_request, not_found, unprocessable_entity
from ptc_central.fhir.references import find_references
from ptc_central.fhir.resource_types import RESOURCE_TYPES, TYPES_WITH_REQUIRED_STATUS

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")  # https://hl7.org/fhir/R4/datatypes.html#id
_RESOLVED_REFERENCE = re.compile(
    r"#\S*|https?://\S+|urn:(?!uuid:)\S+"
    r"|[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}(/_history/[A-Za-z0-9\-.]{1,64})?"
)


def require_resource_type(resource_type: str) -> None:
    """Raise RequestRefused (404) if the server does not store the resource type."""
    if resource_type not in RESOURCE_TYPES:
        raise not_found("Unknown resource type")


def require_resource_id(resource_id: str) -> None:
    """Raise RequestRefused (400) if the text is no FHIR id: 1 to 64 letters, digits, `-`, `.`."""
    if not _ID.fullmatch(resource_id):
        raise bad_request("An id has 1 to 64 letters, digits, hyphens and dots", at="id")


def require_resource(value: JsonValue, resource_type: str) -> JsonResource:
    """Return `value` as a resource of the type, its other elements unchecked.

    Raises RequestRefused: 400 for no object or another resourceType, 422 for a meta of a wrong
    shape.
    """
    if not isinstance(value, dict):
        raise bad_request("A resource is a JSON object")
    _require_type_of(value, resource_type)
    if not isinstance(value.get("meta", {}), dict):
        raise unprocessable_entity("meta is an object", at="meta")
    return value


def validate_resource(resource: JsonResource) -> None:
    """Check the status and the references of a resource before it is stored.

    Raises RequestRefused (422) if a status that FHIR requires is missing, or a reference is
    malformed or unresolved. A `urn:uuid:` or conditional reference must be replaced before; it
    counts as unresolved. Whether the referenced resource exists is not checked.
    """
    resource_type, status = resource["resourceType"], resource.get("status")
    if resource_type in TYPES_WITH_REQUIRED_STATUS and not (isinstance(status, str) and status):
        raise unprocessable_entity("status is required", at=f"{resource_type}.status")
    for path, reference in find_references(resource):
        if not (isinstance(reference, str) and _RESOLVED_REFERENCE.fullmatch(reference)):
            raise unprocessable_entity(
                "A reference is malformed or cannot be resolved here", at=path
            )


def _require_type_of(resource: JsonResource, resource_type: str) -> None:
    sent_type = resource.get("resourceType")
    if not isinstance(sent_type, str):
        raise bad_request("resourceType is missing", at="resourceType")
    if sent_type not in RESOURCE_TYPES:
        raise bad_request("Unknown resource type", at="resourceType")
    if sent_type != resource_type:
        raise bad_request("resourceType differs from the type in the URL", at="resourceType")
