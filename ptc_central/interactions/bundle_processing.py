"""Processes a transaction or batch bundle."""

from ptc_central.fhir.json_codec import JsonResource, JsonValue
from ptc_central.fhir.operation_outcome import RequestRefused, bad_request
from ptc_central.interactions.bundle_entries import error_entry, parse_entry, result_entry
from ptc_central.interactions.bundle_transaction import run_transaction
from ptc_central.interactions.read_interactions import run_read
from ptc_central.interactions.write_interactions import plan_write, run_write
from ptc_central.storage.resource_store import ResourceTransaction


def process_bundle(store: ResourceTransaction, bundle: JsonValue, base_url: str) -> JsonResource:
    """Carry out all entries of the bundle, and return the response bundle.

    Its entries have the order of the request. A transaction stores all entries or none: it raises
    the RequestRefused of the first entry that fails. In a batch each entry succeeds or fails by
    itself. `base_url` is the FHIR base URL. Raises RequestRefused (400) for any other value.
    """
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise bad_request("The body is no Bundle", at="resourceType")
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise bad_request("entry is a list", at="Bundle.entry")
    if bundle.get("type") == "transaction":
        return _response_bundle("transaction", run_transaction(store, entries, base_url))
    if bundle.get("type") == "batch":
        return _response_bundle("batch", [_run_alone(store, each, base_url) for each in entries])
    raise bad_request("A Bundle sent here is a transaction or a batch", at="Bundle.type")


def _run_alone(store: ResourceTransaction, entry: JsonValue, base_url: str) -> JsonValue:
    try:
        with store.savepoint():
            return _run_entry(store, entry, base_url)
    except RequestRefused as refused:
        return error_entry(refused.issue)


def _run_entry(store: ResourceTransaction, entry: JsonValue, base_url: str) -> JsonValue:
    interaction = parse_entry(entry)
    if interaction.method == "GET":
        return result_entry(interaction, run_read(store, interaction, base_url))
    return result_entry(interaction, run_write(store, plan_write(store, interaction)))


def _response_bundle(bundle_type: str, entries: list[JsonValue]) -> JsonResource:
    return {"resourceType": "Bundle", "type": f"{bundle_type}-response", "entry": entries}
