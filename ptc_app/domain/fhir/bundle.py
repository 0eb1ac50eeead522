"""The transaction Bundle of one signed act, and its frozen bytes."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import msgspec

Resource = dict[str, object]
"""A FHIR R4 resource as JSON says it; numbers are int or Decimal, never float."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def conditional_create_entry(resource: Resource, uuid: str) -> Resource:
    """An entry that creates the resource unless central holds its identifier already."""
    system, value = _identity(resource)
    return {
        "fullUrl": f"urn:uuid:{uuid}",
        "resource": resource,
        "request": {
            "method": "POST",
            "url": resource["resourceType"],
            "ifNoneExist": _query("identifier", system, value),
        },
    }


def conditional_create_entry_by_tag(
    resource: Resource, uuid: str, system: str, code: str
) -> Resource:
    """An entry for a resource without identifier: a tag of ours finds it again."""
    tagged = {**resource, "meta": {"tag": [{"system": system, "code": code}]}}
    return {
        "fullUrl": f"urn:uuid:{uuid}",
        "resource": tagged,
        "request": {
            "method": "POST",
            "url": resource["resourceType"],
            "ifNoneExist": _query("_tag", system, code),
        },
    }


def conditional_update_entry(resource: Resource, uuid: str) -> Resource:
    """An entry that makes the resource of this identifier say this, whatever it said before."""
    system, value = _identity(resource)
    return {
        "fullUrl": f"urn:uuid:{uuid}",
        "resource": resource,
        "request": {
            "method": "PUT",
            "url": f"{resource['resourceType']}?{_query('identifier', system, value)}",
        },
    }


def encode_transaction(entries: Iterable[Resource]) -> bytes:
    """The frozen bytes of one act: a Bundle that central takes whole or not at all."""
    return _ENCODER.encode(
        {"resourceType": "Bundle", "type": "transaction", "entry": list(entries)}
    )


def conditional_reference(resource_type: str, system: str, value: str) -> Resource:
    """A reference to what an earlier record holds: central finds it by our identifier."""
    return {
        "reference": f"{resource_type}?{_query('identifier', system, value)}",
        "type": resource_type,
        "identifier": {"system": system, "value": value},
    }


def _identity(resource: Resource) -> tuple[str, str]:
    """The first identifier, which is the one of ours; in a QuestionnaireResponse the only one."""
    identifier = resource["identifier"]
    match identifier[0] if isinstance(identifier, list) else identifier:
        case {"system": str(system), "value": str(value)}:
            return system, value
        case _:
            raise LookupError(resource["resourceType"])


def _query(parameter: str, system: str, value: str) -> str:
    """Percent-encoded: some servers refuse a bare `https://` in a conditional URL."""
    return f"{parameter}={quote(system, safe='')}%7C{quote(value, safe='')}"
