"""Set-up of a new site, and unlocking its store with a passphrase or the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.author import InitialSiteData, Workstation
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.practitioner import Practitioner, StaffRole

MIN_PASSPHRASE_LENGTH = 12
"""Characters; length is what counts (NIST SP 800-63B), so nothing else is asked of it."""

MIN_KIOSK_CODE_LENGTH = 6
"""Digits of the kiosk code: it opens nothing but the way back to a store already open."""


class NewKeys(Protocol):
    """Generated keys that are not in use yet."""

    @property
    def store_key(self) -> bytes: ...
    @property
    def file(self) -> bytes: ...
    @property
    def recovery_key(self) -> str: ...
    @property
    def uses_keyring(self) -> bool: ...


class SiteKeys(Protocol):
    """The keys of the site."""

    def is_set_up(self) -> bool: ...
    def new_keys(self, sign_in_name: str, passphrase: str) -> NewKeys: ...
    def create(self, keys: NewKeys, first: InitialSiteData) -> None: ...
    def unlock(self, sign_in_name: str, passphrase: str) -> bytes: ...
    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class SiteSetupRequest:
    """What an administrator enters to set up a site."""

    site: str
    machine: str
    name: str
    sign_in_name: str
    passphrase: str
    kiosk_code: str


@dataclass(frozen=True, slots=True)
class SignInService:
    """Sets up a site and unlocks its store; holds no secret itself."""

    site_keys: SiteKeys
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def is_set_up(self) -> bool:
        """Whether this machine's site is set up."""
        return self.site_keys.is_set_up()

    def new_keys(self, setup: SiteSetupRequest) -> NewKeys:
        """Generate keys for the first administrator; RuleBroken for incomplete entries."""
        _check(setup)
        return self.site_keys.new_keys(setup.sign_in_name.strip(), setup.passphrase)

    def set_up(self, setup: SiteSetupRequest, keys: NewKeys, recovery_key: str) -> None:
        """Create the site once its recovery key was typed back; RuleBroken where it differs."""
        if _bare(recovery_key) != _bare(keys.recovery_key):
            raise RuleBroken("recovery-key-differs")
        practitioner = Practitioner(
            PractitionerId(self.new_id()),
            setup.sign_in_name.strip(),
            setup.name.strip(),
            StaffRole.ADMINISTRATOR,
        )
        workstation = Workstation(setup.site.strip(), setup.machine.strip(), self.new_id())
        self.site_keys.create(
            keys, InitialSiteData(practitioner, setup.kiosk_code, workstation, self.now())
        )

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """The store key; StoreLocked where name and passphrase do not fit."""
        return self.site_keys.unlock(sign_in_name.strip(), passphrase)

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """The store key by the recovery key; sets a practitioner's new passphrase."""
        if len(passphrase) < MIN_PASSPHRASE_LENGTH:
            raise RuleBroken("passphrase-short")
        return self.site_keys.recover(recovery_key, sign_in_name.strip(), passphrase)


def _check(setup: SiteSetupRequest) -> None:
    asked = (setup.site, setup.machine, setup.name, setup.sign_in_name)
    if not all(text.strip() for text in asked):
        raise RuleBroken("setup-incomplete")
    check_secrets(setup.passphrase, setup.kiosk_code)


def check_secrets(passphrase: str, kiosk_code: str) -> None:
    """RuleBroken for a passphrase or kiosk code that is too short."""
    if len(passphrase) < MIN_PASSPHRASE_LENGTH:
        raise RuleBroken("passphrase-short")
    if not (kiosk_code.isdigit() and len(kiosk_code) >= MIN_KIOSK_CODE_LENGTH):
        raise RuleBroken("kiosk-code-short")


def _bare(key: str) -> str:
    return "".join(char for char in key.upper() if char.isalnum())
