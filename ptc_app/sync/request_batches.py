"""Which envelopes go together in one request: pure functions of their decoded Bundles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ptc_app.domain.outbox import Envelope, WaitingReason
from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope

_SUSPECT_AFTER = 3
"""Attempts that a working central failed on."""

_SUSPICIOUS = frozenset({WaitingReason.CENTRAL_BUSY, WaitingReason.CENTRAL_NONSENSE})

Batch = Sequence[DecodedEnvelope]
"""Envelopes of different streams that are sent as one transaction."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """The most that one request holds; a single envelope that is larger is still sent, alone.

    `entries`: entries of all its Bundles together.
    `bytes`: bytes of their payloads together, before compression.
    """

    entries: int = 256
    bytes: int = 2 * 1024 * 1024

    def halved(self) -> BatchLimits:
        """Limits of half the entries and bytes, rounded down, at least 1 of each."""
        return BatchLimits(max(1, self.entries // 2), max(1, self.bytes // 2))

    def doubled(self, ceiling: BatchLimits) -> BatchLimits:
        """Limits of twice the entries and bytes, at most those of `ceiling`."""
        return BatchLimits(
            min(self.entries * 2, ceiling.entries), min(self.bytes * 2, ceiling.bytes)
        )

    def below(self, batch: Batch) -> BatchLimits:
        """Limits with at most as many entries as the larger half of `batch`, and the same bytes.

        `batch` is one that central refused while it took its parts. The result is at least 1 entry,
        and never more than these limits.
        """
        entries = max(_entry_count(half) for half in split_batch(batch))
        return replace(self, entries=max(1, min(self.entries, entries)))


def first_batch(bundles: Batch, limits: BatchLimits) -> Batch:
    """The longest beginning of `bundles` that may go in one request, in the same order.

    At least one bundle, whatever its size; empty only where `bundles` is. Two that name the same
    resource go apart, as a transaction may write it only once. A Bundle without entries goes alone,
    and so does an envelope that a working central failed on three times or more.
    """
    names: frozenset[str] = frozenset()
    entries = size = 0
    for count, bundle in enumerate(bundles):
        entries += len(bundle.entries)
        size += bundle.size
        is_full = entries > limits.entries or size > limits.bytes
        is_alone = not bundle.entries or _is_suspect(bundle.envelope)
        if count and (is_full or is_alone or names & bundle.names):
            return bundles[:count]
        if is_alone:
            return bundles[:1]
        names |= bundle.names
    return bundles


def split_batch(batch: Batch) -> tuple[Batch, Batch]:
    """The first and the second half of a batch; the second is longer by one where they differ."""
    middle = len(batch) // 2
    return batch[:middle], batch[middle:]


def _is_suspect(envelope: Envelope) -> bool:
    """Whether the envelope may be the cause of repeated failures, and so must not hold up others.

    Attempts while central was unreachable do not count.
    """
    return envelope.attempts >= _SUSPECT_AFTER and envelope.reason in _SUSPICIOUS


def _entry_count(batch: Batch) -> int:
    return sum(len(bundle.entries) for bundle in batch)
