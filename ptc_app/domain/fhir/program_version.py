"""The program version a record was made under, as extensions of its FHIR resources."""

from __future__ import annotations

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import FhirExtension


def program_version_extensions(version: str, protocol: str = "") -> tuple[FhirExtension, ...]:
    """Extensions with the version of the study program and, where given, the measurement protocol.

    `protocol` is `id|version`. An empty text gives no extension.
    """
    named = ((systems.PROGRAM_VERSION, version), (systems.MEASUREMENT_PROTOCOL, protocol))
    return tuple(FhirExtension(url=url, value_string=value) for url, value in named if value)
