"""Decisions of a participant, in the order they were signed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.enrollment.consent_decisions import RecordedDecision
from ptc_app.domain.ids import RecordId
from tests.support.builders import MODULE, MORNING

Decide = Callable[..., RecordedDecision]


@pytest.fixture
def decide() -> Decide:
    """Makes a decision of the next record: a yes to version 4, where nothing else is named."""
    numbers = count(1)

    def make(decision: str = "yes", module: str = MODULE, **changes: Any) -> RecordedDecision:
        record_id = RecordId(f"record-{next(numbers)}")
        given: dict[str, Any] = {"form_version": "4", "at": MORNING, **changes}
        return RecordedDecision(record_id, module, decision=ConsentDecision(decision), **given)

    return make
