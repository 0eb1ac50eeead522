"""JSON decoding and encoding for FHIR: a decimal keeps the digits in which it was sent."""

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

JsonValue: TypeAlias = (
    "dict[str, JsonValue] | list[JsonValue] | tuple[JsonValue, ...]"
    " | str | int | bool | msgspec.Raw | None"
)
JsonResource: TypeAlias = dict[str, JsonValue]

_DECODER = msgspec.json.Decoder(float_hook=msgspec.Raw)
_CANONICAL_ENCODER = msgspec.json.Encoder(order="deterministic")
_ESCAPED_NUL = b"\\u0000"
_MAX_DEPTH = 200  # levels of nesting; stored JSON must stay below Python's recursion limit


class InvalidJson(Exception):
    """Raised for bytes that are no JSON, or JSON with a NUL or nested over 200 levels."""


def decode_json(body: bytes) -> JsonValue:
    """Decode UTF-8 JSON; a decimal becomes a `msgspec.Raw` with its original text.

    Raises InvalidJson for anything else, for a text with a NUL, and for more than 200 levels.
    """
    if _ESCAPED_NUL in body:
        raise InvalidJson
    try:
        value: JsonValue = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidJson from error
    if _is_too_deep(value):
        raise InvalidJson
    return value


def encode_json(value: JsonValue) -> bytes:
    """Encode as UTF-8 JSON, object members in their given order, `msgspec.Raw` as it is."""
    return msgspec.json.encode(value)


def encode_canonical_json(value: JsonValue) -> bytes:
    """Encode as UTF-8 JSON, members sorted by name: equal values give equal bytes.

    The decimals 1.0 and 1.00 are not equal: each keeps its digits.
    """
    return _CANONICAL_ENCODER.encode(value)


def _is_too_deep(value: JsonValue) -> bool:
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: JsonValue) -> Iterable[JsonValue]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
