"""The FastAPI application of a server: all routes, and its errors as OperationOutcome."""

from http import HTTPStatus

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.fhir.json_codec import InvalidJson, encode_json
from ptc_central.fhir.operation_outcome import RefusalIssue, RequestRefused, operation_outcome
from ptc_central.web.fhir_routes import FHIR_JSON, fhir_router
from ptc_central.web.oauth_routes import oauth_router
from ptc_central.web.server_context import ServerContext
from ptc_central.web.status_page_routes import status_page_router

_INVALID_JSON = RefusalIssue(
    HTTPStatus.BAD_REQUEST, "The body is no JSON that FHIR allows", code="structure"
)
_SERVER_ERROR = RefusalIssue(HTTPStatus.INTERNAL_SERVER_ERROR, "The server made an error")


def web_application(context: ServerContext) -> FastAPI:
    """Build the ASGI application of the server: its routes, and all errors as OperationOutcome.

    A RequestRefused or HTTPException has its own status, JSON that cannot be read 400, any other
    error 500.
    """
    application = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    application.state.context = context
    for router in (status_page_router, oauth_router, fhir_router):
        application.include_router(router)
    for error in (RequestRefused, HTTPException, InvalidJson, Exception):
        application.add_exception_handler(error, _error_response)
    return application


async def _error_response(_request: Request, error: Exception) -> Response:
    issue = _outcome_issue(error)
    body = encode_json(operation_outcome(issue))
    response = Response(body, issue.status, media_type=FHIR_JSON)
    if issue.status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="practice central"'
    return response


def _outcome_issue(error: Exception) -> RefusalIssue:
    match error:
        case RequestRefused():
            return error.issue
        case InvalidJson():
            return _INVALID_JSON
        case HTTPException():
            status = HTTPStatus(error.status_code)
            return RefusalIssue(status, status.phrase)
        case _:
            return _SERVER_ERROR
