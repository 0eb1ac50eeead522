"""An envelope with its transaction Bundle decoded, as far as sending needs to know it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from ptc_app.domain.outbox import Envelope


@dataclass(frozen=True, slots=True)
class DecodedEnvelope:
    """An envelope with the entries of its transaction Bundle, as far as sending reads them.

    `entries`: the JSON bytes of each entry; none where the payload is no Bundle. Such an envelope
        is still sent, alone, for central to refuse.
    `names`: what the entries write: a `fullUrl`, or a conditional URL (`Patient?identifier=...`).
    """

    envelope: Envelope
    entries: tuple[msgspec.Raw, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Bytes of the envelope's payload, before compression."""
        return len(self.envelope.payload)


def decode_envelope(envelope: Envelope) -> DecodedEnvelope:
    """Decode the payload of an envelope; the entries are views of its bytes, no copies.

    A payload that is no Bundle, or has an entry without a request, gives no entries and no names.
    """
    try:
        raw_entries = _BUNDLES.decode(envelope.payload).entry
        entries = [_ENTRIES.decode(raw) for raw in raw_entries]
    except msgspec.DecodeError:
        return DecodedEnvelope(envelope)
    names = frozenset(name for entry in entries for name in _names(entry))
    return DecodedEnvelope(envelope, tuple(raw_entries), names)


def entry_addresses(entry: msgspec.Raw) -> tuple[str, str]:
    """The `fullUrl` of an entry and its conditional URL (`Patient?identifier=...`).

    Either is empty where the entry has none. `entry` is one of a DecodedEnvelope;
    msgspec.DecodeError where it has no request.
    """
    decoded = _ENTRIES.decode(entry)
    target = _target(decoded)
    return decoded.full_url, target if "?" in target else ""


class _SentRequest(msgspec.Struct, rename="camel"):
    url: str
    if_none_exist: str = ""


class _SentEntry(msgspec.Struct, rename="camel"):
    request: _SentRequest
    full_url: str = ""


class _SentBundle(msgspec.Struct):
    entry: list[msgspec.Raw]


_BUNDLES = msgspec.json.Decoder(_SentBundle)
_ENTRIES = msgspec.json.Decoder(_SentEntry)


def _names(entry: _SentEntry) -> list[str]:
    """`Type?identifier=...` is one name, whether the entry creates or updates."""
    return [name for name in (entry.full_url, _target(entry)) if ":" in name or "?" in name]


def _target(entry: _SentEntry) -> str:
    """The URL of what the entry writes, with the condition of a conditional create."""
    condition = entry.request.if_none_exist
    return f"{entry.request.url}?{condition}" if condition else entry.request.url
