"""The operating system's keyring; keyring backends that store plain text are refused."""

from __future__ import annotations

from contextlib import suppress

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

_SERVICE = "ptc-app"
_REAL = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""The modules of the operating systems' keyrings; what is not here is refused."""


class OsKeyring:
    """Named secrets of this machine in the operating system's keyring, where it has one.

    Methods raise no error of the keyring: one that is locked counts as having no secrets.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """Use the default keyring, or the backend given; one that does not encrypt is not used."""
        self._backend = _real(backend or keyring.get_keyring())

    def usable(self) -> bool:
        """Whether the operating system has a keyring that encrypts; it may be locked."""
        return self._backend is not None

    def get(self, name: str) -> str | None:
        """The secret of that name; None where there is none, no keyring, or a locked one."""
        if self._backend is not None:
            with suppress(KeyringError):
                return self._backend.get_password(_SERVICE, name)
        return None

    def put(self, name: str, secret: str) -> bool:
        """Store a secret in place of an earlier one of that name.

        Returns whether it can be read back: False where there is no keyring, or a locked one.
        """
        if self._backend is not None:
            with suppress(KeyringError):
                self._backend.set_password(_SERVICE, name, secret)
        return self.get(name) == secret


def _real(backend: KeyringBackend) -> KeyringBackend | None:
    """The backend itself, or the first operating system keyring of a chained backend."""
    links = getattr(backend, "backends", (backend,))
    return next((link for link in links if type(link).__module__.startswith(_REAL)), None)
