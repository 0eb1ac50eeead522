"""Operating systems' keyrings for tests: one in memory, several in a chain, or none."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError, PasswordDeleteError


class SecretKeyring(KeyringBackend):
    """A keyring of the operating system, as far as its module's name says, held in memory."""

    priority = -5
    """Below every other: it is never chosen where no keyring is named."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        """The secret of this name; raises KeyringError while the keyring is locked."""
        if self.is_locked:
            raise KeyringError
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store a secret; raises KeyringError while the keyring is locked."""
        if self.is_locked:
            raise KeyringError
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Refuse: nothing deletes a secret."""
        raise PasswordDeleteError


SecretKeyring.__module__ = "keyring.backends.SecretService"


class KeyringChain(ChainerBackend):
    """The keyring library's own chain, over these keyrings instead of a machine's."""

    backends: tuple[KeyringBackend, ...] = ()

    def __init__(self, *backends: KeyringBackend) -> None:
        self.backends = backends


class NoKeyring(KeyringChain):
    """A machine that has nothing to keep secrets in."""
