"""Errors, by who can act on them; each has a stable code that is safe to log."""

from __future__ import annotations

from typing import ClassVar


class PtcError(Exception):
    """What the program refuses or cannot do. Its text is its code: never a participant's data."""

    code: ClassVar[str] = "failed"

    def __init__(self, reason: str = "") -> None:
        """`reason` is a code of our own that narrows `code`, as in `store.unusable.full`."""
        super().__init__(f"{self.code}.{reason}" if reason else self.code)

    @property
    def full_code(self) -> str:
        """The code with its reason: the key of the words a person reads."""
        return str(self.args[0])


class RuleBroken(PtcError):
    """A rule of the clinic forbids it; the operator acts. Nothing was saved."""

    code = "rule"


class StoreLocked(PtcError):
    """The store was not opened: `passphrase`, `recovery`, `unknown-name`, `machine-secret`."""

    code = "store.locked"


class StoreUnusable(PtcError):
    """Site support acts; the store stays as it is.

    `missing`, `keys-missing`, `keys-corrupt`, `wrong-key`, `corrupt`, `too-new`, `full`, `busy`,
    `open-already`, `io`, `read-only`.
    """

    code = "store.unusable"


class CentralUnreachable(PtcError):
    """Nobody needs to act: what waits is tried again."""

    code = "central.unreachable"


class CentralUntrusted(PtcError):
    """Central showed a certificate this site does not pin; site support acts."""

    code = "central.untrusted"


class SignInNeeded(PtcError):
    """Central refused this device's credentials."""

    code = "central.sign-in"


class Unexpected(PtcError):
    """A mistake of ours; the crash hook has what it was, the person hears that something failed."""

    code = "unexpected"
