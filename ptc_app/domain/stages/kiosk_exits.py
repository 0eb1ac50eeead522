"""How a kiosk window was left or tried to be closed, and how often that is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

WRITTEN_EVERY = timedelta(minutes=1)
"""The least time between two audit entries of one kind of exit."""


class KioskExit(StrEnum):
    """How a window that fills the screen for a participant was left; codes of the audit trail.

    MINIMIZED, FULL_SCREEN_ENDED, MOVED and HIDDEN are of the window itself; DEACTIVATED: another
    window, or another desktop, was shown. CLOSE_REFUSED: it was asked to close, and stayed.
    """

    MINIMIZED = "minimized"
    FULL_SCREEN_ENDED = "full-screen-ended"
    MOVED = "moved"
    HIDDEN = "hidden"
    DEACTIVATED = "deactivated"
    CLOSE_REFUSED = "close-refused"


@dataclass(frozen=True, slots=True)
class ExitTally:
    """The exits of one hand-over: when each kind was written last, and how many were not since."""

    written: Mapping[KioskExit, datetime] = field(default_factory=dict)
    unwritten: Mapping[KioskExit, int] = field(default_factory=dict)


def count_exit(tally: ExitTally, kind: KioskExit, now: datetime) -> tuple[ExitTally, int]:
    """Return the tally with one more exit, and how many of its kind are to be written now.

    That is 0 within WRITTEN_EVERY of the last time its kind was written: so somebody who leaves the
    window all the time does not fill the audit trail.
    """
    count = tally.unwritten.get(kind, 0) + 1
    last = tally.written.get(kind)
    if last is not None and now - last < WRITTEN_EVERY:
        return replace(tally, unwritten={**tally.unwritten, kind: count}), 0
    written = {**tally.written, kind: now}
    return ExitTally(written, {**tally.unwritten, kind: 0}), count
