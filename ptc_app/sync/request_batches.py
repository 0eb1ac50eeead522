"""How many envelopes go in one request: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ptc_app.domain.outbox import Envelope, WaitReason
from ptc_app.sync.dialects.bundle_contents import bundle_contents

_SUSPECT_AFTER = 3
_SUSPICIOUS = frozenset({WaitReason.CENTRAL_BUSY, WaitReason.CENTRAL_NONSENSE})


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """The most that one request holds; an envelope that is larger still goes, alone."""

    entries: int = 256
    bytes: int = 2 * 1024 * 1024

    def halved(self) -> BatchLimits:
        return BatchLimits(max(1, self.entries // 2), max(1, self.bytes // 2))

    def doubled(self, ceiling: BatchLimits) -> BatchLimits:
        return BatchLimits(
            min(self.entries * 2, ceiling.entries), min(self.bytes * 2, ceiling.bytes)
        )

    def below(self, envelopes: Sequence[Envelope]) -> BatchLimits:
        """Half of what was just too much; limits that are lower already stay."""
        sizes = [_entries(half) for half in split_batch(envelopes)]
        return replace(self, entries=max(1, min(self.entries, max(sizes))))


def first_batch(envelopes: Sequence[Envelope], limits: BatchLimits) -> Sequence[Envelope]:
    """The envelopes from the front that one request may hold: at least one.

    Two that name the same resource go apart, as a transaction may hold it only once.
    """
    names: frozenset[str] = frozenset()
    entries = size = 0
    for count, envelope in enumerate(envelopes):
        inside = bundle_contents(envelope.payload)
        entries += len(inside.entries)
        size += len(envelope.payload)
        is_full = entries > limits.entries or size > limits.bytes
        is_alone = not inside.entries or _goes_alone(envelope)
        if count and (is_full or is_alone or names & inside.names):
            return envelopes[:count]
        if is_alone:
            return envelopes[:1]
        names |= inside.names
    return envelopes


def split_batch(envelopes: Sequence[Envelope]) -> tuple[Sequence[Envelope], Sequence[Envelope]]:
    """Two parts of what could not be sent at once."""
    middle = len(envelopes) // 2
    return envelopes[:middle], envelopes[middle:]


def _goes_alone(envelope: Envelope) -> bool:
    """What a working central failed on again and again may be the cause: it holds back no other.

    Time offline does not count.
    """
    return envelope.attempts >= _SUSPECT_AFTER and envelope.reason in _SUSPICIOUS


def _entries(envelopes: Sequence[Envelope]) -> int:
    return sum(len(bundle_contents(envelope.payload).entries) for envelope in envelopes)
