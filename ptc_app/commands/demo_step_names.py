"""The steps of the demo: those of the desk, then the stages of a participant's first visit."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ptc_app.bootstrap import SiteRuntime
from ptc_app.paths import DataDir, default_data_dir

if TYPE_CHECKING:
    from ptc_app.domain.programs.program import ProgramVersion

FIRST_STEP = "start"
_DESK_STEPS = (FIRST_STEP, "sign-in", "register")


def demo_steps(programs: Iterable[ProgramVersion]) -> tuple[str, ...]:
    """The steps of the demo in their order: `start`, `sign-in`, `register`, then stages.

    The stages are those of the first visit type of the newest program version, by their keys.
    """
    from ptc_app.domain.programs.program import newest_program  # with the parser, not a window

    first_visit = newest_program(programs).manifest.visit_types[0]
    return (*_DESK_STEPS, *first_visit.stages)


def demo_step(text: str) -> str:
    """Return `text` where it is a step of the demo by the newest program version that ships.

    ArgumentTypeError, which names the steps, for any other text: for argparse.
    """
    steps = demo_steps(SiteRuntime(DataDir(default_data_dir())).shipped_programs)
    if text not in steps:
        raise ArgumentTypeError(f"no such step: {text} (choose from {', '.join(steps)})")
    return text
