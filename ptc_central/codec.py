"""JSON as FHIR needs it: a decimal comes out with the very digits that came in."""

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

Json: TypeAlias = (
    "dict[str, Json] | list[Json] | tuple[Json, ...] | str | int | bool | msgspec.Raw | None"
)
Resource: TypeAlias = dict[str, Json]

_DECODER = msgspec.json.Decoder(float_hook=msgspec.Raw)
_CANONICAL = msgspec.json.Encoder(order="deterministic")
_NUL = b"\\u0000"
_DEEPEST = 200  # levels; what is kept must stay within Python's own limit for recursion


class NotJson(Exception):
    """The bytes are no JSON, or JSON that FHIR does not allow."""


def decoded(body: bytes) -> Json:
    """The JSON value; decimals are kept as the text that was sent."""
    if _NUL in body:
        raise NotJson
    try:
        value: Json = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotJson from error
    if _is_too_deep(value):
        raise NotJson
    return value


def encoded(value: Json) -> bytes:
    """The value as JSON, members in their order."""
    return msgspec.json.encode(value)


def canonical(value: Json) -> bytes:
    """The value as JSON, members sorted: equal content gives equal bytes."""
    return _CANONICAL.encode(value)


def _is_too_deep(value: Json) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
