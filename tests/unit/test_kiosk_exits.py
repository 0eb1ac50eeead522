"""How often exits from the kiosk are written down."""

from __future__ import annotations

from datetime import timedelta

from ptc_app.domain.stages.kiosk_exits import WRITTEN_EVERY, ExitTally, KioskExit, count_exit
from tests.support.builders import MORNING

SECOND = timedelta(seconds=1)


def test_the_first_exit_of_a_kind_is_written_at_once() -> None:
    tally, times = count_exit(ExitTally(), KioskExit.MINIMIZED, MORNING)
    assert times == 1
    _, times = count_exit(tally, KioskExit.DEACTIVATED, MORNING)
    assert times == 1


def test_many_exits_in_a_minute_are_one_entry_and_none_is_lost() -> None:
    tally, written = ExitTally(), []
    for second in range(600):
        at = MORNING + second * SECOND
        tally, times = count_exit(tally, KioskExit.DEACTIVATED, at)
        written += [times] if times else []
    assert len(written) == 600 * SECOND / WRITTEN_EVERY
    assert sum(written) + tally.unwritten[KioskExit.DEACTIVATED] == 600
