"""The keys of a site with the store they open: set-up, unlocking, recovery."""

from __future__ import annotations

from ptc_app.domain.author import InitialSiteData
from ptc_app.domain.errors import StoreLocked
from ptc_app.storage.keys.key_file import GeneratedKeys, KeyFile
from ptc_app.storage.keys.os_keyring import OsKeyring
from ptc_app.storage.site_files import SitePaths, is_set_up
from ptc_app.storage.site_setup import NewSiteKeys, create_store


class SiteKeyStore:
    """Creates a site's store and keys, and turns passphrases into the store key."""

    def __init__(self, places: SitePaths, keys: KeyFile) -> None:
        self._places = places
        self._keys = keys

    def is_set_up(self) -> bool:
        """Whether store and key file are there; StoreUnusable when only one is."""
        return is_set_up(self._places)

    def new_keys(self, sign_in_name: str, passphrase: str) -> GeneratedKeys:
        """Generate the keys of a new site; no file is written yet."""
        return self._keys.new(sign_in_name, passphrase)

    def create(self, keys: NewSiteKeys, first: InitialSiteData) -> None:
        """Write store and key file; RuleBroken when the site is set up already."""
        create_store(self._places, keys, first)

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes); StoreLocked where name and passphrase do not fit."""
        return self._keys.unlock(sign_in_name, passphrase)

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """The store key by the recovery key; sets the practitioner's new passphrase.

        StoreLocked for a wrong key or an unknown name.
        """
        store_key = self._keys.unlock_with_recovery(recovery_key)
        if not self._keys.knows(sign_in_name):
            raise StoreLocked("unknown-name")
        self._keys.add(store_key, sign_in_name, passphrase)
        return store_key

    def opened_by(self, store_key: bytes) -> OpenSiteKeys:
        """The keys as the holder of the store key may use them."""
        return OpenSiteKeys(self._keys, store_key)


class OpenSiteKeys:
    """The keys of an open store."""

    def __init__(self, keys: KeyFile, store_key: bytes) -> None:
        self._keys = keys
        self._store_key = store_key

    def uses_keyring(self) -> bool:
        """Whether a passphrase opens the store on this machine only."""
        return self._keys.uses_keyring()

    def admit(self, sign_in_name: str, passphrase: str) -> None:
        """Wrap the store key for a practitioner, who may then sign in with this passphrase."""
        self._keys.add(self._store_key, sign_in_name, passphrase)


def open_site_keys(paths: SitePaths) -> SiteKeyStore:
    """The keys of the site at these paths, with the operating system's keyring where it has one."""
    return SiteKeyStore(paths, KeyFile(paths.keys, OsKeyring()))
