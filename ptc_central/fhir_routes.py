"""The FHIR part of the web: /fhir and everything below it."""

from email.utils import format_datetime
from http import HTTPStatus

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.bundles import answered
from ptc_central.capability import capability_statement
from ptc_central.codec import Json, decoded, encoded
from ptc_central.intake import received
from ptc_central.interaction import Answer, Interaction, require_method, target
from ptc_central.practice import Practice
from ptc_central.reading import read
from ptc_central.writing import planned, write

FHIR_JSON = "application/fhir+json"
_ROOT = "/fhir/"
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def fhir_routes(practice: Practice) -> APIRouter:
    """The routes; one for bundles, and one for all that is done to single resources."""
    router = APIRouter()

    @router.get("/fhir/metadata")
    async def metadata(request: Request) -> Response:
        return _fhir(encoded(capability_statement(_base(request))))

    @router.post("/fhir")
    @router.post("/fhir/")
    async def bundle(request: Request) -> Response:
        body = await received(request, practice.body_limit)
        return await run_in_threadpool(_bundle, practice, request, body)

    @router.api_route("/fhir/{path:path}", methods=_METHODS)
    async def interact(request: Request) -> Response:
        body = await received(request, practice.body_limit)
        return await run_in_threadpool(_interact, practice, request, body)

    return router


def _bundle(practice: Practice, request: Request, body: bytes) -> Response:
    with practice.writing(_authorization(request)) as (connection, records):
        response = answered(connection, records, decoded(body), _base(request))
    return _fhir(encoded(response))


def _interact(practice: Practice, request: Request, body: bytes) -> Response:
    if request.method == "GET":
        with practice.reading(_authorization(request)) as records:
            answer = read(records, _asked(request, None), _base(request))
        return _response(request, answer)
    with practice.writing(_authorization(request)) as (_, records):
        interaction = _asked(request, body)
        answer = write(records, planned(records, interaction))
    return _response(request, answer)


def _asked(request: Request, body: bytes | None) -> Interaction:
    path = request.scope["raw_path"].decode("ascii").removeprefix(_ROOT)
    query = request.url.query
    headers = request.headers
    place = target(f"{path}?{query}" if query else path)
    bare = Interaction(request.method, place)
    require_method(bare)
    resource: Json = None if body is None else decoded(body)
    return Interaction(
        method=request.method,
        target=place,
        resource=resource,
        if_none_exist=headers.get("if-none-exist"),
        if_match=headers.get("if-match"),
        if_none_match=headers.get("if-none-match"),
    )


def _response(request: Request, answer: Answer) -> Response:
    headers = {}
    if answer.stored is not None:
        headers["ETag"] = answer.stored.etag
        headers["Last-Modified"] = format_datetime(answer.stored.last_updated, usegmt=True)
        if request.method != "GET":
            headers["Location"] = f"{_base(request)}/{answer.stored.location}"
    return _fhir(answer.body, answer.status, headers)


def _fhir(
    body: bytes, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    return Response(body, status, headers, media_type=FHIR_JSON)


def _authorization(request: Request) -> str:
    return request.headers.get("authorization", "")


def _base(request: Request) -> str:
    return f"{request.base_url}fhir"
