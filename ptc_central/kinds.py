"""The resource types that a center sends, and the few rules each of them must keep."""

import re

from ptc_central.codec import Json, Resource
from ptc_central.links import references
from ptc_central.outcome import invalid, not_found, unprocessable

TYPES = frozenset(
    {
        "AuditEvent",
        "Binary",
        "Consent",
        "Device",
        "DocumentReference",
        "Encounter",
        "Location",
        "Observation",
        "Organization",
        "Patient",
        "Practitioner",
        "Provenance",
        "Questionnaire",
        "QuestionnaireResponse",
        "RelatedPerson",
    }
)
_WITH_STATUS = frozenset(
    {
        "Consent",
        "DocumentReference",
        "Encounter",
        "Observation",
        "Questionnaire",
        "QuestionnaireResponse",
    }
)
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_REFERENCE = re.compile(
    r"#\S*|https?://\S+|urn:(?!uuid:)\S+"
    r"|[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}(/_history/[A-Za-z0-9\-.]{1,64})?"
)


def require_known(kind: str) -> None:
    """Refuse a type that is not kept here."""
    if kind not in TYPES:
        raise not_found(text="Unknown resource type")


def require_id(text: str) -> None:
    """Refuse what FHIR does not allow as an id."""
    if not _ID.fullmatch(text):
        raise invalid(text="An id has 1 to 64 letters, digits, hyphens and dots", at="id")


def typed(value: Json, kind: str) -> Resource:
    """The value as a resource of the type."""
    if not isinstance(value, dict):
        raise invalid(text="A resource is a JSON object")
    given = value.get("resourceType")
    if not isinstance(given, str):
        raise invalid(text="resourceType is missing", at="resourceType")
    if given not in TYPES:
        raise invalid(text="Unknown resource type", at="resourceType")
    if given != kind:
        raise invalid(text="resourceType differs from the type in the URL", at="resourceType")
    if not isinstance(value.get("meta", {}), dict):
        raise unprocessable(text="meta is an object", at="meta")
    return value


def validate(resource: Resource) -> None:
    """Refuse a resource that breaks a rule; called once its links are resolved."""
    kind = resource["resourceType"]
    status = resource.get("status")
    if kind in _WITH_STATUS and not (isinstance(status, str) and status):
        raise unprocessable(text="status is required", at=f"{kind}.status")
    for path, reference in references(resource):
        if not (isinstance(reference, str) and _REFERENCE.fullmatch(reference)):
            raise unprocessable(text="A reference is malformed or cannot be resolved here", at=path)
