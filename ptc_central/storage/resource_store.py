"""Reads and writes of FHIR resources within one database transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, select

from ptc_central.fhir.json_codec import JsonResource
from ptc_central.storage.insert_buffer import InsertBuffer
from ptc_central.storage.resource_version import ResourceVersion, resource_body
from ptc_central.storage.search_query import SearchQuery
from ptc_central.storage.search_values import SearchValue, search_values_of
from ptc_central.storage.server_database import (
    current_resources,
    resource_versions,
    search_values,
)
from ptc_central.storage.write_sequence import WriteSequence

_COLUMNS = tuple(resource_versions.c[name] for name in ResourceVersion.__slots__)
_CURRENT_VERSIONS = current_resources.join(
    resource_versions, current_resources.c.position == resource_versions.c.position
)
# Built once: nearly every entry of a bundle runs this, and building it takes longer than running.
_BY_SEARCH_VALUE = (
    select(*_COLUMNS)
    .select_from(
        _CURRENT_VERSIONS.join(
            search_values,
            (search_values.c.type == current_resources.c.type)
            & (search_values.c.id == current_resources.c.id),
        )
    )
    .where(
        *(
            search_values.c[name] == bindparam(name)
            for name in ("type", "parameter", "system", "value")
        )
    )
    .limit(bindparam("limit"))
)


class ResourceTransaction:
    """All resources, as one open transaction of `connection` sees and changes them.

    `now` returns an aware time, `new_id` the id of a new resource. Saved rows are buffered: `flush`
    must be called before the commit. Reads flush where they must.
    """

    def __init__(
        self, connection: Connection, now: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._buffer = InsertBuffer(connection)
        self._sequence = WriteSequence(connection, now)
        self.new_id = new_id

    def current(self, resource_type: str, resource_id: str) -> ResourceVersion | None:
        """Return the current version of a resource, or None if there is no such resource."""
        query = select(*_COLUMNS).select_from(_CURRENT_VERSIONS)
        current = current_resources.c
        return _first(
            self._fetch(query.where(current.type == resource_type, current.id == resource_id))
        )

    def version(self, resource_type: str, resource_id: str, version: int) -> ResourceVersion | None:
        """Return one version of a resource, or None if there is no such version."""
        query = _versions_of(resource_type, resource_id)
        return _first(self._fetch(query.where(resource_versions.c.version == version)))

    def history(self, resource_type: str, resource_id: str) -> list[ResourceVersion]:
        """Return all versions of a resource, newest first."""
        query = _versions_of(resource_type, resource_id)
        return self._fetch(query.order_by(resource_versions.c.version.desc()))

    def latest(self, limit: int) -> list[ResourceVersion]:
        """Return the resources of any type that were written last, newest first, at most `limit`.

        Each is in its current version.
        """
        query = select(*_COLUMNS).select_from(_CURRENT_VERSIONS)
        return self._fetch(query.order_by(current_resources.c.position.desc()).limit(limit))

    def counts(self) -> dict[str, int]:
        """Return the number of resources by type, in alphabetical order, without empty types."""
        self.flush()
        resource_type = current_resources.c.type
        query = select(resource_type, func.count()).group_by(resource_type).order_by(resource_type)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def find(self, search: SearchQuery, limit: int) -> list[ResourceVersion]:
        """Return up to `limit` resources that the search finds, in any order."""
        return self._fetch(_search(search, *_COLUMNS).limit(limit))

    def find_by_value(
        self, resource_type: str, value: SearchValue, limit: int
    ) -> list[ResourceVersion]:
        """Return up to `limit` resources that are indexed with the search value, in any order."""
        if self._buffer.has_rows_of(resource_type):
            self.flush()
        parameters = {"type": resource_type, "limit": limit, **value.columns()}
        rows = self._connection.execute(_BY_SEARCH_VALUE, parameters)
        return [ResourceVersion(*row) for row in rows]

    def page(self, search: SearchQuery) -> list[ResourceVersion]:
        """Return one page of the search, and one resource more if there is a next page.

        In the order of writing, or newest first as the search asks, from behind its `after`.
        """
        position = current_resources.c.position
        query = _search(search, *_COLUMNS)
        query = query.order_by(position.desc() if search.newest_first else position)
        if search.after is not None:
            is_older, is_newer = position < search.after, position > search.after
            query = query.where(is_older if search.newest_first else is_newer)
        return self._fetch(query.limit(search.count + 1))

    def total(self, search: SearchQuery) -> int:
        """Return how many resources the search finds on all pages together."""
        self.flush()
        count: int = self._connection.execute(_search(search, func.count())).scalar_one()
        return count

    def save(
        self,
        resource_type: str,
        resource_id: str,
        resource: JsonResource,
        current: ResourceVersion | None,
    ) -> ResourceVersion:
        """Store the resource as the version after `current` (None: as version 1); return it.

        Returns `current` and stores nothing if both have the same content. The rows are buffered
        until `flush`. Raises RequestRefused (422) for a search value that is too long to be
        indexed.
        """
        if current is not None and current.has_content(resource):
            return current
        values = search_values_of(resource)
        if current is not None:
            self._delete_from_index(current)
        number = 1 if current is None else current.version + 1
        position, updated = self._sequence.advance()
        body = resource_body(resource, resource_type, resource_id, number, updated)
        saved = ResourceVersion(resource_type, resource_id, number, updated, position, body)
        _buffer_rows(self._buffer, saved, values)
        return saved

    def flush(self) -> None:
        """Insert the buffered rows of all saved resources; does not commit."""
        self._buffer.flush()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Context manager: an error in its block undoes what was inserted in the block, and passes.

        What is buffered is inserted at the end of the block. Call `flush` before it, and save last
        in it: rows that are still buffered at an error stay so.
        """
        with self._connection.begin_nested():
            yield
            self.flush()

    def _delete_from_index(self, replaced: ResourceVersion) -> None:
        self.flush()
        for table in (current_resources, search_values):
            is_resource = (table.c.type == replaced.type) & (table.c.id == replaced.id)
            self._connection.execute(delete(table).where(is_resource))

    def _fetch(self, query: Select[*tuple[Any, ...]]) -> list[ResourceVersion]:
        self.flush()
        return [ResourceVersion(*row) for row in self._connection.execute(query)]


def _buffer_rows(
    buffer: InsertBuffer, saved: ResourceVersion, values: frozenset[SearchValue]
) -> None:
    key = {"type": saved.type, "id": saved.id}
    row = {name: getattr(saved, name) for name in ResourceVersion.__slots__}
    buffer.add(resource_versions, row)
    buffer.add(current_resources, {**key, "position": saved.position})
    for value in values:
        buffer.add(search_values, {**key, **value.columns()})


def _first(versions: list[ResourceVersion]) -> ResourceVersion | None:
    return versions[0] if versions else None


def _versions_of(resource_type: str, resource_id: str) -> Select[*tuple[Any, ...]]:
    columns = resource_versions.c
    return select(*_COLUMNS).where(columns.type == resource_type, columns.id == resource_id)


def _search(search: SearchQuery, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    has_type = current_resources.c.type == search.type
    return select(*columns).select_from(_CURRENT_VERSIONS).where(has_type, *search.conditions)
