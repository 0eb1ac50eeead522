"""Set-up of a new site, and unlocking its store with a passphrase or the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.domain.practitioner import Practitioner, StaffRole
from ptc_app.domain.printable_text import LONGEST_NAME, ensure_recordable
from ptc_app.domain.workstation import SiteSupport, Workstation
from ptc_app.services.phone_and_email import phone_to_store

MIN_PASSPHRASE_LENGTH = 12
"""Characters; length is what counts (NIST SP 800-63B), so nothing else is asked of it."""

MIN_KIOSK_CODE_LENGTH = 6
"""Digits of the kiosk code: it opens nothing but the way back to a store already open."""


class NewKeys(Protocol):
    """Keys generated for a new site and not in use yet; `GeneratedKeys` of the storage is one."""

    @property
    def store_key(self) -> bytes:
        """The random key that encrypts the store, 32 bytes."""

    @property
    def file(self) -> bytes:
        """The content of the key file to be written."""

    @property
    def recovery_key(self) -> str:
        """The recovery key as text for people to write down; it is stored nowhere."""

    @property
    def uses_keyring(self) -> bool:
        """Whether a passphrase opens the store on this machine only, by a secret of its keyring."""


class SiteKeys(Protocol):
    """Port to the key file and store of the site; `SiteKeyStore` of the storage provides it.

    Every method raises StoreUnusable where a file cannot be read or written.
    """

    @property
    def is_practice(self) -> bool:
        """Whether the data folder is marked as that of a practice site."""

    def is_set_up(self) -> bool:
        """Whether store and key file exist; StoreUnusable where only one of them does."""

    def new_keys(self, sign_in_name: str, passphrase: str) -> NewKeys:
        """Generate keys that let this practitioner unlock the new store.

        Writes a secret to the machine's keyring where there is one, but no file.
        Raises StoreUnusable.
        """

    def create(self, keys: NewKeys, first: InitialSiteData) -> None:
        """Write the store with its first rows, then the key file, for a site not set up yet.

        RuleBroken (`already-set-up`). An interrupted call leaves the site not set up.
        Raises StoreUnusable.
        """

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes), by the sign-in name (compared without case) and passphrase.

        StoreLocked: `passphrase` where they do not fit or the name is unknown, `machine-secret`
        where the keyring of this machine lost its secret. Raises StoreUnusable.
        """

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes) by the recovery key; replaces the practitioner's passphrase.

        StoreLocked: `recovery` for a wrong key, `unknown-name`. Raises StoreUnusable.
        """


@dataclass(frozen=True, slots=True)
class SiteSetupRequest:
    """What an administrator enters to set up a site, as typed; it is trimmed and checked in use.

    `site`: the name of the site; `machine`: that of this workstation.
    `name`, `sign_in_name`: the administrator's, as people read it and as typed to sign in.
    `support`: whom staff call for help with the computers.
    `kiosk_code`: the digits that take the machine back from a participant.
    """

    site: str
    machine: str
    support: SiteSupport
    name: str
    sign_in_name: str
    passphrase: str = field(repr=False)
    kiosk_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignInService:
    """Sets up a site and unlocks its store; holds no secret itself.

    `now` is the clock (UTC), `new_id` makes new UUIDs as text. Every method raises StoreUnusable
    where a file of the site is missing or cannot be read or written.
    """

    site_keys: SiteKeys
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def is_set_up(self) -> bool:
        """Whether this machine's site is set up.

        StoreUnusable: `keys-missing` where only the store exists, `missing` where only the key file
        does.
        """
        return self.site_keys.is_set_up()

    def new_keys(self, setup: SiteSetupRequest) -> NewKeys:
        """Generate keys for the first administrator, to be shown and given to `set_up`.

        Writes a secret to the machine's keyring, but no file. RuleBroken: `setup-incomplete` for a
        blank entry, `passphrase-short`, `kiosk-code-short`, as `ensure_recordable` for the names,
        or as `site_support_to_store`. Raises StoreUnusable.
        """
        _check(setup)
        return self.site_keys.new_keys(setup.sign_in_name.strip(), setup.passphrase)

    def set_up(self, setup: SiteSetupRequest, keys: NewKeys, recovery_key: str) -> None:
        """Create the site's store and key file, with the administrator and an audit entry.

        `keys` are those of `new_keys`; `recovery_key` is theirs as typed back, compared without
        case, spaces and hyphens. RuleBroken: `recovery-key-differs`, `already-set-up`, or as
        `site_support_to_store`.
        Raises StoreUnusable.
        """
        if _bare(recovery_key) != _bare(keys.recovery_key):
            raise RuleBroken("recovery-key-differs")
        practitioner = Practitioner(
            PractitionerId(self.new_id()),
            setup.sign_in_name.strip(),
            setup.name.strip(),
            StaffRole.ADMINISTRATOR,
        )
        workstation = Workstation(
            setup.site.strip(), setup.machine.strip(), self.new_id(), self.site_keys.is_practice
        )
        support = site_support_to_store(setup.support)
        self.site_keys.create(
            keys, InitialSiteData(practitioner, setup.kiosk_code, workstation, support, self.now())
        )

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes), by the sign-in name (compared without case) and passphrase.

        StoreLocked: `passphrase` where they do not fit, also for an unknown name; `machine-secret`
        where the keyring of this machine lost its secret. StoreUnusable: `keys-missing`,
        `keys-corrupt`.
        """
        return self.site_keys.unlock(sign_in_name.strip(), passphrase)

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes), by the recovery key; sets a practitioner's new passphrase.

        RuleBroken (`passphrase-short`); StoreLocked: `recovery` for a wrong key, `unknown-name`;
        StoreUnusable. The key file changes, the recovery key stays valid.
        """
        if len(passphrase) < MIN_PASSPHRASE_LENGTH:
            raise RuleBroken("passphrase-short")
        return self.site_keys.recover(recovery_key, sign_in_name.strip(), passphrase)


def _check(setup: SiteSetupRequest) -> None:
    asked = (setup.site, setup.machine, setup.name, setup.sign_in_name)
    if not all(text.strip() for text in asked):
        raise RuleBroken("setup-incomplete")
    ensure_recordable(*asked, longest=LONGEST_NAME)
    site_support_to_store(setup.support)
    check_secrets(setup.passphrase, setup.kiosk_code)


def check_secrets(passphrase: str, kiosk_code: str) -> None:
    """Check the passphrase and kiosk code of a practitioner; returns nothing.

    RuleBroken: `passphrase-short` below MIN_PASSPHRASE_LENGTH characters, `kiosk-code-short` below
    MIN_KIOSK_CODE_LENGTH digits or with anything but digits.
    """
    if len(passphrase) < MIN_PASSPHRASE_LENGTH:
        raise RuleBroken("passphrase-short")
    if not is_kiosk_code(kiosk_code):
        raise RuleBroken("kiosk-code-short")


def site_support_to_store(typed: SiteSupport) -> SiteSupport:
    """Return the contact with its name trimmed and its number as `phone_to_store` writes it.

    RuleBroken: `support-incomplete` where one of them is blank, as `ensure_recordable` for the
    name, `phone-invalid` for the number.
    """
    if not (typed.name.strip() and typed.phone.strip()):
        raise RuleBroken("support-incomplete")
    ensure_recordable(typed.name, longest=LONGEST_NAME)
    return SiteSupport(typed.name.strip(), phone_to_store(typed.phone))


def is_kiosk_code(text: str) -> bool:
    """Whether a text has MIN_KIOSK_CODE_LENGTH digits or more, and nothing but the digits 0 to 9.

    Another keyboard has no digits of other scripts to type the code with.
    """
    return text.isascii() and text.isdigit() and len(text) >= MIN_KIOSK_CODE_LENGTH


def _bare(key: str) -> str:
    return "".join(char for char in key.upper() if char.isalnum())
