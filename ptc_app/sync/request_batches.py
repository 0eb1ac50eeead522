"""Which envelopes go together in one request: pure functions of their decoded Bundles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ptc_app.domain.outbox import Envelope, NotSentReason
from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope

_SUSPECT_AFTER = 3
"""Attempts that a working central failed on."""

_SUSPICIOUS = frozenset({NotSentReason.CENTRAL_BUSY, NotSentReason.CENTRAL_NONSENSE})

Batch = Sequence[DecodedEnvelope]
"""Envelopes of different streams that are sent as one transaction."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """The most that one request holds; an envelope that is larger is sent alone."""

    entries: int = 256
    bytes: int = 2 * 1024 * 1024

    def halved(self) -> BatchLimits:
        """Half of both, and at least 1."""
        return BatchLimits(max(1, self.entries // 2), max(1, self.bytes // 2))

    def doubled(self, ceiling: BatchLimits) -> BatchLimits:
        """Twice both, and at most the ceiling."""
        return BatchLimits(
            min(self.entries * 2, ceiling.entries), min(self.bytes * 2, ceiling.bytes)
        )

    def below(self, batch: Batch) -> BatchLimits:
        """No more entries than the larger half of a batch that was too much; never a rise."""
        entries = max(_entry_count(half) for half in split_batch(batch))
        return replace(self, entries=max(1, min(self.entries, entries)))


def first_batch(bundles: Batch, limits: BatchLimits) -> Batch:
    """As many from the front as one request may hold: at least one.

    Two that name the same resource go apart, as a transaction may write it only once.
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
    """The two halves of a batch; the second is the larger where they differ."""
    middle = len(batch) // 2
    return batch[:middle], batch[middle:]


def _is_suspect(envelope: Envelope) -> bool:
    """Whether the envelope may be the cause of repeated failures, and so must not hold up others.

    Attempts while central was unreachable do not count.
    """
    return envelope.attempts >= _SUSPECT_AFTER and envelope.reason in _SUSPICIOUS


def _entry_count(batch: Batch) -> int:
    return sum(len(bundle.entries) for bundle in batch)
