"""A sign-in service that is built on the store thread when it is first called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ptc_app.domain.errors import StoreLocked

if TYPE_CHECKING:
    from ptc_app.services.site_setup_and_unlock import NewKeys, SignInService, SiteSetupRequest


class DeferredSignInService:
    """Passes calls to the service that `sign_in` builds, and counts refused sign-ins.

    The window can show its first page before the libraries of the store are loaded.
    """

    def __init__(self, sign_in: Callable[[], SignInService]) -> None:
        self._sign_in_service = sign_in
        self.refused = 0
        """Tries that did not fit since someone last came in."""

    def new_keys(self, setup: SiteSetupRequest) -> NewKeys:
        """See SignInService.new_keys."""
        return self._sign_in_service().new_keys(setup)

    def set_up(self, setup: SiteSetupRequest, keys: NewKeys, recovery_key: str) -> None:
        """See SignInService.set_up."""
        self._sign_in_service().set_up(setup, keys, recovery_key)

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """See SignInService.unlock; a StoreLocked is counted in `refused`."""
        try:
            return self._sign_in_service().unlock(sign_in_name, passphrase)
        except StoreLocked:
            self.refused += 1
            raise

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """See SignInService.recover."""
        return self._sign_in_service().recover(recovery_key, sign_in_name, passphrase)
