"""The machine's own keyring, where it has one that keeps secrets; no plain text, ever."""

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
    """Secrets of this machine, by a name of ours."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """The keyring the operating system offers, or the one given."""
        self._backend = _real(backend or keyring.get_keyring())

    def usable(self) -> bool:
        """Whether there is a keyring of the operating system."""
        return self._backend is not None

    def get(self, name: str) -> str | None:
        """The secret of that name, if it is here and the keyring is open."""
        if self._backend is not None:
            with suppress(KeyringError):
                return self._backend.get_password(_SERVICE, name)
        return None

    def put(self, name: str, secret: str) -> bool:
        """Keep a secret; true only when it could be read back."""
        if self._backend is not None:
            with suppress(KeyringError):
                self._backend.set_password(_SERVICE, name, secret)
        return self.get(name) == secret


def _real(backend: KeyringBackend) -> KeyringBackend | None:
    """The keyring itself, or the first real one of a chain."""
    links = getattr(backend, "backends", (backend,))
    return next((link for link in links if type(link).__module__.startswith(_REAL)), None)
