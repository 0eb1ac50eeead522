"""One FHIR interaction, from a request of its own or from an entry of a bundle."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote

from ptc_central.codec import Json
from ptc_central.kinds import require_id, require_known
from ptc_central.outcome import invalid, not_allowed, not_found
from ptc_central.records import Stored


@dataclass(frozen=True, slots=True)
class Target:
    """What the URL of an interaction names."""

    type: str
    id: str | None = None
    history: bool = False
    version: str | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """What is to be done, and under which conditions."""

    method: str
    target: Target
    resource: Json = None
    full_url: str | None = None
    if_none_exist: str | None = None
    if_match: str | None = None
    if_none_match: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an interaction."""

    status: HTTPStatus
    body: bytes
    stored: Stored | None = None


def target(url: str) -> Target:
    """What a URL relative to the FHIR base names."""
    path, mark, query = url.partition("?")
    if "://" in path or path.startswith("/"):
        raise invalid(text="A URL in a bundle is relative")
    parts = [unquote(part) for part in path.split("/")]
    require_known(parts[0])
    if len(parts) > 1:
        require_id(parts[1])
    asked = query if mark else None
    match parts[1:]:
        case []:
            return Target(parts[0], query=asked)
        case [identity]:
            return Target(parts[0], identity, query=asked)
        case [identity, "_history"]:
            return Target(parts[0], identity, history=True, query=asked)
        case [identity, "_history", version]:
            return Target(parts[0], identity, version=version, query=asked)
        case _:
            raise not_found(text="There is nothing at this URL")


def require_method(interaction: Interaction) -> None:
    """Refuse a method that the target does not take."""
    place = interaction.target
    writable = {
        "GET": True,
        "POST": place.id is None,
        "PUT": not place.history and place.version is None,
    }
    if not writable.get(interaction.method, False):
        raise not_allowed()
