"""Where everything is: numbers that add up, what needs a person, what waits and why; the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.outbox import Postponed, Rejected, WaitingReason
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.workstation import SiteSupport
from ptc_app.storage.settings import Settings
from ptc_app.ui.site.site_page import SitePage
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.visit_page import VisitPage
from tests.support.builders import a_practitioner, an_author
from tests.support.page_contexts import PageFixture, page_fixture, settle
from tests.support.pages import Hand
from tests.support.programs import install_changed_manifest, key_of_a_newer_app

Show = Callable[[QWidget], Hand]


def figures(hand: Hand) -> list[str]:
    """The four numbers as they are read out."""
    labels = ("Recorded", "= Received", "+ Waiting", "+ Needs attention")
    names = [one.accessibleName() for one in hand.page.findChildren(QWidget)]
    return [name for name in names if name.startswith(labels) and ":" in name]


def test_the_numbers_add_up(place: PageFixture, show: Show) -> None:
    for given in ("Ana", "Berta", "Carla", "Dora"):
        place.identified(place.arrive(given))
    place.settle(place.receipt, 2)
    place.settle(lambda _: Rejected("422", "no such site"), 1)
    page = SyncPage(place.context)
    hand = show(page)
    assert figures(hand) == [
        "Recorded: 8", "= Received and confirmed: 2", "+ Waiting: 5", "+ Needs attention: 1",
    ]  # fmt: skip
    counts = page.counts
    assert counts is not None
    assert counts.captured == counts.received + counts.waiting + counts.needs_attention


def test_the_numbers_follow_while_a_run_goes_on(place: PageFixture, show: Show) -> None:
    for given in ("Ana", "Berta", "Carla"):
        place.register(given)
    hand = show(SyncPage(place.context))
    hand.press("sync.send")
    place.settle(place.receipt, 1)
    place.context.updates.progressed.emit()
    settle(place)
    assert {"= Received and confirmed: 1", "+ Waiting: 2"} <= set(figures(hand))
    assert hand.says("The numbers below change with each confirmation.")
    place.settle(place.receipt, 2)
    place.delivered()
    assert {"= Received and confirmed: 3", "+ Waiting: 0"} <= set(figures(hand))
    assert not hand.says("The numbers below change with each confirmation.")


def test_nothing_waits(place: PageFixture, show: Show) -> None:
    hand = show(SyncPage(place.context))
    assert hand.says("Nothing waits")
    assert hand.says("The central system has not received anything yet.")
    hand.press("sync.send")
    assert hand.says("Nothing waits to be sent")


def test_what_central_refused_is_said_and_can_be_sent_again(place: PageFixture, show: Show) -> None:
    place.identified(place.arrive("Ana", "Ruiz"))
    place.settle(lambda _: Rejected("422", "the site is not known"))
    hand = show(SyncPage(place.context))
    assert hand.says("Ana Ruiz · Registration, 12 Mar 2026")
    assert hand.says("The central system answered: the site is not known")
    assert hand.says("1 record waits behind it.")
    assert hand.says("Waits for a record that needs attention")
    assert hand.says("in its turn")
    again = hand.cell("sync.needs-attention", 0, 2)
    assert again.name == "Send again, Ana Ruiz · Registration, 12 Mar 2026"
    hand.press_row("sync.needs-attention", 0)
    assert not hand.sees("sync.needs-attention")
    assert "+ Waiting: 2" in figures(hand)
    assert place.told[-1].outbox


def test_a_refusal_without_words_shows_its_code(place: PageFixture, show: Show) -> None:
    place.register()
    place.settle(lambda _: Rejected("422"))
    assert show(SyncPage(place.context)).says("The central system answered 422.")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (WaitingReason.NOT_CONNECTED, "Not connected to the central system yet"),
        (WaitingReason.CENTRAL_AWAY, "No network, or the central system does not answer"),
        (WaitingReason.CENTRAL_BUSY, "The central system asked to wait"),
        (WaitingReason.CENTRAL_UNTRUSTED, "Another certificate answered"),
        (WaitingReason.CENTRAL_NONSENSE, "Another server answered, not the central system"),
        (WaitingReason.SIGN_IN, "The central system does not accept this computer"),
        (WaitingReason.PROGRAM_TOO_OLD, "The central system needs a newer version of the app"),
        (WaitingReason.CLOCK_WRONG, "The date of this computer is wrong"),
        (WaitingReason.CERTIFICATE_DATES, "The central system's certificate is not valid today"),
    ],
)
def test_why_it_waits(place: PageFixture, show: Show, reason: WaitingReason, said: str) -> None:
    place.register("Ana", "Ruiz")
    place.settle(lambda _: Postponed(reason, timedelta(minutes=10)))
    hand = show(SyncPage(place.context))
    assert hand.says(said)
    due = place.context.local(place.clock() + timedelta(minutes=10))
    assert hand.says(place.context.tr.time_text(due))


def test_a_due_time_of_a_clock_that_was_years_ahead_is_not_shown(
    place: PageFixture, show: Show
) -> None:
    place.register()
    place.clock.now += timedelta(days=3650)
    place.settle(lambda _: Postponed(WaitingReason.CLOCK_WRONG, timedelta(minutes=10)))
    place.clock.now -= timedelta(days=3650)
    hand = show(SyncPage(place.context))
    assert hand.says("The date of this computer is wrong")
    assert hand.says("at once")


def test_what_was_not_tried_goes_out_next(place: PageFixture, show: Show) -> None:
    place.register()
    hand = show(SyncPage(place.context))
    assert hand.says("Goes out next")
    assert hand.says("at once")


def test_sending_now_wakes_what_waits(place: PageFixture, show: Show) -> None:
    place.register()
    place.settle(lambda _: Postponed(WaitingReason.CENTRAL_AWAY, timedelta(minutes=10)))
    hand = show(SyncPage(place.context))
    assert hand.focus_name() == "sync.send"
    hand.key(Qt.Key.Key_Return)
    assert hand.says("Sending")
    assert hand.says("at once")
    assert place.told[-1].outbox


def test_the_page_follows_what_central_confirms(place: PageFixture, show: Show) -> None:
    place.register()
    hand = show(SyncPage(place.context))
    hand.press("sync.send")
    place.received()
    place.delivered()
    assert "= Received and confirmed: 1" in figures(hand)
    assert hand.says("Last confirmation from the central system: 12 Mar 2026")
    assert not hand.says("The numbers below change with each confirmation.")


def test_the_site_as_it_was_set_up(place: PageFixture, show: Show) -> None:
    hand = show(SitePage(place.context))
    workstation = place.services.author.workstation
    for said in (
        workstation.site,
        workstation.machine,
        "2026.1",
        "Not connected yet",
        "Administrator",
    ):
        assert hand.says(said)
    assert hand.says("the other half of the key is in")


def test_a_program_version_that_cannot_be_used_is_said_at_the_site_and_at_its_visits(
    place: PageFixture, show: Show
) -> None:
    visit = place.arrive()
    install_changed_manifest(
        place.database, place.services.participants.session_context, key_of_a_newer_app
    )
    place.database.write("UPDATE visit SET program_version = '2026.9' WHERE id = ?", (visit.id,))
    site = show(SitePage(place.context))
    assert site.says("2026.1")
    assert site.says("Version 2026.9 cannot be used")
    assert site.says(
        "This computer needs the newer version of the app."
        " Call site support: Pat Lee, (210) 555-0100."
    )
    assert show(TodayPage(place.context)).says("Version 2026.9 of the forms cannot be used")
    assert show(VisitPage(place.context, visit.id)).says(
        "Files of the forms are missing or damaged"
    )


def test_an_administrator_changes_site_support(place: PageFixture, show: Show) -> None:
    page = SitePage(place.context)
    hand = show(page)
    assert hand.says("Pat Lee, (210) 555-0100")
    hand.type("site.support.phone", "555")
    hand.press("site.support.save")
    assert hand.says("Type 10 digits, or a number of another country with + first.")
    assert hand.focus_name() == "site.support.phone"
    hand.type("site.support.name", "Help desk")
    hand.type("site.support.phone", "210 555 0188")
    hand.press("site.support.save")
    assert hand.says("Site support is saved")
    assert ["Site support", "Help desk, (210) 555-0188"] in hand.cells("site.facts")
    assert place.services.site.support() == SiteSupport("Help desk", "+1 210-555-0188")
    page._show_error(StoreUnusable("corrupt"))
    assert hand.says("Call site support: Help desk, (210) 555-0188.")


def test_a_coordinator_reads_site_support_and_cannot_change_it(
    tmp_path: Path, show: Show, qapp: QApplication
) -> None:
    nurse = replace(a_practitioner(), role=StaffRole.COORDINATOR)
    place = page_fixture(tmp_path, author=replace(an_author(), practitioner=nurse))
    hand = show(SitePage(place.context))
    assert hand.says("Pat Lee, (210) 555-0100")
    assert not hand.sees("site.support.save")
    place.database.close()


def test_the_site_knows_its_central(place: PageFixture, show: Show) -> None:
    Settings(place.database).put("central.url", "https://central.example")
    assert show(SitePage(place.context)).says("https://central.example")


def test_a_site_that_cannot_be_read_says_so(place: PageFixture, show: Show) -> None:
    page = SitePage(place.context)
    hand = show(page)
    page._show_error(StoreUnusable("corrupt"))
    assert hand.says("This computer's records are damaged")


@pytest.mark.parametrize("page", [SyncPage, SitePage])
def test_escape_leads_to_today(
    place: PageFixture, show: Show, page: Callable[..., QWidget]
) -> None:
    hand = show(page(place.context))
    hand.key(Qt.Key.Key_Escape)
    assert place.ways.taken == [("today",)]
