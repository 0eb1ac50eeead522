"""Routes that register a device and issue its access tokens (OAuth 2.0 client credentials)."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter, Depends
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.fhir.json_codec import JsonValue, decode_json, encode_json
from ptc_central.fhir.operation_outcome import bad_request, forbidden
from ptc_central.storage.device_registry import DeviceCredentials
from ptc_central.web.request_body import RequestBody
from ptc_central.web.server_context import Context

oauth_router = APIRouter()
_MAX_NAME_LENGTH = 200  # characters
_read_basic_credentials = HTTPBasic(auto_error=False)


@oauth_router.post("/register")
def register_device(context: Context, body: RequestBody) -> Response:
    """Register a device: 201 with its `client_id` and `client_secret`; needs no access token.

    The body is a JSON object of `registration_code`, `site` and `device`; the last two are free
    names. 400 if one of them is missing or longer than 200 characters, 403 for a wrong code.
    """
    registration = decode_json(body)
    code, site, device = (
        _required_name(registration, key) for key in ("registration_code", "site", "device")
    )
    if not context.devices.is_registration_code(code):
        raise forbidden("The registration code is wrong")
    with context.database.write_transaction() as connection:
        credentials = context.devices.register(connection, site, device)
    created: JsonValue = {
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }
    return _json_response(created, HTTPStatus.CREATED)


async def _basic_credentials(request: Request) -> HTTPBasicCredentials | None:
    """Return the credentials of the Basic header: empty if malformed, None without one."""
    try:
        return await _read_basic_credentials(request)
    except HTTPException:
        return HTTPBasicCredentials(username="", password="")


@oauth_router.post("/token")
def issue_token(
    context: Context,
    body: RequestBody,
    basic: Annotated[HTTPBasicCredentials | None, Depends(_basic_credentials)],
) -> Response:
    """Issue an access token to a device (RFC 6749 section 4.4) that shows its credentials.

    They come in the Basic header or the form. Errors are JSON as in RFC 6749 section 5.2: 400
    `invalid_request` or `unsupported_grant_type`, 401 `invalid_client`.
    """
    form = dict(parse_qsl(body.decode(errors="replace")))
    if "grant_type" not in form:
        return _oauth_error("invalid_request", HTTPStatus.BAD_REQUEST)
    if form["grant_type"] != "client_credentials":
        return _oauth_error("unsupported_grant_type", HTTPStatus.BAD_REQUEST)
    client = _client_credentials(basic, form)
    with context.database.write_transaction() as connection:
        if not context.devices.is_valid_client(connection, client):
            return _oauth_error("invalid_client", HTTPStatus.UNAUTHORIZED)
        token = context.devices.issue_token(connection, client.client_id)
    granted: JsonValue = {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": int(context.devices.token_lifetime.total_seconds()),
        "scope": "system/*.*",
    }
    return _json_response(granted, HTTPStatus.OK)


def _required_name(registration: JsonValue, key: str) -> str:
    value = registration.get(key) if isinstance(registration, dict) else None
    if not (isinstance(value, str) and 0 < len(value) <= _MAX_NAME_LENGTH):
        raise bad_request(f"{key} is a text of 1 to {_MAX_NAME_LENGTH} characters")
    return value


def _client_credentials(
    basic: HTTPBasicCredentials | None, form: dict[str, str]
) -> DeviceCredentials:
    """Return the credentials from the Basic header or the form (RFC 6749 section 2.3.1)."""
    if basic is None:
        return DeviceCredentials(form.get("client_id", ""), form.get("client_secret", ""))
    return DeviceCredentials(unquote_plus(basic.username), unquote_plus(basic.password))


def _oauth_error(code: str, status: HTTPStatus) -> Response:
    response = _json_response({"error": code}, status)
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Basic realm="practice central"'
    return response


def _json_response(value: JsonValue, status: HTTPStatus) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(encode_json(value), status, headers, media_type="application/json")
