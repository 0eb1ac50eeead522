"""The program version a record was made under, as extensions of its FHIR resources."""

from __future__ import annotations

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import FhirExtension


def program_version_extensions(version: str, protocol: str = "") -> tuple[FhirExtension, ...]:
    """The program version and, where given, the measurement protocol as `id|version`."""
    named = ((systems.PROGRAM_VERSION, version), (systems.MEASUREMENT_PROTOCOL, protocol))
    return tuple(FhirExtension(url=url, value_string=value) for url, value in named if value)
