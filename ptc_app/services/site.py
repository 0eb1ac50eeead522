"""The site: what this machine is, who works here, and how its keys are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.practitioner import Desk, Practitioner
from ptc_app.services.desk import Working


class Practitioners(Protocol):
    """Who works here."""

    def all(self) -> list[Practitioner]: ...


class Settings(Protocol):
    """What is set for this machine."""

    def central_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SiteView:
    """All that the site page shows; `central` is its address, empty where none is known."""

    desk: Desk
    practitioners: list[Practitioner]
    central: str
    uses_keyring: bool
    program_version: str


@dataclass(frozen=True, slots=True)
class Site:
    """The verbs of the site page."""

    practitioners: Practitioners
    settings: Settings
    uses_keyring: bool
    program_version: str
    working: Working

    def view(self) -> SiteView:
        """The site as it is set up."""
        return SiteView(
            desk=self.working.author.desk,
            practitioners=self.practitioners.all(),
            central=self.settings.central_url(),
            uses_keyring=self.uses_keyring,
            program_version=self.program_version,
        )
