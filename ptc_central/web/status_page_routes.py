"""Routes that show what the server has stored: an HTML page without names, and counts as JSON."""

from html import escape

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.fhir.json_codec import decode_json, encode_json
from ptc_central.fhir.milliseconds import format_instant
from ptc_central.fhir.operation_outcome import forbidden
from ptc_central.storage.resource_version import ResourceVersion
from ptc_central.web.authorized_access import Access
from ptc_central.web.server_context import Context

status_page_router = APIRouter()
_LOOPBACK_ADDRESSES = frozenset({"127.0.0.1", "::1"})
_LATEST_COUNT = 50
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Cache-Control": "no-store",
}
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
       color: #1d2733; background: #fff; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #d5dce4; }
th { background: #f1f4f8; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
td.id { font-family: ui-monospace, monospace; font-size: .9rem; }
"""


@status_page_router.get("/")
def status_page(request: Request, context: Context) -> Response:
    """Return the HTML page: counts by type and the 50 resources written last, without names.

    Needs no access token, but a client on the same machine: 403 for any other.
    """
    if request.client is None or request.client.host not in _LOOPBACK_ADDRESSES:
        raise forbidden("The page is for this machine alone")
    with context.database.read_transaction() as connection:
        store = context.resource_store(connection)
        html = _page_html(store.counts(), store.latest(_LATEST_COUNT))
    return Response(html, headers=_HEADERS, media_type="text/html")


@status_page_router.get("/counts")
def resource_counts(access: Access) -> Response:
    """Return the number of stored resources by type, as a JSON object; needs an access token.

    A type without any resource is left out.
    """
    with access.read() as store:
        count_by_type = store.counts()
    return Response(encode_json({**count_by_type}), media_type="application/json")


def _page_html(count_by_type: dict[str, int], latest: list[ResourceVersion]) -> str:
    count_rows = "".join(
        f'<tr><td>{escape(resource_type)}</td><td class="number">{count}</td></tr>'
        for resource_type, count in count_by_type.items()
    )
    latest_rows = "".join(_latest_row(version) for version in latest)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Practice central</title><style>{_STYLE}</style></head><body>"
        "<h1>Practice central</h1><h2>Arrived</h2>"
        '<table><tr><th scope="col">Type</th><th scope="col">Count</th></tr>'
        f"{count_rows}</table><h2>Latest</h2>"
        '<table><tr><th scope="col">Type</th><th scope="col">Id</th>'
        '<th scope="col">Last updated</th><th scope="col">Site and device</th></tr>'
        f"{latest_rows}</table></body></html>"
    )


def _latest_row(version: ResourceVersion) -> str:
    return (
        f'<tr><td>{escape(version.type)}</td><td class="id">{escape(version.id)}</td>'
        f"<td>{format_instant(version.last_updated)}</td>"
        f"<td>{escape(_tag_codes(version.body))}</td></tr>"
    )


def _tag_codes(body: bytes) -> str:
    """Return the codes of meta.tag (site and device) of a stored resource, comma separated."""
    resource = decode_json(body)
    meta = resource.get("meta") if isinstance(resource, dict) else None
    tags = meta.get("tag") if isinstance(meta, dict) else None
    if not isinstance(tags, list):
        return ""
    return ", ".join(str(tag.get("code", "")) for tag in tags if isinstance(tag, dict))
