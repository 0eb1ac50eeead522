"""Routes of the FHIR RESTful API: `/fhir` and all below it."""

from email.utils import format_datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.fhir.capability_statement import capability_statement
from ptc_central.fhir.json_codec import decode_json, encode_json
from ptc_central.fhir.resource_url import ResourceUrl, parse_resource_url
from ptc_central.interactions.bundle_processing import process_bundle
from ptc_central.interactions.interaction import (
    InteractionResult,
    RequestedInteraction,
    require_allowed_method,
)
from ptc_central.interactions.read_interactions import run_read
from ptc_central.interactions.write_interactions import plan_write, run_write
from ptc_central.web.authorized_access import Access
from ptc_central.web.request_body import RequestBody

FHIR_JSON = "application/fhir+json"
fhir_router = APIRouter(prefix="/fhir")


@fhir_router.get("/metadata")
async def capabilities(request: Request) -> Response:
    """Return the CapabilityStatement (200) with the base URL of this request; needs no token."""
    statement = capability_statement(_base_url(request))
    return Response(encode_json(statement), media_type=FHIR_JSON)


@fhir_router.post("")
@fhir_router.post("/")
def transaction_or_batch(request: Request, access: Access, body: RequestBody) -> Response:
    """Carry out a transaction or batch bundle: 200 with the response bundle.

    Needs an access token. An error is an OperationOutcome: 401, 413, 415, or as `process_bundle`.
    """
    with access.write() as store:
        response_bundle = process_bundle(store, decode_json(body), _base_url(request))
    return Response(encode_json(response_bundle), media_type=FHIR_JSON)


@fhir_router.get("/{path:path}")
def read(request: Request, access: Access) -> Response:
    """Carry out a read, vread, history or search: 200, or 304 if If-None-Match names the version.

    Needs an access token. An error is an OperationOutcome: 401, or as `run_read`.
    """
    with access.read() as store:
        etag = request.headers.get("if-none-match")
        interaction = RequestedInteraction("GET", _resource_url(request), if_none_match=etag)
        result = run_read(store, interaction, _base_url(request))
    return _result_response(result)


@fhir_router.api_route("/{path:path}", methods=["HEAD", "POST", "PUT", "PATCH", "DELETE"])
def write(request: Request, access: Access, body: RequestBody) -> Response:
    """Carry out a create or update: 201 for a new resource, 200 otherwise; 405 for other methods.

    Needs an access token. The response has the stored resource, with Location, ETag and
    Last-Modified. An error is an OperationOutcome: 401, 413, 415, or as `plan_write` and
    `run_write`.
    """
    with access.write() as store:
        interaction = _write_interaction(request, body)
        result = run_write(store, plan_write(store, interaction))
    response = _result_response(result)
    if result.version is not None:
        response.headers["Location"] = f"{_base_url(request)}/{result.version.location}"
    return response


def _write_interaction(request: Request, body: bytes) -> RequestedInteraction:
    url = _resource_url(request)
    require_allowed_method(request.method, url)
    headers = request.headers
    return RequestedInteraction(
        method=request.method,
        url=url,
        resource=decode_json(body),
        if_none_exist=headers.get("if-none-exist"),
        if_match=headers.get("if-match"),
        if_none_match=headers.get("if-none-match"),
    )


def _resource_url(request: Request) -> ResourceUrl:
    # The raw path: Starlette's own is already percent-decoded.
    path = request.scope["raw_path"].decode("ascii").removeprefix("/fhir/")
    query = request.url.query
    return parse_resource_url(f"{path}?{query}" if query else path)


def _result_response(result: InteractionResult) -> Response:
    response = Response(result.body, result.status, media_type=FHIR_JSON)
    if result.version is not None:
        last_modified = format_datetime(result.version.last_updated, usegmt=True)
        response.headers["ETag"] = result.version.etag
        response.headers["Last-Modified"] = last_modified
    return response


def _base_url(request: Request) -> str:
    return f"{request.base_url}fhir"
