"""The interactions that write: create and update, plain and conditional.

A write is planned before it is carried out, so that a transaction knows all ids beforehand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from ptc_central.fhir.json_codec import JsonResource
from ptc_central.fhir.operation_outcome import bad_request, multiple_matches, precondition_failed
from ptc_central.fhir.resource_validation import (
    require_resource,
    require_resource_id,
    validate_resource,
)
from ptc_central.interactions.interaction import InteractionResult, RequestedInteraction
from ptc_central.storage.resource_store import ResourceTransaction
from ptc_central.storage.resource_version import ResourceVersion
from ptc_central.storage.search_query import parse_match_condition, parse_single_value

_ENOUGH_TO_BE_AMBIGUOUS = 2  # matches


@dataclass(frozen=True, slots=True)
class WritePlan:
    """Where a resource will be stored, once the preconditions of the request were checked.

    `type`, `id`: of the resource; a new one has its id already.
    `current`: the version that is replaced; None for a new resource.
    `resource`: what is stored; None if a conditional create found `current`, which then stays.
    """

    type: str
    id: str
    current: ResourceVersion | None
    resource: JsonResource | None


def plan_write(store: ResourceTransaction, interaction: RequestedInteraction) -> WritePlan:
    """Plan a create (POST) or an update (PUT), and check its preconditions; stores nothing.

    Raises RequestRefused: 400 for a malformed resource or condition, or another resource type or id
    than in the URL; 412 for an unfulfilled precondition or a condition that matches several
    resources; 422 for a meta of a wrong shape. KeyError for another method.
    """
    return _PLANNERS[interaction.method](store, interaction)


def run_write(store: ResourceTransaction, plan: WritePlan) -> InteractionResult:
    """Validate and store the planned resource: 201 if it is new, 200 otherwise.

    The result has the version that is current afterwards; an equal resource makes no new one.
    Raises RequestRefused (422) for an invalid resource, or a search value that is too long.
    """
    if plan.resource is None:
        assert plan.current is not None  # noqa: S101 - see WritePlan
        return InteractionResult(HTTPStatus.OK, plan.current.body, plan.current)
    validate_resource(plan.resource)
    saved = store.save(plan.type, plan.id, plan.resource, plan.current)
    status = HTTPStatus.CREATED if plan.current is None else HTTPStatus.OK
    return InteractionResult(status, saved.body, saved)


def find_single_match(
    store: ResourceTransaction, resource_type: str, query: str
) -> ResourceVersion | None:
    """Return the resource that the search query of a condition matches, None if there is none.

    Raises RequestRefused: 412 for several matches, 400 for a malformed query.
    """
    value = parse_single_value(resource_type, query)
    if value is None:
        search = parse_match_condition(resource_type, query)
        matches = store.find(search, _ENOUGH_TO_BE_AMBIGUOUS)
    else:
        matches = store.find_by_value(resource_type, value, _ENOUGH_TO_BE_AMBIGUOUS)
    if len(matches) == _ENOUGH_TO_BE_AMBIGUOUS:
        raise multiple_matches(f"The condition matches several resources of type {resource_type}")
    return matches[0] if matches else None


def _plan_create(store: ResourceTransaction, interaction: RequestedInteraction) -> WritePlan:
    resource_type = interaction.url.type
    resource = require_resource(interaction.resource, resource_type)
    if interaction.if_none_exist is not None:
        match = find_single_match(store, resource_type, interaction.if_none_exist)
        if match is not None:
            return WritePlan(resource_type, match.id, match, None)
    return WritePlan(resource_type, store.new_id(), None, resource)


def _plan_update(store: ResourceTransaction, interaction: RequestedInteraction) -> WritePlan:
    url = interaction.url
    resource = require_resource(interaction.resource, url.type)
    if url.id is None:
        plan = _plan_conditional_update(store, url.type, url.query or "", resource)
    elif resource.get("id") == url.id:
        plan = WritePlan(url.type, url.id, store.current(url.type, url.id), resource)
    else:
        raise bad_request("The id of the resource differs from the id in the URL", at="id")
    _require_version_preconditions(interaction, plan.current)
    return plan


def _plan_conditional_update(
    store: ResourceTransaction, resource_type: str, query: str, resource: JsonResource
) -> WritePlan:
    match = find_single_match(store, resource_type, query)
    if match is None:
        new_id = _new_resource_id(store, resource_type, resource)
        return WritePlan(resource_type, new_id, None, resource)
    if resource.get("id") not in {None, match.id}:
        raise bad_request("The id of the resource differs from the id of the match", at="id")
    return WritePlan(resource_type, match.id, match, resource)


def _new_resource_id(store: ResourceTransaction, resource_type: str, resource: JsonResource) -> str:
    sent_id = resource.get("id")
    if sent_id is None:
        return store.new_id()
    if not isinstance(sent_id, str):
        raise bad_request("An id is a string", at="id")
    require_resource_id(sent_id)
    if store.current(resource_type, sent_id) is not None:
        raise bad_request("The id of the resource belongs to another resource", at="id")
    return sent_id


def _require_version_preconditions(
    interaction: RequestedInteraction, current: ResourceVersion | None
) -> None:
    if interaction.if_none_match == "*" and current is not None:
        raise precondition_failed("The resource exists already")
    if interaction.if_match is None:
        return
    if current is None:
        raise precondition_failed("If-Match names a version of a resource that does not exist")
    if not current.has_etag(interaction.if_match):
        raise precondition_failed("The resource has another version than If-Match names")


_PLANNERS: dict[str, Callable[[ResourceTransaction, RequestedInteraction], WritePlan]] = {
    "POST": _plan_create,
    "PUT": _plan_update,
}
