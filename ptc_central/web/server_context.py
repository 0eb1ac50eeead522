"""What the routes of one server share, and how FastAPI passes it to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection
from starlette.requests import Request

from ptc_central.storage.device_registry import DeviceRegistry
from ptc_central.storage.resource_store import ResourceTransaction
from ptc_central.storage.server_database import ServerDatabase


@dataclass(frozen=True, slots=True)
class ServerContext:
    """Database, devices, limits, clock and id source of one server.

    `body_limit`: the largest request body, unpacked, in bytes.
    `now`: the clock; returns an aware time.
    `new_id`: returns the id of a new resource.
    """

    database: ServerDatabase
    devices: DeviceRegistry
    body_limit: int
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def resource_store(self, connection: Connection) -> ResourceTransaction:
        """Return the resources as the open transaction of `connection` sees and changes them."""
        return ResourceTransaction(connection, self.now, self.new_id)


async def _server_context(request: Request) -> ServerContext:
    context: ServerContext = request.app.state.context
    return context


Context = Annotated[ServerContext, Depends(_server_context)]
