"""The options of each command, as values: one dataclass a command."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ptc_app.paths import DataDir
from ptc_app.ui.appearance_options import AppearanceOptions
from ptc_app.ui.demo.demo_participant import DemoParticipant


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """The window on one site: its data folder, the language (BCP 47) and look it opens with."""

    data: DataDir
    language: str = "en"
    appearance: AppearanceOptions = field(default_factory=AppearanceOptions)


@dataclass(frozen=True, slots=True)
class PracticeOptions(WindowOptions):
    """The window on a practice site, beside a practice central of its own."""


@dataclass(frozen=True, slots=True)
class DemoOptions(WindowOptions):
    """The demo: a whole visit driven through the window.

    `out` receives page images, PDFs and summary.json; the practice central is started after the
    step `central_after` (one of `demo_steps`).
    """

    headless: bool = False
    out: Path = Path("out/demo")
    central_after: str = "start"
    participant: DemoParticipant = field(default_factory=DemoParticipant)


@dataclass(frozen=True, slots=True)
class SelfCheckOptions:
    """The self-check needs nothing: it works in a temporary folder."""


@dataclass(frozen=True, slots=True)
class StoreCommandOptions:
    """A support command on one site; the passphrase is read from standard input, never argued."""

    data: DataDir
    sign_in_name: str


@dataclass(frozen=True, slots=True)
class VerifyStoreOptions(StoreCommandOptions):
    """Check the integrity of the store."""


@dataclass(frozen=True, slots=True)
class SyncStatusOptions(StoreCommandOptions):
    """Count the records received, waiting and needing attention."""


@dataclass(frozen=True, slots=True)
class SyncOnceOptions(StoreCommandOptions):
    """Send what is due, once."""


@dataclass(frozen=True, slots=True)
class ConnectOptions(StoreCommandOptions):
    """Join a central: its URL, its certificate authority's file (PEM), a registration code."""

    url: str
    ca: Path
    registration_code: str


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
