"""Connecting to a central: who may, which URL is tried, and what is stored of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.author import Author
from ptc_app.domain.central_connection import CentralConnection, CentralInvitation
from ptc_app.domain.errors import CentralUnreachable, RuleBroken
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.workstation import Workstation
from ptc_app.services.session_context import SessionContext
from ptc_app.services.site import CentralConnectionService
from tests.support.builders import MORNING, a_desk, a_practitioner

INVITATION = CentralInvitation("HTTPS://Central.example/", "PEM", "CODE")
CONNECTION = CentralConnection("https://central.example", "PEM", "client", "secret")


@dataclass
class HeldSettings:
    """The stored connection, with the audit events it was stored with."""

    connection: CentralConnection | None = None
    events: list[AuditEvent] = field(default_factory=list)

    def central(self) -> CentralConnection | None:
        return self.connection

    def connect(self, central: CentralConnection, audit: AuditEvent) -> None:
        self.connection = central
        self.events.append(audit)


@dataclass
class Central:
    """Accepts what it is asked, or does not answer."""

    answers: bool = True
    asked: list[tuple[CentralInvitation, CentralConnection | None, Workstation]] = field(
        default_factory=list
    )

    def establish(
        self,
        invitation: CentralInvitation,
        known: CentralConnection | None,
        workstation: Workstation,
        now: Callable[[], datetime],
    ) -> CentralConnection:
        assert now() == MORNING
        self.asked.append((invitation, known, workstation))
        if not self.answers:
            raise CentralUnreachable
        return replace(CONNECTION, url=invitation.url)


def service(
    settings: HeldSettings, central: Central, role: StaffRole = StaffRole.ADMINISTRATOR
) -> CentralConnectionService:
    author = Author(a_practitioner(role=role), a_desk())
    context = SessionContext(author, lambda: MORNING, lambda: "id")
    return CentralConnectionService(settings, central.establish, context)


def test_the_connection_is_stored_with_who_made_it() -> None:
    settings, central = HeldSettings(), Central()
    service(settings, central).join(INVITATION)
    assert central.asked == [(replace(INVITATION, url=CONNECTION.url), None, a_desk())]
    assert settings.connection == CONNECTION
    (event,) = settings.events
    assert (event.action, event.practitioner) == (AuditAction.CENTRAL_JOINED, a_practitioner().id)
    assert (event.at, event.subject, event.detail) == (MORNING, CONNECTION.url, "")


def test_a_change_names_the_earlier_url() -> None:
    settings = HeldSettings(replace(CONNECTION, url="https://earlier.example"))
    service(settings, Central()).join(INVITATION)
    assert [event.detail for event in settings.events] == ["https://earlier.example"]


def test_the_stored_connection_is_not_stored_again() -> None:
    settings = HeldSettings(CONNECTION)
    service(settings, Central()).join(INVITATION)
    assert settings.events == []


def test_a_coordinator_asks_central_nothing() -> None:
    settings, central = HeldSettings(), Central()
    with pytest.raises(RuleBroken, match=r"^rule\.administrators-only$"):
        service(settings, central, StaffRole.COORDINATOR).join(INVITATION)
    assert (central.asked, settings.connection) == ([], None)


@pytest.mark.parametrize("url", ["", "http://central.example"])
def test_a_url_that_is_none_asks_central_nothing(url: str) -> None:
    settings, central = HeldSettings(CONNECTION), Central()
    with pytest.raises(RuleBroken, match=r"^rule\.central-url-"):
        service(settings, central).join(replace(INVITATION, url=url))
    assert (central.asked, settings.connection) == ([], CONNECTION)


def test_a_central_that_does_not_answer_is_not_stored() -> None:
    settings = HeldSettings()
    with pytest.raises(CentralUnreachable):
        service(settings, Central(answers=False)).join(INVITATION)
    assert (settings.connection, settings.events) == (None, [])
