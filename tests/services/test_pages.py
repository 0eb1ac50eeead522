"""How many rows a list asks for at once where its page says nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.support.site_runtimes import SiteFixture


class Asked:
    """In place of what is stored: remembers how many rows it was asked for, and has none."""

    def __init__(self) -> None:
        self.limits: list[int] = []

    def rows(self, *_what: str | datetime, after: object, limit: int) -> list[Any]:
        self.limits.append(limit)
        return []

    search = recent = waiting = needing_attention = of_day = rows


@pytest.fixture
def asked() -> Any:
    """It has no more of what the services need than these tests use."""
    return Asked()


def test_a_page_of_any_list_has_fifty_rows(site: SiteFixture, asked: Any) -> None:
    participants = replace(site.services.participants, participants=asked)
    visits = replace(site.services.visits, visits=asked)
    sync = replace(site.services.sync, outbox=asked)
    participants.search("")
    participants.search("ana")
    visits.today()
    sync.waiting()
    sync.needing_attention()
    assert asked.limits == [50] * 5


def test_a_page_has_as_many_rows_as_are_asked_for(site: SiteFixture, asked: Any) -> None:
    participants = replace(site.services.participants, participants=asked)
    visits = replace(site.services.visits, visits=asked)
    participants.search("", limit=7)
    visits.today(limit=9)
    assert asked.limits == [7, 9]
