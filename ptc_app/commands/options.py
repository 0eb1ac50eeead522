"""What a run of the program was asked to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ptc_app.paths import DataDir
from ptc_app.ui.appearance import Appearance
from ptc_app.ui.demo.demo_participant import DemoParticipant


@dataclass(frozen=True, slots=True)
class ConnectOptions:
    """The central to join: URL, file of its certificate authority (PEM), one-time code."""

    url: str
    ca: Path
    registration_code: str


@dataclass(frozen=True, slots=True)
class RunOptions:
    """One run: which command on which site's folder, and how it answers.

    `central_after` is the step of the demonstration after which the practice central is started.
    """

    command: str
    data: DataDir
    as_json: bool = False
    language: str = "en"
    appearance: Appearance = field(default_factory=Appearance)
    sign_in_name: str = ""
    headless: bool = False
    out: Path = Path("out/demo")
    central_after: str = "start"
    central: ConnectOptions | None = None
    person: DemoParticipant = field(default_factory=DemoParticipant)
