"""What arrived, for people at this machine: a plain page without names, and the counts."""

from html import escape
from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.codec import decoded, encoded
from ptc_central.outcome import Problem, Refusal
from ptc_central.practice import Practice
from ptc_central.records import Stored, instant

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_SHOWN = 50
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


def page_routes(practice: Practice) -> APIRouter:
    """The page and the counts."""
    router = APIRouter()

    @router.get("/")
    def page(request: Request) -> Response:
        if request.client is None or request.client.host not in _LOOPBACK:
            raise Refusal(Problem(HTTPStatus.FORBIDDEN, "The page is for this machine alone"))
        with practice.database.reading() as connection:
            records = practice.records(connection)
            html = _page(records.counts(), records.latest(_SHOWN))
        return Response(html, headers=_HEADERS, media_type="text/html")

    @router.get("/counts")
    def counts(request: Request) -> Response:
        with practice.reading(request.headers.get("authorization", "")) as records:
            found = records.counts()
        return Response(encoded({**found}), media_type="application/json")

    return router


def _page(counts: dict[str, int], latest: list[Stored]) -> str:
    arrived = "".join(
        f'<tr><td>{escape(kind)}</td><td class="number">{count}</td></tr>'
        for kind, count in counts.items()
    )
    rows = "".join(_row(stored) for stored in latest)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Practice central</title><style>{_STYLE}</style></head><body>"
        "<h1>Practice central</h1><h2>Arrived</h2>"
        '<table><tr><th scope="col">Type</th><th scope="col">Count</th></tr>'
        f"{arrived}</table><h2>Latest</h2>"
        '<table><tr><th scope="col">Type</th><th scope="col">Id</th>'
        '<th scope="col">Last updated</th><th scope="col">Site and device</th></tr>'
        f"{rows}</table></body></html>"
    )


def _row(stored: Stored) -> str:
    cells = escape(stored.type), escape(stored.id), instant(stored.last_updated), _tags(stored)
    return '<tr><td>{}</td><td class="id">{}</td><td>{}</td><td>{}</td></tr>'.format(*cells)


def _tags(stored: Stored) -> str:
    resource = decoded(stored.body)
    meta = resource.get("meta") if isinstance(resource, dict) else None
    tags = meta.get("tag") if isinstance(meta, dict) else None
    if not isinstance(tags, list):
        return ""
    return escape(", ".join(str(tag.get("code", "")) for tag in tags if isinstance(tag, dict)))
