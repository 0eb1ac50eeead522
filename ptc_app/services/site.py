"""The use cases of a site: its set-up, practitioners, site support and connection to central."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.central_connection import CentralConnection, CentralInvitation
from ptc_app.domain.central_url import central_root_url
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.practitioner import Practitioner, StaffRole
from ptc_app.domain.printable_text import LONGEST_NAME, ensure_recordable
from ptc_app.domain.workstation import SiteSupport, Workstation
from ptc_app.services.programs import ProgramService
from ptc_app.services.session_context import SessionContext
from ptc_app.services.site_setup_and_unlock import check_secrets, site_support_to_store


class Practitioners(Protocol):
    """Port to the practitioners of the site; `Practitioners` of the storage provides it.

    Every method raises StoreUnusable.
    """

    def all(self) -> list[Practitioner]:
        """All practitioners, ordered by name. Raises StoreUnusable."""

    def by_sign_in_name(self, sign_in_name: str) -> Practitioner | None:
        """The practitioner of that sign-in name, compared without case; None where unknown.

        Raises StoreUnusable.
        """

    def whose_kiosk_code(self, code: str) -> PractitionerId | None:
        """The id of the practitioner whose kiosk code this is; None where it is nobody's.

        Raises StoreUnusable.
        """

    def add(self, practitioner: Practitioner, kiosk_code: str, audit: AuditEvent) -> None:
        """Store a practitioner, the hash of their kiosk code and the audit entry: one transaction.

        RuleBroken (`sign-in-name-taken`) where another has the name, compared without case.
        Raises StoreUnusable.
        """


class Keys(Protocol):
    """Port to the keys of the open store; `OpenSiteKeys` of the storage provides it.

    Every method raises StoreUnusable (`keys-missing`, `keys-corrupt`).
    """

    def uses_keyring(self) -> bool:
        """Whether a passphrase opens the store on this machine only, by a secret of its keyring.

        Raises StoreUnusable.
        """

    def admit(self, sign_in_name: str, passphrase: str) -> None:
        """Let a practitioner unlock the store with this passphrase, in place of an earlier one.

        Writes the key file: the store key, wrapped for them. Raises StoreUnusable.
        """


class Settings(Protocol):
    """Port to the settings of this workstation; `Settings` of the storage provides it."""

    def central_url(self) -> str:
        """The URL of the joined central; empty where none was joined. Raises StoreUnusable."""

    def site_support(self) -> SiteSupport:
        """The contact of site support. Raises StoreUnusable."""

    def change_site_support(self, support: SiteSupport, audit: AuditEvent) -> None:
        """Store this contact in place of the earlier one, with its audit entry: one transaction.

        Raises StoreUnusable.
        """


@dataclass(frozen=True, slots=True)
class NewPractitioner:
    """What is entered for a new practitioner, as typed; `SiteService.add` trims and checks it.

    `name`: as people read it; `sign_in_name`: the name typed to sign in.
    `kiosk_code`: the digits that take the machine back from a participant.
    """

    name: str
    sign_in_name: str
    role: StaffRole
    passphrase: str = field(repr=False)
    kiosk_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SiteView:
    """What the site page shows.

    `workstation`, `practitioners`: this computer and its site, and all who sign in, by name.
    `support`: whom staff call for help with the computers.
    `central`: the URL of the central that was joined; empty where none was.
    `uses_keyring`: whether a passphrase opens the store on this machine only.
    `program_version`: the version of the program that new visits take; empty where there is none.
    `unusable_version`: the highest version in force where this version of the application cannot
        use it; empty where it can.
    `may_change`: whether who is signed in may add practitioners and change the site support.
    """

    workstation: Workstation
    practitioners: list[Practitioner]
    support: SiteSupport
    central: str
    uses_keyring: bool
    program_version: str
    unusable_version: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class SiteService:
    """Describes and changes the site as it is set up; every method raises StoreUnusable."""

    practitioners: Practitioners
    settings: Settings
    keys: Keys
    programs: ProgramService
    session_context: SessionContext

    def view(self) -> SiteView:
        """The site as it is set up now, with all that its page shows; changes nothing.

        StoreUnusable where the store or the key file cannot be read.
        """
        newest, taken = self.programs.newest_in_force(), self.programs.version_of_new_visits()
        return SiteView(
            workstation=self.session_context.author.workstation,
            practitioners=self.practitioners.all(),
            support=self.settings.site_support(),
            central=self.settings.central_url(),
            uses_keyring=self.keys.uses_keyring(),
            program_version=taken,
            unusable_version=newest if newest != taken else "",
            may_change=self._may_change,
        )

    def add(self, someone: NewPractitioner) -> Practitioner:
        """Add a practitioner, who may sign in from now on, with an audit entry.

        RuleBroken, by the first that applies: `administrators-only` unless an administrator is
        signed in, `setup-incomplete` for a blank name, as `ensure_recordable` for the names,
        `passphrase-short`, `kiosk-code-short`, `sign-in-name-taken`, `kiosk-code-taken`, since the
        audit trail says by it who took a kiosk back. Their key is written first: if the application
        ends before the row is stored, they are added again.
        Raises StoreUnusable.
        """
        if not self._may_change:
            raise RuleBroken("administrators-only")
        if not (someone.name.strip() and someone.sign_in_name.strip()):
            raise RuleBroken("setup-incomplete")
        ensure_recordable(someone.name, someone.sign_in_name, longest=LONGEST_NAME)
        check_secrets(someone.passphrase, someone.kiosk_code)
        if self.practitioners.by_sign_in_name(someone.sign_in_name) is not None:
            raise RuleBroken("sign-in-name-taken")
        if self.practitioners.whose_kiosk_code(someone.kiosk_code) is not None:
            raise RuleBroken("kiosk-code-taken")
        new = Practitioner(
            PractitionerId(self.session_context.new_id()),
            someone.sign_in_name.strip(),
            someone.name.strip(),
            someone.role,
        )
        self.keys.admit(new.sign_in_name, someone.passphrase)
        audit = self.session_context.audit_event(AuditAction.PRACTITIONER_ADDED, new.id)
        self.practitioners.add(new, someone.kiosk_code, audit)
        return new

    def support(self) -> SiteSupport:
        """The contact of site support, which messages to staff name. Raises StoreUnusable."""
        return self.settings.site_support()

    def change_support(self, typed: SiteSupport) -> SiteSupport:
        """Store this contact of site support and return it as stored, with an audit entry.

        Where it is the stored one already, nothing is written. RuleBroken: `administrators-only`
        unless an administrator is signed in, or as `site_support_to_store`. Raises StoreUnusable.
        """
        if not self._may_change:
            raise RuleBroken("administrators-only")
        new, earlier = site_support_to_store(typed), self.settings.site_support()
        if new != earlier:
            audit = self.session_context.audit_event(
                AuditAction.SITE_SUPPORT_CHANGED, _audited(new), _audited(earlier)
            )
            self.settings.change_site_support(new, audit)
        return new

    @property
    def _may_change(self) -> bool:
        return self.session_context.author.practitioner.role is StaffRole.ADMINISTRATOR


def _audited(support: SiteSupport) -> str:
    return f"{support.name}, {support.phone}"


class ConnectionSettings(Protocol):
    """Port to the stored connection; `Settings` of the storage provides it.

    Every method raises StoreUnusable.
    """

    def central(self) -> CentralConnection | None:
        """The stored connection to central; None where none was joined yet.

        Raises StoreUnusable.
        """

    def connect(self, central: CentralConnection, audit: AuditEvent) -> None:
        """Store this connection in place of an earlier one, with its audit entry.

        One transaction, which also makes every waiting envelope due. Raises StoreUnusable.
        """


EstablishConnection = Callable[
    [CentralInvitation, CentralConnection | None, Workstation, Callable[[], datetime]],
    CentralConnection,
]
"""Port to central: a connection that it accepted just now, see `establish_connection` of sync."""


@dataclass(frozen=True, slots=True)
class CentralConnectionService:
    """Connects the site to a central on behalf of the author of `session_context`."""

    settings: ConnectionSettings
    establish: EstablishConnection
    session_context: SessionContext

    def join(self, invitation: CentralInvitation) -> None:
        """Connect to the central of this invitation, once it answered under its authority.

        The connection takes the place of an earlier one, and the audit trail gets the new URL and
        the earlier one; where it is the stored one already, nothing is written. RuleBroken:
        `administrators-only`, or as `central_root_url`; StoreUnusable; and what `establish` raises.
        In all these cases the earlier connection stays.
        """
        author = self.session_context.author
        if author.practitioner.role is not StaffRole.ADMINISTRATOR:
            raise RuleBroken("administrators-only")
        checked = replace(invitation, url=central_root_url(invitation.url))
        earlier = self.settings.central()
        connection = self.establish(checked, earlier, author.workstation, self.session_context.now)
        if connection != earlier:
            self.settings.connect(connection, self._audit(connection, earlier))

    def _audit(
        self, connection: CentralConnection, earlier: CentralConnection | None
    ) -> AuditEvent:
        earlier_url = earlier.url if earlier else ""
        return self.session_context.audit_event(
            AuditAction.CENTRAL_JOINED, connection.url, earlier_url
        )
