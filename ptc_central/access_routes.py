"""Registration of devices, and the OAuth 2.0 token endpoint (RFC 6749, client credentials)."""

import base64
import binascii
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ptc_central.codec import Json, decoded, encoded
from ptc_central.intake import received
from ptc_central.outcome import Problem, Refusal, invalid
from ptc_central.practice import Practice

_BASIC = "basic "
_LONGEST_NAME = 200  # characters
_NO_STORE = {"Cache-Control": "no-store"}


def access_routes(practice: Practice) -> APIRouter:
    """Where a device registers, and where it fetches its tokens."""
    router = APIRouter()

    @router.post("/register")
    async def register(request: Request) -> Response:
        body = await received(request, practice.body_limit)
        return await run_in_threadpool(_register, practice, body)

    @router.post("/token")
    async def token(request: Request) -> Response:
        body = await received(request, practice.body_limit)
        authorization = request.headers.get("authorization", "")
        return await run_in_threadpool(_token, practice, authorization, body)

    return router


def _register(practice: Practice, body: bytes) -> Response:
    asked = decoded(body)
    code, site, device = (_name(asked, key) for key in ("registration_code", "site", "device"))
    if not practice.access.is_code(code):
        raise Refusal(Problem(HTTPStatus.FORBIDDEN, "The registration code is wrong"))
    with practice.database.writing() as connection:
        made = practice.access.register(connection, site, device)
    return _json(
        {"client_id": made.client_id, "client_secret": made.client_secret}, HTTPStatus.CREATED
    )


def _name(asked: Json, key: str) -> str:
    value = asked.get(key) if isinstance(asked, dict) else None
    if not (isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME):
        raise invalid(text=f"{key} is a text of 1 to {_LONGEST_NAME} characters")
    return value


def _token(practice: Practice, authorization: str, body: bytes) -> Response:
    form = dict(parse_qsl(body.decode(errors="replace")))
    if "grant_type" not in form:
        return _oauth_error("invalid_request", HTTPStatus.BAD_REQUEST)
    if form["grant_type"] != "client_credentials":
        return _oauth_error("unsupported_grant_type", HTTPStatus.BAD_REQUEST)
    client_id, secret = _client(authorization, form)
    with practice.database.writing() as connection:
        if not practice.access.knows(connection, client_id, secret):
            return _oauth_error("invalid_client", HTTPStatus.UNAUTHORIZED)
        token = practice.access.issue(connection, client_id)
    granted: Json = {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": int(practice.access.lifetime.total_seconds()),
        "scope": "system/*.*",
    }
    return _json(granted, HTTPStatus.OK)


def _client(authorization: str, form: dict[str, str]) -> tuple[str, str]:
    if not authorization.lower().startswith(_BASIC):
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        pair = base64.b64decode(authorization[len(_BASIC) :], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    client_id, _, secret = pair.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def _oauth_error(code: str, status: HTTPStatus) -> Response:
    response = _json({"error": code}, status)
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Basic realm="practice central"'
    return response


def _json(value: Json, status: HTTPStatus) -> Response:
    return Response(encoded(value), status, _NO_STORE, media_type="application/json")
