"""The R4 models of the `fhir.resources` library, as a second opinion on what we write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from fhir.resources.R4B import get_fhir_model_class

_ENCODE = msgspec.json.Encoder(decimal_format="number").encode


def ensure_r4(resource: dict[str, Any]) -> None:
    """Raise what the library has against a resource or a whole Bundle."""
    body = _ENCODE(resource)
    get_fhir_model_class(resource["resourceType"]).model_validate_json(body)
    empty = [
        path for path, value in _each(msgspec.json.decode(body)) if value in ("", [], {}, None)
    ]
    assert not empty, f"R4 knows no empty values: {empty}"


def _each(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _each(below, f"{path}.{name}")
    if isinstance(value, list):
        for place, below in enumerate(value):
            yield from _each(below, f"{path}[{place}]")
