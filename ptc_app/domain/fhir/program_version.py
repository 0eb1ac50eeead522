"""The program version a record was made under, as an extension of its FHIR resources."""

from __future__ import annotations

from typing import cast

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.bundle import Resource


def with_program_version(resource: Resource, version: str, protocol: str = "") -> Resource:
    """The resource with the program version, and with the measurement protocol (`id|version`)
    where it was made under one, after the extensions it has."""
    named = [(systems.PROGRAM_VERSION, version), (systems.PROTOCOL, protocol)]
    added = [{"url": url, "valueString": value} for url, value in named if value]
    extensions = cast("list[Resource]", resource.get("extension", []))
    return {**resource, "extension": [*extensions, *added]}
