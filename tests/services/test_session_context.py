"""The clock of a session: the local day, also where the machine's clock says an impossible one."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ptc_app.services.session_context import SessionContext
from tests.support.builders import an_author

FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, tzinfo=UTC)


@pytest.mark.skipif(os.name == "nt", reason="a process cannot change its time zone there")
@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
@pytest.mark.parametrize("moment", [FIRST, LAST])
def test_a_clock_at_the_end_of_the_calendar_has_a_day(
    local_time: Callable[[str], None], zone: str, moment: datetime
) -> None:
    local_time(zone)
    context = SessionContext(an_author(), lambda: moment, lambda: "1")
    assert abs(context.today() - moment.date()).days <= 1
