"""The program's errors, by who can act on them; each has a stable code that is safe to log."""

from __future__ import annotations

from typing import ClassVar


class PtcError(Exception):
    """Base of all errors of this program; its text is its code, never participant data."""

    code: ClassVar[str] = "failed"

    def __init__(self, reason: str = "") -> None:
        """`reason` narrows the class's code, as in `store.unusable.full`."""
        super().__init__(f"{self.code}.{reason}" if reason else self.code)

    @property
    def full_code(self) -> str:
        """Code and reason; the key of the message shown to people."""
        return str(self.args[0])


class RuleBroken(PtcError):
    """A rule of the study or the program forbids the act; nothing was saved."""

    code = "rule"


class StoreLocked(PtcError):
    """The store was not opened: `passphrase`, `recovery`, `unknown-name`, `machine-secret`."""

    code = "store.locked"


class StoreUnusable(PtcError):
    """The store cannot be used and stays as it is; site support has to act.

    `missing`, `keys-missing`, `keys-corrupt`, `wrong-key`, `corrupt`, `too-new`, `full`, `busy`,
    `open-already`, `io`, `read-only`.
    """

    code = "store.unusable"


class CentralUnreachable(PtcError):
    """Central does not answer; what waits is sent later, nobody has to act."""

    code = "central.unreachable"


class CentralUntrusted(PtcError):
    """Central's certificate is not signed by the pinned authority; site support has to act."""

    code = "central.untrusted"


class SignInNeeded(PtcError):
    """Central refused this device's credentials."""

    code = "central.sign-in"


class Unexpected(PtcError):
    """A defect of the program: the crash log has the details, the person a general message."""

    code = "unexpected"
