"""Read, version read, history and search."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

import msgspec

from ptc_central.codec import Json, Resource, encoded
from ptc_central.interaction import Answer, Interaction, Target
from ptc_central.outcome import not_found
from ptc_central.records import Records, Stored, instant
from ptc_central.search import parsed
from ptc_central.writing import same_version


def read(records: Records, interaction: Interaction, base: str) -> Answer:
    """The answer to a GET; base is the URL that links in it begin with."""
    place = interaction.target
    if place.id is None:
        return Answer(HTTPStatus.OK, encoded(_searchset(records, place, base)))
    if place.history:
        return Answer(HTTPStatus.OK, encoded(_history(records, place, base)))
    stored = _version(records, place)
    if stored is None:
        raise not_found(text="There is no such resource")
    if interaction.if_none_match and same_version(interaction.if_none_match, stored):
        return Answer(HTTPStatus.NOT_MODIFIED, b"", stored)
    return Answer(HTTPStatus.OK, stored.body, stored)


def _version(records: Records, place: Target) -> Stored | None:
    identity = place.id or ""
    if place.version is None:
        return records.current(place.type, identity)
    if not (place.version.isascii() and place.version.isdigit() and len(place.version) < _DIGITS):
        return None
    return records.version(place.type, identity, int(place.version))


def _history(records: Records, place: Target, base: str) -> Resource:
    versions = records.history(place.type, place.id or "")
    if not versions:
        raise not_found(text="There is no such resource")
    return {
        "resourceType": "Bundle",
        "type": "history",
        "total": len(versions),
        "entry": [_history_entry(stored, base) for stored in versions],
    }


def _history_entry(stored: Stored, base: str) -> Resource:
    created = stored.version == 1
    return {
        "fullUrl": f"{base}/{stored.name}",
        "resource": msgspec.Raw(stored.body),
        "request": {"method": "PUT", "url": stored.name},
        "response": {
            "status": "201 Created" if created else "200 OK",
            "etag": stored.etag,
            "lastModified": instant(stored.last_updated),
        },
    }


def _searchset(records: Records, place: Target, base: str) -> Resource:
    search = parsed(place.type, place.query or "")
    bundle: Resource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": records.total(search),
        "link": _links(place, base, None),
    }
    if search.only_total:
        return bundle
    found = records.page(search)
    shown = found[: search.count]
    if len(found) > len(shown):
        bundle["link"] = _links(place, base, shown[-1].position)
    return {**bundle, "entry": list(_search_entries(shown, base))}


def _search_entries(found: Iterable[Stored], base: str) -> Iterable[Json]:
    for stored in found:
        yield {
            "fullUrl": f"{base}/{stored.name}",
            "resource": msgspec.Raw(stored.body),
            "search": {"mode": "match"},
        }


def _links(place: Target, base: str, last: int | None) -> list[Json]:
    query = parse_qsl(place.query or "", keep_blank_values=True)
    links: list[Json] = [_link("self", place, base, query)]
    if last is not None:
        asked = [(name, value) for name, value in query if name != "_after"]
        links.append(_link("next", place, base, [*asked, ("_after", str(last))]))
    return links


def _link(relation: str, place: Target, base: str, query: list[tuple[str, str]]) -> Resource:
    mark = "?" if query else ""
    url = f"{base}/{place.type}{mark}{urlencode(query)}"
    return {"relation": relation, "url": url}


_DIGITS = 10  # a version has fewer
