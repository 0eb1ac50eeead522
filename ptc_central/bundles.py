"""Bundles: a transaction is all or nothing, in a batch each entry is on its own."""

import re
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from ptc_central.codec import Json, Resource
from ptc_central.interaction import Answer, Interaction, require_method, target
from ptc_central.links import references, relinked
from ptc_central.outcome import (
    Problem,
    Refusal,
    invalid,
    operation_outcome,
    precondition_failed,
)
from ptc_central.reading import read
from ptc_central.records import Records, instant
from ptc_central.writing import Plan, only_match, planned, write

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
_CONDITIONAL = re.compile(r"([A-Z][A-Za-z]+)\?(.+)")


def answered(connection: Connection, records: Records, bundle: Json, base: str) -> Resource:
    """The response bundle to a transaction or a batch."""
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise invalid(text="The body is no Bundle", at="resourceType")
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise invalid(text="entry is a list", at="Bundle.entry")
    if bundle.get("type") == "transaction":
        return _response("transaction-response", _transaction(records, entries, base))
    if bundle.get("type") == "batch":
        return _response("batch-response", _batch(connection, records, entries, base))
    raise invalid(text="A Bundle sent here is a transaction or a batch", at="Bundle.type")


def _transaction(records: Records, entries: list[Json], base: str) -> list[Json]:
    asked = [_each(index, _interaction, entry) for index, entry in enumerate(entries)]
    plans = {
        index: _each(index, lambda one: planned(records, one), one)
        for index, one in enumerate(asked)
        if one.method != "GET"
    }
    _require_distinct(asked, list(plans.values()))
    urls = {
        full_url: f"{plan.type}/{plan.id}"
        for index, plan in plans.items()
        if (full_url := asked[index].full_url) is not None
    }
    answers: dict[int, Answer] = {}
    # A conditional reference may mean a resource of the same bundle: those go first.
    for index in sorted(plans, key=lambda index: _is_conditional(plans[index])):
        answers[index] = _each(
            index, lambda plan: write(records, _linked(records, plan, urls)), plans[index]
        )
    for index, one in enumerate(asked):
        if one.method == "GET":
            answers[index] = _each(index, lambda one: read(records, one, base), one)
    return [_entry(asked[index], answers[index]) for index in range(len(entries))]


def _batch(connection: Connection, records: Records, entries: list[Json], base: str) -> list[Json]:
    answers: list[Json] = []
    for entry in entries:
        try:
            with connection.begin_nested():
                answers.append(_alone(records, entry, base))
        except Refusal as refusal:
            answers.append(_refused(refusal.problem))
    return answers


def _alone(records: Records, entry: Json, base: str) -> Json:
    interaction = _interaction(entry)
    if interaction.method == "GET":
        return _entry(interaction, read(records, interaction, base))
    answer = write(records, planned(records, interaction))
    records.send()  # within the savepoint of this entry: the next one may be undone
    return _entry(interaction, answer)


def _interaction(entry: Json) -> Interaction:
    request = entry.get("request") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(request, dict):
        raise invalid(text="An entry needs a request")
    url, method = _text(request, "url"), _text(request, "method")
    if url is None or method is None:
        raise invalid(text="A request needs a method and a url")
    interaction = Interaction(
        method=method,
        target=target(url),
        resource=entry.get("resource"),
        full_url=_text(entry, "fullUrl"),
        if_none_exist=_text(request, "ifNoneExist"),
        if_match=_text(request, "ifMatch"),
        if_none_match=_text(request, "ifNoneMatch"),
    )
    require_method(interaction)
    return interaction


def _text(holder: Resource, name: str) -> str | None:
    value = holder.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid(text=f"{name} is a string")
    return value


def _each(index: int, make: Callable[[_Given], _Made], given: _Given) -> _Made:
    try:
        return make(given)
    except Refusal as refusal:
        raise refusal.within(f"Bundle.entry[{index}]") from refusal


def _require_distinct(asked: list[Interaction], plans: list[Plan]) -> None:
    names = [(plan.type, plan.id) for plan in plans]
    conditions = [
        (one.target.type, one.if_none_exist) for one in asked if one.if_none_exist is not None
    ]
    full_urls = [one.full_url for one in asked if one.full_url is not None]
    for things in (names, conditions, full_urls):
        if len(set(things)) != len(things):
            raise invalid(text="Two entries of the transaction mean the same resource")


def _is_conditional(plan: Plan) -> bool:
    return plan.resource is not None and any(
        isinstance(reference, str) and _CONDITIONAL.fullmatch(reference)
        for _, reference in references(plan.resource)
    )


def _linked(records: Records, plan: Plan, urls: dict[str, str]) -> Plan:
    if plan.resource is None:
        return plan

    def resolved(reference: str) -> str:
        match = _CONDITIONAL.fullmatch(reference)
        if match is None:
            return urls.get(reference, reference)
        return _resolved(records, match[1], match[2])

    resource = relinked(plan.resource, reference=resolved, url=lambda url: urls.get(url, url))
    return replace(plan, resource=resource)


def _resolved(records: Records, kind: str, query: str) -> str:
    found = only_match(records, kind, query)
    if found is None:
        raise precondition_failed(text=f"A conditional reference to {kind} matches nothing")
    return found.name


def _response(kind: str, entries: list[Json]) -> Resource:
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def _entry(interaction: Interaction, answer: Answer) -> Resource:
    response: Resource = {"status": _status(answer.status)}
    if answer.stored is not None:
        response["location"] = answer.stored.location
        response["etag"] = answer.stored.etag
        response["lastModified"] = instant(answer.stored.last_updated)
    if interaction.method != "GET" or not answer.body:
        return {"response": response}
    return {"resource": msgspec.Raw(answer.body), "response": response}


def _refused(problem: Problem) -> Resource:
    return {"response": {"status": _status(problem.status), "outcome": operation_outcome(problem)}}


def _status(status: HTTPStatus) -> str:
    return f"{status.value} {status.phrase}"
