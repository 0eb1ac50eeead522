"""Carries out a transaction bundle: all of its entries or none."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from ptc_central.fhir.json_codec import JsonValue
from ptc_central.fhir.operation_outcome import RequestRefused, bad_request, precondition_failed
from ptc_central.fhir.references import find_references, replace_references
from ptc_central.interactions.bundle_entries import parse_entry, result_entry
from ptc_central.interactions.interaction import InteractionResult, RequestedInteraction
from ptc_central.interactions.read_interactions import run_read
from ptc_central.interactions.write_interactions import (
    WritePlan,
    find_single_match,
    plan_write,
    run_write,
)
from ptc_central.storage.resource_store import ResourceTransaction

_CONDITIONAL_REFERENCE = re.compile(r"([A-Z][A-Za-z]+)\?(.+)")


def run_transaction(
    store: ResourceTransaction, entries: list[JsonValue], base_url: str
) -> list[JsonValue]:
    """Carry out the entries of a transaction, and return the response entries in their order.

    All writes come first, then the reads. References and urls that hold the fullUrl of an entry
    become `Type/id`, as do conditional references. `base_url` is the FHIR base URL. Raises the
    RequestRefused of the first entry that fails, with the index of the entry in its expression, or
    400 if two entries mean the same resource; the caller then rolls back what was written.
    """
    interactions = [_parse(index, entry) for index, entry in enumerate(entries)]
    plans = _plan_writes(store, interactions)
    _require_different_resources(interactions, list(plans.values()))
    references = _local_references(interactions, plans)
    results = _run_writes(store, plans, references)
    for index, interaction in enumerate(interactions):
        if interaction.method == "GET":
            with _errors_in_entry(index):
                results[index] = run_read(store, interaction, base_url)
    return [result_entry(each, results[index]) for index, each in enumerate(interactions)]


def _parse(index: int, entry: JsonValue) -> RequestedInteraction:
    with _errors_in_entry(index):
        return parse_entry(entry)


def _plan_writes(
    store: ResourceTransaction, interactions: list[RequestedInteraction]
) -> dict[int, WritePlan]:
    """Return the plan of each writing entry by its index."""
    plans = {}
    for index, interaction in enumerate(interactions):
        if interaction.method != "GET":
            with _errors_in_entry(index):
                plans[index] = plan_write(store, interaction)
    return plans


def _require_different_resources(
    interactions: list[RequestedInteraction], plans: list[WritePlan]
) -> None:
    resources = [(plan.type, plan.id) for plan in plans]
    conditions = [
        (each.url.type, each.if_none_exist)
        for each in interactions
        if each.if_none_exist is not None
    ]
    full_urls = [each.full_url for each in interactions if each.full_url is not None]
    for keys in (resources, conditions, full_urls):
        if len(set(keys)) != len(keys):
            raise bad_request("Two entries of the transaction mean the same resource")


def _local_references(
    interactions: list[RequestedInteraction], plans: Mapping[int, WritePlan]
) -> dict[str, str]:
    """Return the reference `Type/id` of each written resource by the fullUrl of its entry."""
    return {
        full_url: f"{plan.type}/{plan.id}"
        for index, plan in plans.items()
        if (full_url := interactions[index].full_url) is not None
    }


def _run_writes(
    store: ResourceTransaction, plans: Mapping[int, WritePlan], references: Mapping[str, str]
) -> dict[int, InteractionResult]:
    results = {}
    # A conditional reference may mean a resource of the same bundle: entries with one go last.
    for index in sorted(plans, key=lambda index: _has_conditional_reference(plans[index])):
        with _errors_in_entry(index):
            plan = _with_real_references(store, plans[index], references)
            results[index] = run_write(store, plan)
    return results


def _has_conditional_reference(plan: WritePlan) -> bool:
    return plan.resource is not None and any(
        isinstance(reference, str) and _CONDITIONAL_REFERENCE.fullmatch(reference)
        for _, reference in find_references(plan.resource)
    )


def _with_real_references(
    store: ResourceTransaction, plan: WritePlan, references: Mapping[str, str]
) -> WritePlan:
    if plan.resource is None:
        return plan

    def real_url(url: str) -> str:
        return references.get(url, url)

    def real_reference(reference: str) -> str:
        condition = _CONDITIONAL_REFERENCE.fullmatch(reference)
        if condition is None:
            return real_url(reference)
        return _resolve_condition(store, condition[1], condition[2])

    resource = replace_references(plan.resource, reference=real_reference, url=real_url)
    return replace(plan, resource=resource)


def _resolve_condition(store: ResourceTransaction, resource_type: str, query: str) -> str:
    match = find_single_match(store, resource_type, query)
    if match is None:
        raise precondition_failed(f"A conditional reference to {resource_type} matches nothing")
    return match.reference


@contextmanager
def _errors_in_entry(index: int) -> Iterator[None]:
    """Add the index of the entry to the expression of a RequestRefused raised in the block."""
    try:
        yield
    except RequestRefused as refused:
        raise refused.in_entry(index) from refused
