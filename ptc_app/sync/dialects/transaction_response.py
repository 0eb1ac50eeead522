"""Central's answers as FHIR says them, read without trusting them."""

from __future__ import annotations

import re
from http import HTTPStatus

import msgspec

_STATUS = re.compile(r"[0-9]{3}(\D.*)?", re.DOTALL)
_LONGEST_SAID = 500
_REPLIES = ("transaction-response", "batch-response")
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""No JSON, another encoding, or nested without end."""


class EntryResponse(msgspec.Struct):
    """What came of one entry."""

    status: str
    location: str | None = None
    outcome: msgspec.Raw = msgspec.Raw(b"null")

    @property
    def code(self) -> int:
        """The first three characters: servers write "201" as well as "201 Created"."""
        return int(self.status[:3])

    @property
    def is_success(self) -> bool:
        return HTTPStatus.OK <= self.code < HTTPStatus.MULTIPLE_CHOICES


def entry_responses(body: bytes, expected: int) -> list[EntryResponse] | None:
    """One response for each entry that was sent; None when the body is anything else."""
    try:
        reply = _BUNDLES.decode(body)
    except _UNREADABLE:
        return None
    found = [entry.response for entry in reply.entry]
    if reply.resource_type != "Bundle" or reply.type not in _REPLIES or len(found) != expected:
        return None
    has_codes = all(_STATUS.fullmatch(response.status) for response in found)
    return found if has_codes else None


def operation_outcome_text(body: bytes) -> str | None:
    """An OperationOutcome's own words, at most 500 characters; None when it is none.

    They may repeat what was sent: to be stored and shown, never logged.
    """
    try:
        outcome = _OUTCOMES.decode(body)
    except _UNREADABLE:
        return None
    if outcome.resource_type != "OperationOutcome":
        return None
    texts = [issue.diagnostics or issue.details.text or issue.code for issue in outcome.issue]
    return "; ".join(text for text in texts if text)[:_LONGEST_SAID]


class _Entry(msgspec.Struct):
    response: EntryResponse


class _Bundle(msgspec.Struct, rename="camel"):
    resource_type: str
    type: str
    entry: list[_Entry] = []


class _Details(msgspec.Struct, frozen=True):
    text: str | None = None


class _Issue(msgspec.Struct):
    diagnostics: str | None = None
    details: _Details = _Details()
    code: str | None = None


class _Outcome(msgspec.Struct, rename="camel"):
    resource_type: str
    issue: list[_Issue] = []


_BUNDLES = msgspec.json.Decoder(_Bundle)
_OUTCOMES = msgspec.json.Decoder(_Outcome)
