"""FHIR transaction responses and OperationOutcomes of central, decoded without trusting them."""

from __future__ import annotations

import re
from http import HTTPStatus

import msgspec

from ptc_app.domain.concealed_struct import ConcealedStruct
from ptc_app.domain.undecodable import UNDECODABLE

_STATUS = re.compile(r"[0-9]{3}(\D.*)?", re.DOTALL)
_LONGEST_TEXT = 500
_RESPONSE_TYPES = ("transaction-response", "batch-response")


class BundleEntryResponse(ConcealedStruct, frozen=True):
    """FHIR `Bundle.entry.response`: what became of one entry.

    `status`: such as "201" or "201 Created".
    `location`: the URL of the stored resource; None where central names none.
    `outcome`: the JSON of an OperationOutcome, or `null`.
    """

    status: str
    location: str | None = None
    outcome: msgspec.Raw = msgspec.Raw()

    @property
    def code(self) -> int:
        """The HTTP status code: servers write "201" as well as "201 Created".

        ValueError for a status without one; `entry_responses` returns no such response.
        """
        return int(self.status[:3])

    @property
    def is_success(self) -> bool:
        """Whether the status code is 2xx."""
        return HTTPStatus.OK <= self.code < HTTPStatus.MULTIPLE_CHOICES


def entry_responses(body: bytes, expected: int) -> list[BundleEntryResponse] | None:
    """The response to each entry of a request, in the order in which the entries were sent.

    `body` is central's JSON, `expected` the number of entries sent. None where the body is no
    transaction-response or batch-response Bundle of that many entries, each with a status code.
    """
    try:
        bundle = _BUNDLES.decode(body)
    except UNDECODABLE:
        return None
    found = [entry.response for entry in bundle.entry]
    if (
        bundle.resource_type != "Bundle"
        or bundle.type not in _RESPONSE_TYPES
        or len(found) != expected
    ):
        return None
    has_codes = all(_STATUS.fullmatch(response.status) for response in found)
    return found if has_codes else None


def operation_outcome_text(body: bytes) -> str | None:
    """The texts of an OperationOutcome's issues, joined by "; " and cut at 500 characters.

    Of an issue the diagnostics, else the details, else the code; "" where it has none of them. None
    where the body is no OperationOutcome. The text may repeat participant data that was sent: to be
    stored and shown, never logged.
    """
    try:
        outcome = _OUTCOMES.decode(body)
    except UNDECODABLE:
        return None
    if outcome.resource_type != "OperationOutcome":
        return None
    texts = [issue.diagnostics or issue.details.text or issue.code for issue in outcome.issue]
    return "; ".join(text for text in texts if text)[:_LONGEST_TEXT]


class _ResponseEntry(ConcealedStruct, frozen=True):
    response: BundleEntryResponse


class _ResponseBundle(ConcealedStruct, frozen=True, rename="camel"):
    resource_type: str
    type: str
    entry: tuple[_ResponseEntry, ...] = ()


class _Details(ConcealedStruct, frozen=True):
    text: str | None = None


class _Issue(ConcealedStruct, frozen=True):
    diagnostics: str | None = None
    details: _Details = _Details()
    code: str | None = None


class _Outcome(ConcealedStruct, frozen=True, rename="camel"):
    resource_type: str
    issue: tuple[_Issue, ...] = ()


_BUNDLES = msgspec.json.Decoder(_ResponseBundle)
_OUTCOMES = msgspec.json.Decoder(_Outcome)
