"""The type of FHIR in JSON, as tests write and read it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
"""An object of FHIR JSON: a resource, an element, or some members of one."""
