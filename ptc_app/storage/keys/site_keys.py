"""The keys of a site, with the store they open: set-up, unlocking, recovery."""

from __future__ import annotations

from ptc_app.domain.errors import StoreLocked
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.storage.keys.key_file import GeneratedKeys, KeyFile
from ptc_app.storage.keys.os_keyring import OsKeyring
from ptc_app.storage.site_files import SitePaths, is_set_up
from ptc_app.storage.site_setup import NewSiteKeys, create_store


class SiteKeyStore:
    """Creates a site's store and keys, and gives the store key for a passphrase or recovery key."""

    def __init__(self, places: SitePaths, keys: KeyFile) -> None:
        self._places = places
        self._keys = keys

    @property
    def is_practice(self) -> bool:
        """Whether the data folder is marked as that of a practice site."""
        return self._places.is_practice

    def is_set_up(self) -> bool:
        """Whether store and key file are there.

        StoreUnusable: `keys-missing` where only the store is; `missing` where only the key file or
        a write-ahead log of the store is.
        """
        return is_set_up(self._places)

    def new_keys(self, sign_in_name: str, passphrase: str) -> GeneratedKeys:
        """Generate the keys of a new site for its first administrator; no file is written yet.

        A new machine secret is stored in the operating system's keyring, where there is one.
        """
        return self._keys.new(sign_in_name, passphrase)

    def create(self, keys: NewSiteKeys, first: InitialSiteData) -> None:
        """Write the store with its first rows, and the key file: both or neither.

        RuleBroken `already-set-up`; StoreUnusable `missing` or `keys-missing` where only one of
        the two is there, `full` or `io` where they cannot be written.
        """
        create_store(self._places, keys, first)

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes), by sign-in name and passphrase.

        StoreLocked: `passphrase` where they do not fit, also for an unknown name; `machine-secret`
        where the keyring lacks its half of the key. StoreUnusable `keys-missing` or
        `keys-corrupt`.
        """
        return self._keys.unlock(sign_in_name, passphrase)

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """The store key (32 bytes), by the recovery key; sets the practitioner's new passphrase.

        StoreLocked: `recovery` for a wrong key, `unknown-name` where nobody signs in under that
        name. StoreUnusable `keys-missing` or `keys-corrupt`, or `full` or `io` where it cannot be
        written.
        """
        store_key = self._keys.unlock_with_recovery(recovery_key)
        if not self._keys.knows(sign_in_name):
            raise StoreLocked("unknown-name")
        self._keys.add(store_key, sign_in_name, passphrase)
        return store_key

    def opened_by(self, store_key: bytes) -> OpenSiteKeys:
        """The key file with the store key that was unlocked, so that practitioners can be added.

        Whether the key is that of the file is not checked.
        """
        return OpenSiteKeys(self._keys, store_key)


class OpenSiteKeys:
    """The key file of a site whose store is open: adds practitioners to it.

    Each method raises StoreUnusable `keys-missing` or `keys-corrupt` where the file cannot be
    read.
    """

    def __init__(self, keys: KeyFile, store_key: bytes) -> None:
        self._keys = keys
        self._store_key = store_key

    def uses_keyring(self) -> bool:
        """Whether a passphrase opens the store only with the secret in this machine's keyring.

        StoreUnusable `keys-missing` or `keys-corrupt`.
        """
        return self._keys.uses_keyring()

    def admit(self, sign_in_name: str, passphrase: str) -> None:
        """Wrap the store key in the key file for a practitioner, who may then sign in with this.

        It takes the place of the passphrase they had. StoreUnusable `full` or `io` where the file
        cannot be written, `keys-missing` or `keys-corrupt` where it cannot be read.
        """
        self._keys.add(self._store_key, sign_in_name, passphrase)


def open_site_keys(paths: SitePaths) -> SiteKeyStore:
    """The keys of the site whose files are at these paths, with the operating system's keyring.

    Nothing is read or written; where the system has no keyring that encrypts, none is used.
    """
    return SiteKeyStore(paths, KeyFile(paths.keys, OsKeyring()))
