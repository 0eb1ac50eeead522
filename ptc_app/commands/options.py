"""The options of each command, as values: one dataclass a command."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ptc_app.paths import DataDir
from ptc_app.ui.appearance_options import AppearanceOptions
from ptc_app.ui.demo.demo_participant import DemoParticipant


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """The window on one site.

    `data`: the site's data folder.
    `language`: the language it opens with (BCP 47).
    `appearance`: theme, text size and window size.
    """

    data: DataDir
    language: str = "en"
    appearance: AppearanceOptions = field(default_factory=AppearanceOptions)


@dataclass(frozen=True, slots=True)
class PracticeOptions(WindowOptions):
    """The window on a practice site, with a practice central that runs as long as the window."""


@dataclass(frozen=True, slots=True)
class DemoOptions(WindowOptions):
    """The demo: a whole visit driven through the window, unattended.

    `headless`: without a display.
    `out`: the folder that receives page images, PDFs and summary.json.
    `central_after`: the step (one of `demo_steps`) after which the practice central starts.
    `participant`: the person who is registered.
    """

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
