"""One stored version of a FHIR resource, and how a sent resource becomes the next version."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from ptc_central.fhir.instants import (
    datetime_from_milliseconds,
    floor_milliseconds,
    format_instant,
)
from ptc_central.fhir.json_codec import (
    Json,
    Resource,
    decode_json,
    encode_canonical_json,
    encode_json,
)
from ptc_central.storage.server_database import resource_versions

_ETAG = re.compile(r'(?:W/)?"?([^"]*)"?')
_SERVER_META = frozenset({"versionId", "lastUpdated"})


@dataclass(frozen=True, slots=True)
class ResourceVersion:
    """A row of the table of versions.

    `version` counts from 1; `updated` is in milliseconds since 1970; `position` grows with every
    write of the server; `body` is the JSON of the resource with its id and meta.
    """

    type: str
    id: str
    version: int
    updated: int
    position: int
    body: bytes

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

    def has_content(self, resource: Resource) -> bool:
        """Return whether the resource equals this version, but for id and server-set meta."""
        stored = decode_json(self.body)
        return isinstance(stored, dict) and _content(stored) == _content(resource)


class WriteSequence:
    """Numbers the writes of one transaction: position and time of each."""

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now
        self._last: tuple[int, int] | None = None

    def advance(self) -> tuple[int, int]:
        """Return (position, milliseconds since 1970) of the next write; neither ever decreases."""
        position, updated = self._last or self._last_stored()
        self._last = position + 1, max(floor_milliseconds(self._now()), updated)
        return self._last

    def _last_stored(self) -> tuple[int, int]:
        position, updated = resource_versions.c.position, resource_versions.c.updated
        query = select(position, updated).order_by(position.desc()).limit(1)
        row = self._connection.execute(query).first()
        return (0, 0) if row is None else (row[0], row[1])


def resource_body(
    resource: Resource, resource_type: str, resource_id: str, version: int, updated: int
) -> bytes:
    """Encode the resource with its id, meta.versionId and meta.lastUpdated (`updated`, in ms)."""
    server_meta: Resource = {
        "versionId": str(version),
        "lastUpdated": format_instant(datetime_from_milliseconds(updated)),
    }
    body: Resource = {
        "resourceType": resource_type,
        "id": resource_id,
        "meta": {**_meta(resource), **server_meta},
    }
    elements = {name: value for name, value in resource.items() if name not in body}
    return encode_json({**body, **elements})


def _content(resource: Resource) -> bytes:
    meta: dict[str, Json] = {
        name: value for name, value in _meta(resource).items() if name not in _SERVER_META
    }
    elements = {name: value for name, value in resource.items() if name != "id"}
    return encode_canonical_json({**elements, "meta": meta})


def _meta(resource: Resource) -> Resource:
    meta = resource.get("meta")
    return meta if isinstance(meta, dict) else {}
