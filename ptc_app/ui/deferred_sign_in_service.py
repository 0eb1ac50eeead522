"""A sign-in service that is built on the store thread when it is first called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ptc_app.domain.errors import StoreLocked

if TYPE_CHECKING:
    from ptc_app.services.site_setup_and_unlock import NewKeys, SignInService, SiteSetupRequest


class DeferredSignInService:
    """A SignInService that asks `sign_in` for the real one at each call, on the thread that calls.

    `sign_in` builds it at the first call, and returns the same one later.
    Pages call it on the store thread, so the window shows its first page before the libraries of
    the store are loaded. `refused` counts the calls of `unlock` that raised StoreLocked; SignInFlow
    takes it for the audit entry.
    """

    def __init__(self, sign_in: Callable[[], SignInService]) -> None:
        self._sign_in_service = sign_in
        self.refused = 0
        """How many calls of `unlock` raised StoreLocked since it was last set to 0."""

    def take_refused(self) -> int:
        """Return `refused`, for the audit entry, and set it to 0."""
        refused, self.refused = self.refused, 0
        return refused

    def new_keys(self, setup: SiteSetupRequest) -> NewKeys:
        """Generate the keys of a new site and return them.

        Writes a secret to the machine's keyring where there is one, but no file. RuleBroken where
        an entry is blank (`setup-incomplete`) or a secret too short (`passphrase-short`,
        `kiosk-code-short`), or as `ensure_recordable` for the names.
        """
        return self._sign_in_service().new_keys(setup)

    def set_up(self, setup: SiteSetupRequest, keys: NewKeys, recovery_key: str) -> None:
        """Write store and key file of the new site, with its first administrator.

        `recovery_key` is what the person typed. RuleBroken where it is not that of `keys`
        (`recovery-key-differs`; spaces, hyphens and case do not count) or the site exists
        (`already-set-up`); StoreUnusable where the files cannot be written.
        """
        self._sign_in_service().set_up(setup, keys, recovery_key)

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """Return the store key (32 bytes) for a sign-in name and passphrase.

        StoreLocked where they do not fit (`passphrase`) or the machine secret is gone
        (`machine-secret`); either adds 1 to `refused`. StoreUnusable for a missing or damaged key
        file.
        """
        try:
            return self._sign_in_service().unlock(sign_in_name, passphrase)
        except StoreLocked:
            self.refused += 1
            raise

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """Return the store key (32 bytes) by the recovery key, and store a new passphrase.

        StoreLocked for a wrong recovery key (`recovery`) or unknown sign-in name (`unknown-name`),
        RuleBroken("passphrase-short"), StoreUnusable for a missing or damaged key file. Not counted
        in `refused`.
        """
        return self._sign_in_service().recover(recovery_key, sign_in_name, passphrase)
