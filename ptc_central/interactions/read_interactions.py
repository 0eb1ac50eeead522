"""The interactions that read: read, vread, history and search."""

from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

import msgspec

from ptc_central.fhir.json_codec import JsonResource, JsonValue, encode_json
from ptc_central.fhir.milliseconds import format_instant
from ptc_central.fhir.operation_outcome import not_found
from ptc_central.fhir.resource_url import ResourceUrl
from ptc_central.interactions.interaction import InteractionResult, RequestedInteraction
from ptc_central.storage.resource_store import ResourceTransaction
from ptc_central.storage.resource_version import ResourceVersion
from ptc_central.storage.search_query import parse_search

_MAX_VERSION_DIGITS = 9


def run_read(
    store: ResourceTransaction, interaction: RequestedInteraction, base_url: str
) -> InteractionResult:
    """Carry out a GET: search without an id, otherwise history, read or vread.

    `base_url` is the FHIR base URL for links and full URLs. The body is the resource, or a
    searchset or history Bundle. The status is 304, without a body, if If-None-Match names the
    version. Raises RequestRefused: 404 if there is no such resource or version, 400 for a malformed
    search.
    """
    url = interaction.url
    if url.id is None:
        return InteractionResult(HTTPStatus.OK, encode_json(_searchset(store, url, base_url)))
    if url.is_history:
        history = _history(store, url.type, url.id, base_url)
        return InteractionResult(HTTPStatus.OK, encode_json(history))
    version = _find_version(store, url.type, url.id, url.version)
    if version is None:
        raise not_found("There is no such resource")
    if interaction.if_none_match and version.has_etag(interaction.if_none_match):
        return InteractionResult(HTTPStatus.NOT_MODIFIED, b"", version)
    return InteractionResult(HTTPStatus.OK, version.body, version)


def _find_version(
    store: ResourceTransaction, resource_type: str, resource_id: str, version: str | None
) -> ResourceVersion | None:
    if version is None:
        return store.current(resource_type, resource_id)
    if not (version.isascii() and version.isdigit() and len(version) <= _MAX_VERSION_DIGITS):
        return None
    return store.version(resource_type, resource_id, int(version))


def _history(
    store: ResourceTransaction, resource_type: str, resource_id: str, base_url: str
) -> JsonResource:
    versions = store.history(resource_type, resource_id)
    if not versions:
        raise not_found("There is no such resource")
    return {
        "resourceType": "Bundle",
        "type": "history",
        "total": len(versions),
        "entry": [_history_entry(version, base_url) for version in versions],
    }


def _history_entry(version: ResourceVersion, base_url: str) -> JsonResource:
    return {
        "fullUrl": f"{base_url}/{version.reference}",
        "resource": msgspec.Raw(version.body),
        "request": {"method": "PUT", "url": version.reference},
        "response": {
            "status": "201 Created" if version.version == 1 else "200 OK",
            "etag": version.etag,
            "lastModified": format_instant(version.last_updated),
        },
    }


def _searchset(store: ResourceTransaction, url: ResourceUrl, base_url: str) -> JsonResource:
    search = parse_search(url.type, url.query or "")
    bundle: JsonResource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": store.total(search),
        "link": _links(url, base_url, next_after=None),
    }
    if search.only_total:
        return bundle
    matches = store.page(search)
    page = matches[: search.count]
    if len(matches) > len(page):
        bundle["link"] = _links(url, base_url, next_after=page[-1].position)
    return {**bundle, "entry": [_search_entry(match, base_url) for match in page]}


def _search_entry(match: ResourceVersion, base_url: str) -> JsonResource:
    return {
        "fullUrl": f"{base_url}/{match.reference}",
        "resource": msgspec.Raw(match.body),
        "search": {"mode": "match"},
    }


def _links(url: ResourceUrl, base_url: str, *, next_after: int | None) -> list[JsonValue]:
    pairs = parse_qsl(url.query or "", keep_blank_values=True)
    search_url = f"{base_url}/{url.type}"
    links: list[JsonValue] = [_link("self", search_url, pairs)]
    if next_after is not None:
        other_pairs = [(name, value) for name, value in pairs if name != "_after"]
        links.append(_link("next", search_url, [*other_pairs, ("_after", str(next_after))]))
    return links


def _link(relation: str, search_url: str, pairs: list[tuple[str, str]]) -> JsonResource:
    question_mark = "?" if pairs else ""
    return {"relation": relation, "url": f"{search_url}{question_mark}{urlencode(pairs)}"}
