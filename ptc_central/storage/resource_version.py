"""One stored version of a FHIR resource: its tag, location, and whether it equals another."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from ptc_central.fhir.json_codec import (
    JsonResource,
    JsonValue,
    decode_json,
    encode_canonical_json,
    encode_json,
)
from ptc_central.fhir.milliseconds import (
    datetime_from_milliseconds,
    format_instant,
)

_ETAG = re.compile(r'(?:W/)?"?([^"]*)"?')
_SERVER_META = frozenset({"versionId", "lastUpdated"})


@dataclass(frozen=True, slots=True)
class ResourceVersion:
    """A row of the table of versions.

    `version`: counts from 1 for each resource.
    `updated`: when it was written, in milliseconds since 1970 (UTC).
    `position`: grows with every write of the server.
    `body`: the JSON of the resource with its id and meta.
    """

    type: str
    id: str
    version: int
    updated: int
    position: int
    body: bytes = field(repr=False)

    @property
    def reference(self) -> str:
        """The relative reference to the resource: `Type/id`."""
        return f"{self.type}/{self.id}"

    @property
    def location(self) -> str:
        """The relative URL of this version: `Type/id/_history/version`."""
        return f"{self.reference}/_history/{self.version}"

    @property
    def etag(self) -> str:
        """The weak entity tag of this version: `W/"version"`."""
        return f'W/"{self.version}"'

    @property
    def last_updated(self) -> datetime:
        """The UTC time of the write."""
        return datetime_from_milliseconds(self.updated)

    def has_etag(self, etag: str) -> bool:
        """Return whether an entity tag (weak, strong or without quotes) names this version."""
        match = _ETAG.fullmatch(etag.strip())
        return match is not None and match[1] == str(self.version)

    def has_content(self, resource: JsonResource) -> bool:
        """Return whether the resource equals this version, but for id and the meta the server sets.

        The order of members does not count; the digits of a decimal do.
        """
        stored = decode_json(self.body)
        return isinstance(stored, dict) and _content(stored) == _content(resource)


def _content(resource: JsonResource) -> bytes:
    meta: dict[str, JsonValue] = {
        name: value for name, value in client_meta(resource).items() if name not in _SERVER_META
    }
    elements = {name: value for name, value in resource.items() if name != "id"}
    return encode_canonical_json({**elements, "meta": meta})


def client_meta(resource: JsonResource) -> JsonResource:
    """Return the `meta` of a resource as it was sent; empty if it has none."""
    meta = resource.get("meta")
    return meta if isinstance(meta, dict) else {}


def resource_body(
    resource: JsonResource, resource_type: str, resource_id: str, version: int, updated: int
) -> bytes:
    """Encode the resource as stored: with its type, id, meta.versionId and meta.lastUpdated.

    `updated` is in milliseconds since 1970. The rest of meta is as it was sent.
    """
    server_meta: JsonResource = {
        "versionId": str(version),
        "lastUpdated": format_instant(datetime_from_milliseconds(updated)),
    }
    body: JsonResource = {
        "resourceType": resource_type,
        "id": resource_id,
        "meta": {**client_meta(resource), **server_meta},
    }
    elements = {name: value for name, value in resource.items() if name not in body}
    return encode_json({**body, **elements})
