"""The CapabilityStatement of the server (`GET /fhir/metadata`)."""

from ptc_central.fhir.json_codec import JsonResource, JsonValue
from ptc_central.fhir.resource_types import RESOURCE_TYPES
from ptc_central.fhir.search_parameters import SearchValueFormat, search_parameters

_OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
_SECURITY_SERVICE = "http://terminology.hl7.org/CodeSystem/restful-security-service"
_SEARCH_PARAMETER_TYPES = {
    SearchValueFormat.TOKEN: "token",
    SearchValueFormat.REFERENCE: "reference",
    SearchValueFormat.PATIENT: "reference",
    SearchValueFormat.URI: "uri",
}
_INTERACTIONS = ("read", "vread", "update", "create", "history-instance", "search-type")


def capability_statement(base_url: str) -> JsonResource:
    """Build the CapabilityStatement; `base_url` is the FHIR base URL, ending in `/fhir`.

    It lists all resource types by name, with their search parameters, and the OAuth URLs.
    """
    rest: JsonResource = {
        "mode": "server",
        "security": _security(base_url.removesuffix("/fhir")),
        "resource": [_resource_capability(name) for name in sorted(RESOURCE_TYPES)],
        "interaction": [{"code": "transaction"}, {"code": "batch"}],
    }
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2025-01-01",
        "kind": "instance",
        "software": {"name": "practice central"},
        "implementation": {"description": "Practice central", "url": base_url},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [rest],
    }


def _security(root_url: str) -> JsonValue:
    endpoints: list[JsonValue] = [
        {"url": "token", "valueUri": f"{root_url}/token"},
        {"url": "register", "valueUri": f"{root_url}/register"},
    ]
    return {
        "extension": [{"url": _OAUTH_URIS, "extension": endpoints}],
        "service": [{"coding": [{"system": _SECURITY_SERVICE, "code": "OAuth"}]}],
    }


def _resource_capability(resource_type: str) -> JsonResource:
    return {
        "type": resource_type,
        "interaction": [{"code": code} for code in _INTERACTIONS],
        "versioning": "versioned-update",
        "readHistory": True,
        "updateCreate": True,
        "conditionalCreate": True,
        "conditionalRead": "not-match",
        "conditionalUpdate": True,
        "conditionalDelete": "not-supported",
        "searchParam": _search_parameters(resource_type),
    }


def _search_parameters(resource_type: str) -> list[JsonValue]:
    indexed: list[JsonValue] = [
        {"name": name, "type": _SEARCH_PARAMETER_TYPES[parameter.format]}
        for name, parameter in search_parameters(resource_type).items()
    ]
    return [{"name": "_id", "type": "token"}, {"name": "_lastUpdated", "type": "date"}, *indexed]
