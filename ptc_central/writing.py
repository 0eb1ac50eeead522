"""Create and update: first decided, then written, so that a bundle knows all its ids before."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from ptc_central.codec import Resource
from ptc_central.interaction import Answer, Interaction
from ptc_central.kinds import require_id, typed, validate
from ptc_central.outcome import ambiguous, invalid, precondition_failed
from ptc_central.records import Change, Records, Stored
from ptc_central.search import condition, exact

_SEVERAL = 2
_ETAG = re.compile(r'(?:W/)?"?([^"]*)"?')


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a resource goes; without a resource the current version stays as it is."""

    type: str
    id: str
    current: Stored | None
    resource: Resource | None


def planned(records: Records, interaction: Interaction) -> Plan:
    """Where the resource goes, once every precondition holds."""
    return _PLANNERS[interaction.method](records, interaction)


def write(records: Records, plan: Plan) -> Answer:
    """Carry out the plan."""
    if plan.resource is None:
        assert plan.current is not None  # noqa: S101 - only an existing match needs no write
        return Answer(HTTPStatus.OK, plan.current.body, plan.current)
    validate(plan.resource)
    stored, change = records.save(plan.type, plan.id, plan.resource, plan.current)
    status = HTTPStatus.CREATED if change is Change.CREATED else HTTPStatus.OK
    return Answer(status, stored.body, stored)


def only_match(records: Records, kind: str, query: str) -> Stored | None:
    """The one resource that a condition matches; several are refused."""
    token = exact(kind, query)
    if token is None:
        found = records.matching(condition(kind, query), _SEVERAL)
    else:
        found = records.bearing(kind, token, _SEVERAL)
    if len(found) == _SEVERAL:
        raise ambiguous(text=f"The condition matches several resources of type {kind}")
    return found[0] if found else None


def _create(records: Records, interaction: Interaction) -> Plan:
    kind = interaction.target.type
    resource = typed(interaction.resource, kind)
    if interaction.if_none_exist is not None:
        found = only_match(records, kind, interaction.if_none_exist)
        if found is not None:
            return Plan(kind, found.id, found, None)
    return Plan(kind, records.new_id(), None, resource)


def _update(records: Records, interaction: Interaction) -> Plan:
    place = interaction.target
    resource = typed(interaction.resource, place.type)
    if place.id is None:
        plan = _conditional_update(records, interaction, resource)
    else:
        if resource.get("id") != place.id:
            raise invalid(text="The id of the resource differs from the id in the URL", at="id")
        current = records.current(place.type, place.id)
        plan = Plan(place.type, place.id, current, resource)
    _require_version(interaction, plan.current)
    return plan


def _conditional_update(records: Records, interaction: Interaction, resource: Resource) -> Plan:
    kind, query = interaction.target.type, interaction.target.query
    found = only_match(records, kind, query or "")
    given = resource.get("id")
    if found is not None:
        if given not in {None, found.id}:
            raise invalid(text="The id of the resource differs from the id of the match", at="id")
        return Plan(kind, found.id, found, resource)
    if given is None:
        return Plan(kind, records.new_id(), None, resource)
    if not isinstance(given, str):
        raise invalid(text="An id is a string", at="id")
    require_id(given)
    if records.current(kind, given) is not None:
        raise invalid(text="The id of the resource belongs to another resource", at="id")
    return Plan(kind, given, None, resource)


def _require_version(interaction: Interaction, current: Stored | None) -> None:
    if interaction.if_none_match == "*" and current is not None:
        raise precondition_failed(text="The resource exists already")
    if interaction.if_match is None:
        return
    if current is None:
        raise precondition_failed(text="If-Match names a version of a resource that does not exist")
    if not same_version(interaction.if_match, current):
        raise precondition_failed(text="The resource has another version than If-Match names")


def same_version(etag: str, stored: Stored) -> bool:
    """Whether an entity tag, weak or strong or bare, names the version."""
    match = _ETAG.fullmatch(etag.strip())
    return match is not None and match[1] == str(stored.version)


_PLANNERS: dict[str, Callable[[Records, Interaction], Plan]] = {"POST": _create, "PUT": _update}
