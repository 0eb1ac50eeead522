"""What the trail says of who came to the desk, who left it, and who was not let in."""

from __future__ import annotations

from ptc_app.domain.audit import AuditAction
from tests.support.site_runtimes import SiteFixture


def test_the_trail_says_who_came_and_left_and_how_many_were_refused(site: SiteFixture) -> None:
    trail = site.trail
    before = len(list(trail.entries()))
    session_audit = site.services.session_audit
    session_audit.record_sign_in(refused=3)
    session_audit.record_lock()
    session_audit.record_sign_in()
    events = [entry.event for entry in trail.entries()][before:]
    assert [(one.action, one.subject, one.detail) for one in events] == [
        (AuditAction.SIGN_IN_REFUSED, "", "3"),
        (AuditAction.SIGNED_IN, "", ""),
        (AuditAction.LOCKED, "", ""),
        (AuditAction.SIGNED_IN, "", ""),
    ]
    author = site.services.author
    assert {one.practitioner for one in events} == {author.practitioner.id}
    assert {one.device for one in events} == {author.workstation.device_id}
    assert {one.at for one in events} == {site.clock()}
    assert trail.verify()
