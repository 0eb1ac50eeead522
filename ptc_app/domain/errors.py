"""The application's errors, by who can act on them; each has a stable code that is safe to log."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import datetime


class PtcError(Exception):
    """Base of all errors the application raises on purpose; `code` is the class's stable code.

    `str()` of an error is its full code, such as `store.unusable.full`: never participant data.
    """

    code: ClassVar[str] = "failed"

    def __init__(self, reason: str = "") -> None:
        """`reason` narrows the class's code: `full` of StoreUnusable gives `store.unusable.full`.

        Without one, the full code is the class's code alone.
        """
        super().__init__(f"{self.code}.{reason}" if reason else self.code)

    @property
    def full_code(self) -> str:
        """The class's code, then a point and the reason if there is one; the key of its message."""
        return str(self.args[0])


class RuleBroken(PtcError):
    """A rule of the study or of the application forbids the act; nothing was saved.

    The reason says which rule, such as `stage-step`; whoever raises it documents its reasons.
    """

    code = "rule"


class StoreLocked(PtcError):
    """The store was not opened, because what was typed does not give its key.

    Reasons: `passphrase` (sign-in name and passphrase do not fit), `recovery` (no such recovery
    key), `unknown-name` (nobody signs in under the name to recover), `machine-secret` (the keyring
    of the operating system lacks its half of the key: only the recovery key opens the store).
    """

    code = "store.locked"


class StoreUnusable(PtcError):
    """The store cannot be used and stays as it is; site support has to act.

    Reasons: `missing` (no store file), `keys-missing` and `keys-corrupt` (the key file),
    `wrong-key` (the store has another key), `corrupt` (no store, or a damaged one), `too-new` (its
    schema is of a newer application), `full` (no room on the disk), `busy` (another process holds
    it), `open-already` (another window of the application has it), `io` (the system cannot read or
    write it), `read-only`, `denied` (this account may not), `not-a-file` (a link, folder or device
    is in the place of a file).
    """

    code = "store.unusable"


class DataFolderUnusable(PtcError):
    """The data folder of the site cannot be used; what is in it stays as it is.

    Reasons: `not-a-folder` (a file, or a link that leads nowhere, is in its place or above it),
    `not-a-file` (a link, folder or device is in the place of a file in it), `denied` (this account
    may not write there), `shared` (another account may), `read-only` (the file system is), `full`,
    `path` (no folder can have this path), `io`, `real-site` (the site in it is none for practice).
    """

    code = "data-folder"


class InputFileUnusable(PtcError):
    """A file named on the command line cannot be read.

    Reasons: `missing`, `not-a-file`, `not-a-folder` (above it), `denied`, `path`, `io`, `not-text`.
    """

    code = "input-file"


class OutputUnusable(PtcError):
    """What a command was to write could not be written where it was told.

    Reasons: `missing`, `not-a-file`, `not-a-folder` (a file in its place or above it), `denied`,
    `read-only`, `full`, `path`, `io`.
    """

    code = "output"


class InstallationIncomplete(PtcError):
    """Files that ship with the application are not in their place; it was not installed whole.

    Reasons: `resources` (there is no folder of resources), `practice-central` (the practice central
    or a library it needs is not installed).
    """

    code = "installation"


class DisplayMissing(PtcError):
    """There is no display to show a window on."""

    code = "display.missing"


class CentralUnreachable(PtcError):
    """Central does not answer; envelopes that wait are sent later, and nobody has to act.

    Reasons: `busy` (it asks to come later, or failed), `nonsense` (what answered is no FHIR server,
    or not as central should), `cut` (the response ended early), `slow` (it took too long),
    `aborted` (the request was broken off here), `practice` (the practice central did not start).
    """

    code = "central.unreachable"


class CentralUntrusted(PtcError):
    """Central's TLS certificate is not signed by the pinned authority; site support has to act.

    Reasons: `authority` (the authority's certificate itself cannot be read), `dates` (central's
    certificate is not valid on the present date, as far as this computer's clock is right).
    """

    code = "central.untrusted"


class SignInNeeded(PtcError):
    """Central refused this device's credentials; an administrator connects the site again.

    Reason `registration`: central refused the one-time registration code.
    """

    code = "central.sign-in"


class ClockWrong(PtcError):
    """This computer's clock is minutes or more from central's, and nothing can be sent by it.

    Whoever looks after the computer sets it right; then sending goes on by itself. `shown` is the
    time it showed (UTC).
    """

    code = "clock.wrong"

    def __init__(self, shown: datetime) -> None:
        super().__init__()
        self.shown = shown


class DraftUnreadable(PtcError):
    """What was entered in a stage and is not signed yet cannot be gone on with.

    Reasons: `damaged` (the bytes are no draft of this stage), `other-form` (they do not fit the
    form or protocol of the visit). The draft stays in the store as it is.
    """

    code = "draft.unreadable"


class Unexpected(PtcError):
    """A defect of the application: details are in the crash log, the message is general."""

    code = "unexpected"
