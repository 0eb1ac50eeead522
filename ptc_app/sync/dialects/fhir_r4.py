"""Envelopes as a FHIR R4 server takes them, and what its responses mean for each: pure."""

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
    WaitingReason,
)
from ptc_app.sync.clock_check import is_clock_wrong
from ptc_app.sync.dialects.bundle_splitting import encode_entries, has_parts
from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope
from ptc_app.sync.dialects.transaction_response import (
    BundleEntryResponse,
    entry_responses,
    operation_outcome_text,
)
from ptc_app.sync.raw_central_response import RawCentralResponse

_WAIT_REASONS = {
    401: WaitingReason.SIGN_IN,
    408: WaitingReason.CENTRAL_BUSY,
    426: WaitingReason.PROGRAM_TOO_OLD,
    429: WaitingReason.CENTRAL_BUSY,
    502: WaitingReason.CENTRAL_BUSY,
    503: WaitingReason.CENTRAL_BUSY,
    504: WaitingReason.CENTRAL_BUSY,
    511: WaitingReason.CENTRAL_NONSENSE,
}
"""The statuses that say something of central, whatever was sent."""

_MAY_BE_TOO_LARGE = frozenset({400, 413})
"""The refusals that a smaller request may escape; Medplum answers 400 to too many entries."""

_GATEWAY_REFUSALS = frozenset({403, 409, 412, 413, 422})
_LOST_RACE = "Assigned ID is already in use"
"""How Medplum says, with a 400, that two transactions met; the same one works later."""


def merge_bundles(bundles: Sequence[DecodedEnvelope]) -> bytes:
    """One transaction Bundle (JSON) of all their entries, each byte for byte as it was signed.

    At least one bundle; a single one is its payload, unchanged. They must be of different streams:
    entries of one transaction have no order.
    """
    if len(bundles) == 1:
        return bundles[0].envelope.payload
    return encode_entries(entry for bundle in bundles for entry in bundle.entries)


def delivery_outcomes(
    bundles: Sequence[DecodedEnvelope], response: RawCentralResponse, received_at: datetime
) -> Mapping[EnvelopeId, DeliveryOutcome] | Postponed | None:
    """What a response means for each envelope of the request it answers.

    `bundles` are those of the request, at least one, in its order; `received_at` (UTC) is the time
    of the receipts. Returns one of three:
    - an outcome by envelope id: Acknowledged, Rejected (a person must act) or Postponed;
    - Postponed for all of them, where the response speaks of central and not of what was
      sent: it is busy, finds our clock wrong, asks for a sign-in or a newer application, or the
      body makes no sense;
    - None where they are to be sent again in smaller parts: a refusal of several envelopes, or a
      400 or 413 of one with more entries than MOST_ENTRIES.
    """
    if response.status == HTTPStatus.OK:
        return _transaction_outcomes(bundles, response, received_at)
    if reason := _wait_reason(response, received_at):
        return Postponed(reason, response.retry_after)
    if response.status < HTTPStatus.BAD_REQUEST:
        return Postponed(WaitingReason.CENTRAL_NONSENSE, response.retry_after)
    if len(bundles) > 1 or (response.status in _MAY_BE_TOO_LARGE and has_parts(bundles[0])):
        return None
    text = operation_outcome_text(response.body)
    if text is None and not _may_be_of_gateway(response.status):
        return Postponed(WaitingReason.CENTRAL_NONSENSE, response.retry_after)
    return {bundles[0].envelope.id: _refusal(response.status, text or "", response)}


def _wait_reason(response: RawCentralResponse, now: datetime) -> WaitingReason | None:
    """Why all that was sent waits, whatever it is; None where the status does not say so alone.

    A 403 while the clocks differ is the clock's: central may check when a request was made.
    """
    if response.status == HTTPStatus.FORBIDDEN and is_clock_wrong(response.sent_at, now):
        return WaitingReason.CLOCK_WRONG
    return _WAIT_REASONS.get(response.status)


def _transaction_outcomes(
    bundles: Sequence[DecodedEnvelope], response: RawCentralResponse, received_at: datetime
) -> Mapping[EnvelopeId, DeliveryOutcome] | Postponed:
    """What a status of 200 means: its body has a response for each entry, or is empty."""
    empty = [bundle.envelope.id for bundle in bundles if not bundle.entries]
    if empty:
        # They hold nothing that central could have stored, whatever central says.
        filled = [bundle for bundle in bundles if bundle.entries]
        outcomes = _transaction_outcomes(filled, response, received_at) if filled else {}
        rejected = dict.fromkeys(empty, Rejected("no-entries"))
        return outcomes if isinstance(outcomes, Postponed) else {**outcomes, **rejected}
    if not response.body:
        # Medplum responds so to `Prefer: return=minimal`. TLS is pinned and the response whole,
        # so it is central's own; a transaction that fails is never 200.
        ids = [bundle.envelope.id for bundle in bundles]
        return {each: Acknowledged(Receipt(each, received_at, ())) for each in ids}
    found = entry_responses(response.body, sum(len(bundle.entries) for bundle in bundles))
    if found is None:
        return Postponed(WaitingReason.CENTRAL_NONSENSE, response.retry_after)
    remaining = iter(found)
    return {
        bundle.envelope.id: _envelope_outcome(
            bundle.envelope, list(islice(remaining, len(bundle.entries))), response, received_at
        )
        for bundle in bundles
    }


def _envelope_outcome(
    envelope: Envelope,
    found: Sequence[BundleEntryResponse],
    response: RawCentralResponse,
    received_at: datetime,
) -> DeliveryOutcome:
    """The outcome of one envelope by the responses to its entries.

    Some servers run a transaction as a batch, so each entry must have succeeded. An entry that
    may still succeed postpones the envelope, even where another was refused.
    """
    failures = list(_failures(found, response))
    if not failures:
        locations = tuple(entry.location or "" for entry in found)
        return Acknowledged(Receipt(envelope.id, received_at, locations))
    return next((each for each in failures if isinstance(each, Postponed)), failures[0])


def _failures(
    found: Sequence[BundleEntryResponse], response: RawCentralResponse
) -> Iterator[DeliveryOutcome]:
    for entry in found:
        text = operation_outcome_text(bytes(entry.outcome)) or ""
        if entry.code in _WAIT_REASONS:
            yield Postponed(_WAIT_REASONS[entry.code], response.retry_after)
        elif entry.code == HTTPStatus.FORBIDDEN:
            # Central accepts this device and refuses this one entry.
            yield Rejected("403", text)
        elif not entry.is_success:
            yield _refusal(entry.code, text, response)


def _refusal(status: int, text: str, response: RawCentralResponse) -> DeliveryOutcome:
    """What a refusal of one envelope means: a person must act, or it is only to be repeated.

    A 403 of the whole request is more likely a device that lost its rights than a wrong
    record: to reject it would hold up every stream of the site, so it waits and is tried again.
    """
    if status == HTTPStatus.FORBIDDEN:
        return Postponed(WaitingReason.SIGN_IN, response.retry_after)
    if _is_server_error(status) or status == HTTPStatus.CONFLICT or _LOST_RACE in text:
        return Postponed(WaitingReason.CENTRAL_BUSY, response.retry_after)
    return Rejected(str(status), text)


def _may_be_of_gateway(status: int) -> bool:
    """Whether a refusal without an OperationOutcome counts: a gateway may have sent it.

    Any other refusal needs one: the 404 of a captive portal would hold up every stream.
    """
    return status in _GATEWAY_REFUSALS or _is_server_error(status)


def _is_server_error(status: int) -> bool:
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR
