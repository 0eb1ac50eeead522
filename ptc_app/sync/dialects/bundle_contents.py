"""What is inside a signed transaction Bundle, as far as sending it needs to know."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class BundleContents:
    """The entries, byte for byte, and what they mean to create or change.

    A payload that is no Bundle has none: it is still sent, alone, for central to refuse.
    """

    entries: tuple[bytes, ...] = ()
    names: frozenset[str] = frozenset()


def bundle_contents(payload: bytes) -> BundleContents:
    """The contents of a payload."""
    try:
        raws = _BUNDLES.decode(payload).entry
        entries = [_ENTRIES.decode(raw) for raw in raws]
    except msgspec.DecodeError:
        return BundleContents()
    return BundleContents(
        tuple(bytes(raw) for raw in raws),
        frozenset(name for entry in entries for name in _names(entry)),
    )


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
    """`Type?identifier=...` is one name, whether it creates or updates."""
    condition = entry.request.if_none_exist
    target = f"{entry.request.url}?{condition}" if condition else entry.request.url
    return [name for name in (entry.full_url, target) if ":" in name or "?" in name]
