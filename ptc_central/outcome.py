"""OperationOutcome: how the practice central says no, without repeating what it was given."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from ptc_central.codec import Json

_CODES = {
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
class Problem:
    """One reason for a refusal; its words never hold a value that was sent."""

    status: HTTPStatus
    text: str
    expression: str | None = None
    code: str | None = None


class Refusal(Exception):
    """A request that is answered with a problem and changes nothing."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem

    def within(self, expression: str) -> "Refusal":
        """The same refusal, said of one entry of a bundle."""
        inner = self.problem.expression
        where = f"{expression}.resource.{inner}" if inner else expression
        return Refusal(replace(self.problem, expression=where))


def operation_outcome(problem: Problem) -> dict[str, Json]:
    """The problem as a FHIR resource."""
    issue: dict[str, Json] = {
        "severity": "error",
        "code": problem.code or _CODES.get(problem.status, "exception"),
        "diagnostics": problem.text,
    }
    if problem.expression is not None:
        issue["expression"] = [problem.expression]
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def invalid(*, text: str, at: str | None = None) -> Refusal:
    """400: the request cannot be understood."""
    return Refusal(Problem(HTTPStatus.BAD_REQUEST, text, at))


def unprocessable(*, text: str, at: str | None = None) -> Refusal:
    """422: the resource is understood and breaks a rule."""
    return Refusal(Problem(HTTPStatus.UNPROCESSABLE_ENTITY, text, at))


def not_found(*, text: str) -> Refusal:
    """404: there is no such thing."""
    return Refusal(Problem(HTTPStatus.NOT_FOUND, text))


def not_allowed() -> Refusal:
    """405: the thing exists and does not take this method."""
    return Refusal(Problem(HTTPStatus.METHOD_NOT_ALLOWED, "Not supported here"))


def precondition_failed(*, text: str) -> Refusal:
    """412: the resource is not in the state that the request needs."""
    return Refusal(Problem(HTTPStatus.PRECONDITION_FAILED, text))


def ambiguous(*, text: str) -> Refusal:
    """412: a condition that must match at most one resource matches several."""
    problem = Problem(HTTPStatus.PRECONDITION_FAILED, text, code="multiple-matches")
    return Refusal(problem)
