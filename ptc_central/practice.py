"""What every route works with: the database, who has access, and where time and ids come from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from sqlalchemy import Connection

from ptc_central.access import Access
from ptc_central.database import Database
from ptc_central.outcome import Problem, Refusal
from ptc_central.records import Records

_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Practice:
    """One running practice central."""

    database: Database
    access: Access
    body_limit: int  # bytes, unpacked
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    @contextmanager
    def reading(self, authorization: str) -> Iterator[Records]:
        """The records as they are now, for who shows a valid token."""
        with self.database.reading() as connection:
            self._require(connection, authorization)
            yield self.records(connection)

    @contextmanager
    def writing(self, authorization: str) -> Iterator[tuple[Connection, Records]]:
        """The records to be changed, for who shows a valid token."""
        with self.database.reading() as connection:
            self._require(connection, authorization)
        with self.database.writing() as connection:
            records = self.records(connection)
            yield connection, records
            records.send()

    def records(self, connection: Connection) -> Records:
        """The records within an open transaction."""
        return Records(connection, self.now, self.new_id)

    def _require(self, connection: Connection, authorization: str) -> None:
        token = authorization[len(_BEARER) :].strip()
        is_bearer = authorization.lower().startswith(_BEARER)
        if not (is_bearer and self.access.admits(connection, token)):
            raise Refusal(Problem(HTTPStatus.UNAUTHORIZED, "A valid Bearer token is needed"))
