"""What was typed into a page stays until it is saved or given up, and is of who typed it."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import PractitionerId
from ptc_app.storage.database import Database
from ptc_app.storage.entry_drafts import EntryDrafts
from tests.support.builders import MORNING, a_practitioner, later

WHO = a_practitioner().id


@pytest.fixture
def drafts(database: Database) -> EntryDrafts:
    return EntryDrafts(database)


def test_the_last_of_a_page_and_its_subject_is_kept(drafts: EntryDrafts) -> None:
    assert drafts.get(WHO, "identity", "visit-1") is None
    drafts.save(WHO, "identity", "visit-1", b"one", MORNING)
    drafts.save(WHO, "identity", "visit-1", b"two", later(5))
    drafts.save(WHO, "identity", "visit-2", b"other", MORNING)
    assert drafts.get(WHO, "identity", "visit-1") == (b"two", later(5))
    assert drafts.get(WHO, "identity", "visit-2") == (b"other", MORNING)
    assert drafts.get(WHO, "registration", "visit-1") is None
    drafts.delete(WHO, "identity", "visit-1")
    drafts.delete(WHO, "identity", "visit-1")
    assert drafts.get(WHO, "identity", "visit-1") is None
    assert drafts.get(WHO, "identity", "visit-2") is not None


def test_nobody_sees_what_another_typed(drafts: EntryDrafts) -> None:
    drafts.save(WHO, "registration", "", b"mine", MORNING)
    assert drafts.get(PractitionerId("another"), "registration", "") is None
    with pytest.raises(RuleBroken) as refused:
        drafts.save(PractitionerId("nobody"), "registration", "", b"x", MORNING)
    assert refused.value.full_code == "rule.conflict"
