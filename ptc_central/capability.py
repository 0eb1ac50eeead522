"""The CapabilityStatement: what this server can do, as FHIR asks for it."""

from ptc_central.codec import Json, Resource
from ptc_central.kinds import TYPES
from ptc_central.tokens import Kind, parameters

_OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
_SERVICE = "http://terminology.hl7.org/CodeSystem/restful-security-service"
_SEARCH_TYPES = {
    Kind.CODED: "token",
    Kind.REFERENCE: "reference",
    Kind.PATIENT: "reference",
    Kind.URI: "uri",
}
_INTERACTIONS = ("read", "vread", "update", "create", "history-instance", "search-type")


def capability_statement(base: str) -> Resource:
    """The statement of the server whose FHIR base URL is given."""
    rest: Resource = {
        "mode": "server",
        "security": _security(base.removesuffix("/fhir")),
        "resource": [_resource(kind) for kind in sorted(TYPES)],
        "interaction": [{"code": "transaction"}, {"code": "batch"}],
    }
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2025-01-01",
        "kind": "instance",
        "software": {"name": "practice central"},
        "implementation": {"description": "Practice central", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [rest],
    }


def _security(root: str) -> Json:
    urls: list[Json] = [
        {"url": "token", "valueUri": f"{root}/token"},
        {"url": "register", "valueUri": f"{root}/register"},
    ]
    return {
        "extension": [{"url": _OAUTH, "extension": urls}],
        "service": [{"coding": [{"system": _SERVICE, "code": "OAuth"}]}],
    }


def _resource(kind: str) -> Resource:
    searched: list[Json] = [
        {"name": name, "type": _SEARCH_TYPES[found.kind]}
        for name, found in parameters(kind).items()
    ]
    return {
        "type": kind,
        "interaction": [{"code": code} for code in _INTERACTIONS],
        "versioning": "versioned-update",
        "readHistory": True,
        "updateCreate": True,
        "conditionalCreate": True,
        "conditionalRead": "not-match",
        "conditionalUpdate": True,
        "conditionalDelete": "not-supported",
        "searchParam": [
            {"name": "_id", "type": "token"},
            {"name": "_lastUpdated", "type": "date"},
            *searched,
        ],
    }
