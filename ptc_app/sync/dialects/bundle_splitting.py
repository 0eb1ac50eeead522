"""A large Bundle as several transactions, for servers that take only small ones: pure.

The parts are a function of the signed bytes alone, so sending them again repeats them exactly. They
go in the order of the entries, which refer only to entries before them: what an earlier part
created is named by its conditional URL instead of its `fullUrl`, which holds in one Bundle only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope, entry_addresses

MOST_ENTRIES = 8
"""As many conditional entries as every server observed takes in one transaction."""


def has_parts(bundle: DecodedEnvelope) -> bool:
    """Whether the Bundle has more than MOST_ENTRIES entries, so that some servers refuse it."""
    return len(bundle.entries) > MOST_ENTRIES


def split_bundle(bundle: DecodedEnvelope) -> Iterator[DecodedEnvelope]:
    """Yield transactions of at most MOST_ENTRIES entries each, in the order of the entries.

    Each part has the envelope's id and a payload of its own; a reference to an entry of an earlier
    part is its conditional URL. The `names` are still those of the whole Bundle.
    """
    earlier: dict[str, str] = {}
    for start in range(0, len(bundle.entries), MOST_ENTRIES):
        entries = bundle.entries[start : start + MOST_ENTRIES]
        payload = _with_conditional_references(encode_entries(entries), earlier)
        envelope = replace(bundle.envelope, payload=payload)
        yield replace(bundle, envelope=envelope, entries=entries)
        earlier |= dict(map(entry_addresses, entries))


def encode_entries(entries: Iterable[bytes]) -> bytes:
    """The JSON of a transaction Bundle of these entries in their order, each byte for byte."""
    joined = b",".join(entries)
    return b'{"resourceType":"Bundle","type":"transaction","entry":[' + joined + b"]}"


def _with_conditional_references(payload: bytes, earlier: dict[str, str]) -> bytes:
    """Only whole JSON strings are replaced; in a text a quotation mark has a backslash."""
    for full_url, conditional_url in earlier.items():
        if full_url and conditional_url:
            payload = payload.replace(_json_string(full_url), _json_string(conditional_url))
    return payload


def _json_string(url: str) -> bytes:
    return f'"{url}"'.encode()
