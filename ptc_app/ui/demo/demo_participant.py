"""The made-up participant whose visit the demo walks through."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoParticipant:
    """Name and language (BCP 47) of the made-up participant whom the demo registers."""

    given_name: str = "Maria"
    family_name: str = "Delgado"
    language: str = "en"
