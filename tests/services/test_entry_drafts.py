"""Drafts of pages: kept while there is something in them, and refused when they are damaged."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import DraftUnreadable
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryDraft, EntryKey
from tests.support.site_runtimes import SiteFixture

KEY = EntryKey(DraftedPage.REGISTRATION)


def test_a_draft_without_values_is_none(site: SiteFixture) -> None:
    service = site.services.entry_drafts
    assert service.load(KEY) is None
    service.save(KEY, {"register.given": "Ana"})
    draft = service.load(KEY)
    assert draft is not None
    assert draft.values == {"register.given": "Ana"}
    assert draft.saved_at == site.services.session_context.now()
    service.save(KEY, {})
    assert service.load(KEY) is None


def test_what_was_typed_stays_out_of_error_texts(site: SiteFixture) -> None:
    draft = EntryDraft({"register.given": "Zqxmark"}, site.services.session_context.now())
    assert "Zqxmark" not in repr(draft)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a":1}', b"\xff", b"[" * 100_000])
def test_bytes_that_are_no_draft_are_refused_and_replaced(site: SiteFixture, body: bytes) -> None:
    service = site.services.entry_drafts
    context = site.services.session_context
    service.drafts.save(context.author.practitioner.id, KEY.page, KEY.subject, body, context.now())
    with pytest.raises(DraftUnreadable) as refused:
        service.load(KEY)
    assert refused.value.full_code == "draft.unreadable.damaged"
    service.save(KEY, {"register.given": "Ana"})
    assert service.load(KEY) is not None
