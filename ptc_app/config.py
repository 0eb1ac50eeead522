"""What a run of the program was asked to be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ptc_app.paths import DataDir


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes part in the demonstration."""

    given_name: str = "Maria"
    family_name: str = "Delgado"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks: a set of colours, the size of its text, its own size in pixels."""

    theme: str = "light"
    text_scale: float = 1.0
    width: int = 1366
    height: int = 768


@dataclass(frozen=True, slots=True)
class CentralToJoin:
    """A central this site is to be connected to, and the code that lets a device register."""

    url: str
    ca: Path
    registration_code: str


@dataclass(frozen=True, slots=True)
class Config:
    """One run: which command on which site's folder, and how it answers.

    `central_after` is the step of the demonstration after which the practice central is started.
    """

    command: str
    data: DataDir
    as_json: bool = False
    language: str = "en"
    appearance: Appearance = Appearance()
    sign_in_name: str = ""
    headless: bool = False
    out: Path = Path("out/demo")
    central_after: str = "start"
    central: CentralToJoin | None = None
    person: Person = Person()
