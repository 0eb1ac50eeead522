"""Errors of the server as FHIR OperationOutcome; their texts never repeat a value that was sent."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from ptc_central.fhir.json_codec import JsonResource

# https://hl7.org/fhir/R4/valueset-issue-type.html
_ISSUE_TYPES = {
    HTTPStatus.BAD_REQUEST: "invalid",
    HTTPStatus.UNAUTHORIZED: "login",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "not-supported",
    HTTPStatus.PRECONDITION_FAILED: "conflict",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-long",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "not-supported",
    HTTPStatus.UNPROCESSABLE_ENTITY: "processing",
}


@dataclass(frozen=True, slots=True)
class RefusalIssue:
    """The one issue of an OperationOutcome, with the HTTP status of the response.

    `diagnostics`: a text in English that never repeats a value that was sent.
    `expression`: the FHIRPath of the element at fault; None if none is named.
    `code`: the FHIR issue type; if None, it is derived from the status.
    """

    status: HTTPStatus
    diagnostics: str
    expression: str | None = None
    code: str | None = None


class RequestRefused(Exception):
    """Raised when a request must be answered with an OperationOutcome and change nothing.

    `issue` is the one issue of that OperationOutcome, with the HTTP status.
    """

    def __init__(self, issue: RefusalIssue) -> None:
        super().__init__(issue.diagnostics)
        self.issue = issue

    def in_entry(self, index: int) -> "RequestRefused":
        """Return a new error whose expression begins with `Bundle.entry[index]` (from 0).

        The rest of the issue is the same.
        """
        entry, inner = f"Bundle.entry[{index}]", self.issue.expression
        expression = f"{entry}.resource.{inner}" if inner else entry
        return RequestRefused(replace(self.issue, expression=expression))


def operation_outcome(issue: RefusalIssue) -> JsonResource:
    """Build the OperationOutcome resource, of severity `error`, that holds the issue."""
    element: JsonResource = {
        "severity": "error",
        "code": issue.code or _ISSUE_TYPES.get(issue.status, "exception"),
        "diagnostics": issue.diagnostics,
    }
    if issue.expression is not None:
        element["expression"] = [issue.expression]
    return {"resourceType": "OperationOutcome", "issue": [element]}


def bad_request(diagnostics: str, *, at: str | None = None) -> RequestRefused:
    """Build, for the caller to raise, a 400 error: the request is malformed.

    `at` is the FHIRPath of the element at fault, if it is known.
    """
    return RequestRefused(RefusalIssue(HTTPStatus.BAD_REQUEST, diagnostics, at))


def unauthorized(diagnostics: str) -> RequestRefused:
    """Build, for the caller to raise, a 401 error: the request has no valid access token."""
    return RequestRefused(RefusalIssue(HTTPStatus.UNAUTHORIZED, diagnostics))


def forbidden(diagnostics: str) -> RequestRefused:
    """Build, for the caller to raise, a 403 error: this client may not do what it asks for."""
    return RequestRefused(RefusalIssue(HTTPStatus.FORBIDDEN, diagnostics))


def not_found(diagnostics: str) -> RequestRefused:
    """Build, for the caller to raise, a 404 error: unknown resource type, resource or URL."""
    return RequestRefused(RefusalIssue(HTTPStatus.NOT_FOUND, diagnostics))


def method_not_allowed() -> RequestRefused:
    """Build, for the caller to raise, a 405 error: the URL does not support the HTTP method."""
    return RequestRefused(RefusalIssue(HTTPStatus.METHOD_NOT_ALLOWED, "Not supported here"))


def precondition_failed(diagnostics: str) -> RequestRefused:
    """Build, for the caller to raise, a 412 error: a precondition is not fulfilled.

    That is If-Match, If-None-Match, or a conditional reference that matches nothing.
    """
    return RequestRefused(RefusalIssue(HTTPStatus.PRECONDITION_FAILED, diagnostics))


def multiple_matches(diagnostics: str) -> RequestRefused:
    """Build, for the caller to raise, a 412 error: a condition matches several resources.

    Its issue type is `multiple-matches`.
    """
    status = HTTPStatus.PRECONDITION_FAILED
    return RequestRefused(RefusalIssue(status, diagnostics, code="multiple-matches"))


def body_too_large(limit: int) -> RequestRefused:
    """Build, for the caller to raise, a 413 error: the unpacked body has over `limit` bytes."""
    diagnostics = f"The body is longer than {limit} bytes"
    return RequestRefused(RefusalIssue(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, diagnostics))


def unsupported_media_type(diagnostics: str) -> RequestRefused:
    """Build, for the caller to raise, a 415 error: the encoding of the body is unknown."""
    return RequestRefused(RefusalIssue(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, diagnostics))


def unprocessable_entity(diagnostics: str, *, at: str | None = None) -> RequestRefused:
    """Build, for the caller to raise, a 422 error: a well-formed resource breaks a rule.

    `at` is the FHIRPath of the element at fault, if it is known.
    """
    return RequestRefused(RefusalIssue(HTTPStatus.UNPROCESSABLE_ENTITY, diagnostics, at))
