"""The stored resources, as one open transaction sees and changes them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, delete, func, select

from ptc_central import database
from ptc_central.codec import Resource, canonical, decoded, encoded
from ptc_central.search import Search
from ptc_central.tokens import Token, tokens
from ptc_central.unsent import Unsent

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_COLUMNS = (
    database.versions.c.type,
    database.versions.c.id,
    database.versions.c.version,
    database.versions.c.updated,
    database.versions.c.position,
    database.versions.c.body,
)
_CURRENT = database.resources.join(
    database.versions, database.resources.c.position == database.versions.c.position
)
# Built once: a bundle asks this for nearly every entry, and building costs more than asking.
_BEARING = (
    select(*_COLUMNS)
    .select_from(
        _CURRENT.join(
            database.tokens,
            (database.tokens.c.type == database.resources.c.type)
            & (database.tokens.c.id == database.resources.c.id),
        )
    )
    .where(
        *(
            database.tokens.c[name] == bindparam(name)
            for name in ("type", "parameter", "system", "value")
        )
    )
    .limit(bindparam("limit"))
)


class Change(Enum):
    """What a write did to a resource."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of one resource; the body holds its id and meta."""

    type: str
    id: str
    version: int
    updated: int
    position: int
    body: bytes

    @property
    def name(self) -> str:
        return f"{self.type}/{self.id}"

    @property
    def location(self) -> str:
        return f"{self.name}/_history/{self.version}"

    @property
    def etag(self) -> str:
        return f'W/"{self.version}"'

    @property
    def last_updated(self) -> datetime:
        return _EPOCH + self.updated * _MILLISECOND


def instant(moment: datetime) -> str:
    """The moment as a FHIR instant in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Records:
    """Every read and write of resources within one transaction, which ends with `send`."""

    def __init__(
        self, connection: Connection, now: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._unsent = Unsent(connection)
        self._now = now
        self._last: tuple[int, int] | None = None
        self.new_id = new_id

    def current(self, kind: str, identity: str) -> Stored | None:
        """The latest version of a resource."""
        return self._first(
            select(*_COLUMNS)
            .select_from(_CURRENT)
            .where(database.resources.c.type == kind, database.resources.c.id == identity)
        )

    def version(self, kind: str, identity: str, number: int) -> Stored | None:
        """One version of a resource."""
        return self._first(
            select(*_COLUMNS).where(
                database.versions.c.type == kind,
                database.versions.c.id == identity,
                database.versions.c.version == number,
            )
        )

    def history(self, kind: str, identity: str) -> list[Stored]:
        """All versions of a resource, newest first."""
        return self._all(
            select(*_COLUMNS)
            .where(database.versions.c.type == kind, database.versions.c.id == identity)
            .order_by(database.versions.c.version.desc())
        )

    def latest(self, limit: int) -> list[Stored]:
        """What arrived last, of any type."""
        position = database.resources.c.position
        return self._all(
            select(*_COLUMNS).select_from(_CURRENT).order_by(position.desc()).limit(limit)
        )

    def counts(self) -> dict[str, int]:
        """How many resources of each type there are."""
        kind = database.resources.c.type
        self.send()
        rows = self._connection.execute(select(kind, func.count()).group_by(kind).order_by(kind))
        return {row[0]: row[1] for row in rows}

    def matching(self, search: Search, limit: int) -> list[Stored]:
        """The first resources that a condition matches."""
        return self._all(_found(search, *_COLUMNS).limit(limit))

    def bearing(self, kind: str, token: Token, limit: int) -> list[Stored]:
        """The first resources that have the token."""
        if self._unsent.concerns(kind):
            self.send()
        wanted = {"type": kind, "limit": limit, **_columns(token)}
        return [_stored(row) for row in self._connection.execute(_BEARING, wanted)]

    def page(self, search: Search) -> list[Stored]:
        """One page and, where there is more, the first resource of the next page."""
        position = database.resources.c.position
        query = _found(search, *_COLUMNS)
        query = query.order_by(position.desc() if search.newest_first else position)
        if search.after is not None:
            behind = position < search.after if search.newest_first else position > search.after
            query = query.where(behind)
        return self._all(query.limit(search.count + 1))

    def total(self, search: Search) -> int:
        """How many resources the search finds on all pages together."""
        self.send()
        count: int = self._connection.execute(_found(search, func.count())).scalar_one()
        return count

    def save(
        self, kind: str, identity: str, resource: Resource, current: Stored | None
    ) -> tuple[Stored, Change]:
        """Store the resource as the next version, unless it says what the current one says."""
        if current is not None and _content(resource) == _content(_decoded(current)):
            return current, Change.UNCHANGED
        found = tokens(resource)
        stored = self._next(kind, identity, resource, current)
        if current is not None:
            self._forget(current)
        mine = {"type": kind, "id": identity}
        row = {name: getattr(stored, name) for name in Stored.__slots__}
        self._unsent.add(database.versions, row)
        self._unsent.add(database.resources, {**mine, "position": stored.position})
        for token in found:
            self._unsent.add(database.tokens, {**mine, **_columns(token)})
        return stored, Change.CREATED if current is None else Change.UPDATED

    def send(self) -> None:
        """Let the database know all that was saved; every read does so where it must."""
        self._unsent.send()

    def _next(self, kind: str, identity: str, resource: Resource, current: Stored | None) -> Stored:
        """The resource as its next version; time never runs backwards along positions."""
        position, updated = self._last or self._newest()
        now = max((self._now() - _EPOCH) // _MILLISECOND, updated)
        version = 1 if current is None else current.version + 1
        meta = resource.get("meta")
        stamp = {
            **(meta if isinstance(meta, dict) else {}),
            "versionId": str(version),
            "lastUpdated": instant(_EPOCH + now * _MILLISECOND),
        }
        rest = {k: v for k, v in resource.items() if k not in {"resourceType", "id", "meta"}}
        body = encoded({"resourceType": kind, "id": identity, "meta": stamp, **rest})
        self._last = position + 1, now
        return Stored(kind, identity, version, now, position + 1, body)

    def _newest(self) -> tuple[int, int]:
        position = database.versions.c.position
        newest = select(position, database.versions.c.updated).order_by(position.desc()).limit(1)
        row = self._connection.execute(newest).first()
        return (0, 0) if row is None else (row[0], row[1])

    def _forget(self, current: Stored) -> None:
        """Nothing finds the version any more, except by its number."""
        self.send()
        for table in (database.resources, database.tokens):
            mine = (table.c.type == current.type, table.c.id == current.id)
            self._connection.execute(delete(table).where(*mine))

    def _first(self, query: Select[*tuple[Any, ...]]) -> Stored | None:
        self.send()
        row = self._connection.execute(query).first()
        return None if row is None else _stored(row)

    def _all(self, query: Select[*tuple[Any, ...]]) -> list[Stored]:
        self.send()
        return [_stored(row) for row in self._connection.execute(query)]


def _found(search: Search, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    kind = database.resources.c.type == search.type
    return select(*columns).select_from(_CURRENT).where(kind, *search.conditions)


def _columns(token: Token) -> dict[str, str]:
    return {"parameter": token.parameter, "system": token.system, "value": token.value}


def _stored(row: Row[*tuple[Any, ...]]) -> Stored:
    return Stored(*row)


def _decoded(stored: Stored) -> Resource:
    value = decoded(stored.body)
    if not isinstance(value, dict):
        raise TypeError(stored.location)
    return value


def _content(resource: Resource) -> bytes:
    """What the sender says, without what the server adds."""
    meta = resource.get("meta")
    said = {k: v for k, v in meta.items() if k not in _ADDED} if isinstance(meta, dict) else {}
    rest = {k: v for k, v in resource.items() if k not in {"id", "meta"}}
    return canonical({**rest, "meta": said})


_ADDED = frozenset({"versionId", "lastUpdated"})
