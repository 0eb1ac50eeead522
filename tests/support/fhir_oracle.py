"""The R4 models of the `fhir.resources` library, as a second opinion on what we write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
from fhir.resources.R4B import get_fhir_model_class

from ptc_app.domain.fhir.elements import (
    Element,
    FhirResource,
    Identifier,
    Reference,
    concept,
    encode_fhir,
)
from ptc_app.domain.fhir.observation_structs import Observation

_ENCODE = msgspec.json.Encoder(decimal_format="number").encode


def an_observation(value: str, system: str = "https://ptc.example", **changes: Any) -> Observation:
    """A measurement with this identifier and without a value."""
    observation = Observation(
        identifier=(Identifier(system=system, value=value),),
        status="final",
        category=(concept("c", "vital-signs"),),
        code=concept("c", "height"),
        subject=Reference(reference="Patient/1"),
        encounter=Reference(reference="Encounter/1"),
        effective_date_time="2026-03-12T15:00:00Z",
        performer=(Reference(display="N. Nurse"),),
    )
    return msgspec.structs.replace(observation, **changes)


def as_json(value: FhirResource | Element) -> dict[str, Any]:
    """A resource or element as a server reads it; numbers with a point are Decimals."""
    read: dict[str, Any] = json.loads(encode_fhir(value), parse_float=Decimal)
    return read


def ensure_r4(resource: FhirResource | dict[str, Any]) -> None:
    """Raise what the library has against a resource or a whole Bundle."""
    body = _ENCODE(resource)
    read = msgspec.json.decode(body)
    get_fhir_model_class(read["resourceType"]).model_validate_json(body)
    empty = [path for path, value in _each(read) if value in ("", [], {}, None)]
    assert not empty, f"R4 knows no empty values: {empty}"


def _each(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _each(below, f"{path}.{name}")
    if isinstance(value, list):
        for place, below in enumerate(value):
            yield from _each(below, f"{path}[{place}]")
