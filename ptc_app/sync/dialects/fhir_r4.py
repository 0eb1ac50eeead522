"""Envelopes as a FHIR R4 server takes them, and what its answers mean for them: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from itertools import islice

from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import (
    Acknowledged,
    DeliveryOutcome,
    Envelope,
    Postponed,
    Receipt,
    Rejected,
    WaitReason,
)
from ptc_app.sync.central_response import CentralResponse
from ptc_app.sync.dialects.bundle_contents import bundle_contents
from ptc_app.sync.dialects.transaction_response import (
    EntryResponse,
    entry_responses,
    operation_outcome_text,
)

_OF_CENTRAL = {
    401: WaitReason.SIGN_IN,
    408: WaitReason.CENTRAL_BUSY,
    426: WaitReason.PROGRAM_TOO_OLD,
    429: WaitReason.CENTRAL_BUSY,
    502: WaitReason.CENTRAL_BUSY,
    503: WaitReason.CENTRAL_BUSY,
    504: WaitReason.CENTRAL_BUSY,
    511: WaitReason.CENTRAL_NONSENSE,
}
"""What a status says of central, whatever was sent."""

_PLAIN_REFUSALS = frozenset({403, 409, 412, 413, 422})
_LOST_RACE = "Assigned ID is already in use"
"""How Medplum says, with a 400, that two transactions met; the same one works later."""


def merge_envelopes(envelopes: Sequence[Envelope]) -> bytes:
    """One transaction Bundle of all their entries, each entry as it was signed.

    They must be of different streams: entries of one transaction have no order.
    """
    if len(envelopes) == 1:
        return envelopes[0].payload
    entries = b",".join(
        entry for envelope in envelopes for entry in bundle_contents(envelope.payload).entries
    )
    return b'{"resourceType":"Bundle","type":"transaction","entry":[' + entries + b"]}"


def delivery_outcomes(
    envelopes: Sequence[Envelope], answer: CentralResponse, received_at: datetime
) -> Mapping[EnvelopeId, DeliveryOutcome] | Postponed | None:
    """What an answer means for each envelope of a request.

    Postponed when it speaks of central and not of what was sent: it holds for all that waits.
    None when a refusal may be the fault of one envelope, or of there being so many: they are
    to be sent again in smaller parts.
    """
    if answer.status == HTTPStatus.OK:
        return _taken(envelopes, answer, received_at)
    if answer.status in _OF_CENTRAL:
        return Postponed(_OF_CENTRAL[answer.status], answer.retry_after)
    if answer.status < HTTPStatus.BAD_REQUEST:
        return Postponed(WaitReason.CENTRAL_NONSENSE, answer.retry_after)
    if len(envelopes) > 1:
        return None
    words = operation_outcome_text(answer.body)
    if words is None and not _is_plain(answer.status):
        return Postponed(WaitReason.CENTRAL_NONSENSE, answer.retry_after)
    return {envelopes[0].id: _refused(answer.status, words or "", answer)}


def _taken(
    envelopes: Sequence[Envelope], answer: CentralResponse, received_at: datetime
) -> Mapping[EnvelopeId, DeliveryOutcome] | Postponed:
    sizes = [len(bundle_contents(envelope.payload).entries) for envelope in envelopes]
    if not all(sizes):
        # It holds nothing that central could have taken, whatever central says.
        return {envelope.id: Rejected("no-entries") for envelope in envelopes}
    if not answer.body:
        # Medplum answers so when asked to be brief. TLS is pinned and the answer is whole, so
        # that these are central's words; a transaction that fails is never 200.
        return {e.id: Acknowledged(Receipt(e.id, received_at, ())) for e in envelopes}
    found = entry_responses(answer.body, sum(sizes))
    if found is None:
        return Postponed(WaitReason.CENTRAL_NONSENSE, answer.retry_after)
    remaining = iter(found)
    return {
        envelope.id: _outcome(envelope, list(islice(remaining, size)), answer, received_at)
        for envelope, size in zip(envelopes, sizes, strict=True)
    }


def _outcome(
    envelope: Envelope,
    found: Sequence[EntryResponse],
    answer: CentralResponse,
    received_at: datetime,
) -> DeliveryOutcome:
    """A transaction is run as a batch by some servers, so that each entry must be looked at.

    What may still succeed is tried again before a person is asked.
    """
    failures = list(_failures(found, answer))
    if not failures:
        locations = tuple(response.location or "" for response in found)
        return Acknowledged(Receipt(envelope.id, received_at, locations))
    return next((each for each in failures if isinstance(each, Postponed)), failures[0])


def _failures(found: Sequence[EntryResponse], answer: CentralResponse) -> Iterator[DeliveryOutcome]:
    for response in found:
        words = operation_outcome_text(bytes(response.outcome)) or ""
        if response.code in _OF_CENTRAL:
            yield Postponed(_OF_CENTRAL[response.code], answer.retry_after)
        elif response.code == HTTPStatus.FORBIDDEN:
            # Central let us in and refuses this one thing.
            yield Rejected("403", words)
        elif not response.is_success:
            yield _refused(response.code, words, answer)


def _refused(status: int, words: str, answer: CentralResponse) -> DeliveryOutcome:
    """What a refusal of one envelope means: a person is needed, or only time.

    A 403 of all that was asked is more likely a device that lost its rights than a wrong
    record: to park it would park every stream of the site, so it waits and is tried again.
    """
    if status == HTTPStatus.FORBIDDEN:
        return Postponed(WaitReason.SIGN_IN, answer.retry_after)
    if _is_failure(status) or status == HTTPStatus.CONFLICT or _LOST_RACE in words:
        return Postponed(WaitReason.CENTRAL_BUSY, answer.retry_after)
    return Rejected(str(status), words)


def _is_plain(status: int) -> bool:
    """Refusals that may come from a gateway, without an OperationOutcome.

    Any other must be in central's own words: a portal's 404 would park every stream.
    """
    return status in _PLAIN_REFUSALS or _is_failure(status)


def _is_failure(status: int) -> bool:
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR
