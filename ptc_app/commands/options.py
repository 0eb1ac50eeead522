"""The options of the commands with a name, as values: one dataclass a command."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ptc_app.commands.window_options import WindowOptions
from ptc_app.paths import DataDir
from ptc_app.ui.demo.demo_participant import DemoParticipant


@dataclass(frozen=True, slots=True)
class PracticeOptions:
    """The window on a practice site, with a practice central that runs as long as the window.

    `window`: the window on that site.
    """

    window: WindowOptions


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """The demo: a whole visit driven through the window, unattended.

    `window`: the window on a practice site.
    `headless`: without a display.
    `out`: the folder that receives page images, PDFs and summary.json.
    `central_after`: the step (one of `demo_steps`) after which the practice central starts.
    `participant`: the person who is registered.
    """

    window: WindowOptions
    headless: bool = False
    out: Path = Path("out/demo")
    central_after: str = "start"
    participant: DemoParticipant = field(default_factory=DemoParticipant)


@dataclass(frozen=True, slots=True)
class SelfCheckOptions:
    """The self-check: it works in a temporary folder, and tries the data folder.

    `data`: the site's data folder; it need not exist.
    """

    data: DataDir


@dataclass(frozen=True, slots=True)
class StoreCommandOptions:
    """A support command on one site, without a window.

    `sign_in_name`: who unlocks the store. The passphrase is no option, see `secret_input`.
    """

    data: DataDir
    sign_in_name: str


@dataclass(frozen=True, slots=True)
class VerifyStoreOptions(StoreCommandOptions):
    """Check the integrity of the store (`store verify`)."""


@dataclass(frozen=True, slots=True)
class SyncStatusOptions(StoreCommandOptions):
    """Count the records received, waiting and needing attention (`sync status`)."""


@dataclass(frozen=True, slots=True)
class SyncOnceOptions(StoreCommandOptions):
    """Send what is due, once (`sync once`)."""


@dataclass(frozen=True, slots=True)
class ConnectOptions(StoreCommandOptions):
    """Join a central (`connect`).

    `url`: its root URL, as in `https://central.example`.
    `ca`: the file with the certificate of its authority (PEM).
    `registration_code_file`: the file with the code that its operator gave out; None, or a path of
    one hyphen, where it is asked for at the terminal or read from standard input.
    """

    url: str
    ca: Path
    registration_code_file: Path | None = None


CommandOptions = (
    WindowOptions
    | PracticeOptions
    | DemoOptions
    | SelfCheckOptions
    | VerifyStoreOptions
    | SyncStatusOptions
    | SyncOnceOptions
    | ConnectOptions
)
