"""An envelope with its transaction Bundle decoded, as far as sending needs to know it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from ptc_app.domain.outbox import Envelope


@dataclass(frozen=True, slots=True)
class OutgoingBundle:
    """An envelope, the bytes of each entry in it, and the names of what the entries write.

    A name is a `fullUrl` or a conditional URL (`Patient?identifier=...`). A payload that is no
    Bundle has no entries: it is still sent, alone, for central to refuse.
    """

    envelope: Envelope
    entries: tuple[msgspec.Raw, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Bytes of the payload."""
        return len(self.envelope.payload)


def decode_envelope(envelope: Envelope) -> OutgoingBundle:
    """The envelope with its entries, which are views of the payload and no copies."""
    try:
        raw_entries = _BUNDLES.decode(envelope.payload).entry
        entries = [_ENTRIES.decode(raw) for raw in raw_entries]
    except msgspec.DecodeError:
        return OutgoingBundle(envelope)
    names = frozenset(name for entry in entries for name in _names(entry))
    return OutgoingBundle(envelope, tuple(raw_entries), names)


class _Request(msgspec.Struct, rename="camel"):
    url: str
    if_none_exist: str = ""


class _Entry(msgspec.Struct, rename="camel"):
    request: _Request
    full_url: str = ""


class _Bundle(msgspec.Struct):
    entry: list[msgspec.Raw]


_BUNDLES = msgspec.json.Decoder(_Bundle)
_ENTRIES = msgspec.json.Decoder(_Entry)


def _names(entry: _Entry) -> list[str]:
    """`Type?identifier=...` is one name, whether the entry creates or updates."""
    condition = entry.request.if_none_exist
    target = f"{entry.request.url}?{condition}" if condition else entry.request.url
    return [name for name in (entry.full_url, target) if ":" in name or "?" in name]
