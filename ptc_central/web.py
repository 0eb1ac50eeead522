"""The web application: all routes, and every error as an OperationOutcome."""

from http import HTTPStatus

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.access_routes import access_routes
from ptc_central.codec import NotJson, encoded
from ptc_central.fhir_routes import FHIR_JSON, fhir_routes
from ptc_central.outcome import Problem, Refusal, operation_outcome
from ptc_central.page_routes import page_routes
from ptc_central.practice import Practice

_NOT_JSON = Problem(
    HTTPStatus.BAD_REQUEST, "The body is no JSON that FHIR allows", code="structure"
)
_BROKEN = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The server made an error")


def web_application(practice: Practice) -> FastAPI:
    """The application of one practice central."""
    web = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    web.include_router(page_routes(practice))
    web.include_router(access_routes(practice))
    web.include_router(fhir_routes(practice))

    @web.exception_handler(Refusal)
    async def refused(_request: Request, refusal: Refusal) -> Response:
        return _outcome(refusal.problem)

    @web.exception_handler(HTTPException)
    async def not_routed(_request: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        return _outcome(Problem(status, status.phrase))

    @web.exception_handler(NotJson)
    async def not_json(_request: Request, _error: NotJson) -> Response:
        return _outcome(_NOT_JSON)

    @web.exception_handler(Exception)
    async def broken(_request: Request, _error: Exception) -> Response:
        return _outcome(_BROKEN)

    return web


def _outcome(problem: Problem) -> Response:
    response = Response(encoded(operation_outcome(problem)), problem.status, media_type=FHIR_JSON)
    if problem.status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="practice central"'
    return response
