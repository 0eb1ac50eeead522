"""The site page's use cases: what is set up here, adding practitioners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.author import Workstation
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.practitioner import Practitioner, StaffRole
from ptc_app.services.author_context import AuthorContext
from ptc_app.services.programs import ProgramService
from ptc_app.services.site_setup_and_unlock import check_secrets


class Practitioners(Protocol):
    """The practitioners of this site."""

    def all(self) -> list[Practitioner]: ...
    def by_sign_in_name(self, sign_in_name: str) -> Practitioner | None: ...
    def add(self, practitioner: Practitioner, kiosk_code: str, audit: AuditEvent) -> None: ...


class Keys(Protocol):
    """The keys of the open store."""

    def uses_keyring(self) -> bool: ...
    def admit(self, sign_in_name: str, passphrase: str) -> None: ...


class Settings(Protocol):
    """The settings of this workstation."""

    def central_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NewPractitioner:
    """What is entered for a new practitioner."""

    name: str
    sign_in_name: str
    role: StaffRole
    passphrase: str
    kiosk_code: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What the site page shows; `central` is central's URL, empty where none is joined."""

    workstation: Workstation
    practitioners: list[Practitioner]
    central: str
    uses_keyring: bool
    program_version: str
    may_add: bool
    """Whether who is signed in may add practitioners."""


@dataclass(frozen=True, slots=True)
class SiteService:
    """Describes the site and adds practitioners."""

    practitioners: Practitioners
    settings: Settings
    keys: Keys
    programs: ProgramService
    author_context: AuthorContext

    def view(self) -> SiteView:
        """The site as it is set up."""
        return SiteView(
            workstation=self.author_context.author.workstation,
            practitioners=self.practitioners.all(),
            central=self.settings.central_url(),
            uses_keyring=self.keys.uses_keyring(),
            program_version=self.programs.newest_in_force(),
            may_add=self._may_add,
        )

    def add(self, someone: NewPractitioner) -> Practitioner:
        """Add a practitioner who may sign in from now on; RuleBroken unless an administrator asks.

        Their key is written first: if the program ends before the row is stored, they are added
        again.
        """
        if not self._may_add:
            raise RuleBroken("administrators-only")
        if not (someone.name.strip() and someone.sign_in_name.strip()):
            raise RuleBroken("setup-incomplete")
        check_secrets(someone.passphrase, someone.kiosk_code)
        if self.practitioners.by_sign_in_name(someone.sign_in_name) is not None:
            raise RuleBroken("sign-in-name-taken")
        new = Practitioner(
            PractitionerId(self.author_context.new_id()),
            someone.sign_in_name.strip(),
            someone.name.strip(),
            someone.role,
        )
        self.keys.admit(new.sign_in_name, someone.passphrase)
        audit = self.author_context.audit_event(AuditAction.PRACTITIONER_ADDED, new.id)
        self.practitioners.add(new, someone.kiosk_code, audit)
        return new

    @property
    def _may_add(self) -> bool:
        return self.author_context.author.practitioner.role is StaffRole.ADMINISTRATOR
