"""The door: signing in, the recovery key, the first day, and the way back from the kiosk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import StoreLocked, StoreUnusable
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.site_setup_and_unlock import SignInService, SiteSetupRequest
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.sign_in.setup_page import SetupPage
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.sign_in.unlocked_store import UnlockedStore
from tests.support.builders import SUPPORT
from tests.support.keyrings import SecretKeyring
from tests.support.page_contexts import KIOSK_CODE, PASSPHRASE, PageFixture
from tests.support.pages import Hand
from tests.support.site_runtimes import sign_in_service_over

Show = Callable[[QWidget], Hand]

NAME = "nurse.1"
WORDS = Localizer(Language("en"))
NEW = "another four words"
FIRST_DAY = {
    "site": "Springfield",
    "machine": "desk 1",
    "support-name": SUPPORT.name,
    "support-phone": "210 555 0100",
    "name": "Ana Ortiz",
    "sign-in-name": "ana",
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
    "code": KIOSK_CODE,
}


@pytest.fixture
def sign_in(place: PageFixture, tmp_path: Path) -> SignInService:
    """The door of the place, which was set up."""
    return sign_in_service_over(tmp_path / "site")


def open_sign_in_page(
    place: PageFixture, sign_in: SignInService, why: str = ""
) -> tuple[SignInPage, list[UnlockedStore]]:
    page = SignInPage(sign_in, WORDS, place.store, why=why)
    came_in: list[UnlockedStore] = []
    page.unlocked.connect(came_in.append)
    return page, came_in


def test_name_and_passphrase_open_the_store(
    place: PageFixture, sign_in: SignInService, show: Show
) -> None:
    page, came_in = open_sign_in_page(place, sign_in)
    hand = show(page)
    assert hand.focus_name() == "sign-in.name"
    hand.type("sign-in.name", NAME)
    hand.type("sign-in.passphrase", PASSPHRASE)
    hand.key(Qt.Key.Key_Return)
    assert came_in == [UnlockedStore(NAME, sign_in.unlock(NAME, PASSPHRASE))]
    assert hand.find("sign-in.passphrase", QLineEdit).text() == ""


def test_the_participant_is_thanked_in_their_language(place: PageFixture, show: Show) -> None:
    hand = show(KioskReturnPage(place.context, place.arrive().id, Localizer(Language("es"))))
    assert hand.says("Gracias")
    hand.press("kiosk.take-back")
    assert hand.says("Escriba el código del personal.")


def test_a_wrong_passphrase_can_be_typed_over(
    place: PageFixture, sign_in: SignInService, show: Show
) -> None:
    page, came_in = open_sign_in_page(place, sign_in)
    hand = show(page)
    hand.type("sign-in.name", NAME)
    hand.type("sign-in.passphrase", "something else")
    hand.press("sign-in.enter")
    assert hand.says("The name or passphrase is wrong")
    assert came_in == []
    assert hand.focus_name() == "sign-in.passphrase"
    assert hand.find("sign-in.passphrase", QLineEdit).selectedText()
    assert hand.text("sign-in.enter") == "Sign in"


def test_what_is_missing_is_said_and_gone_to(
    place: PageFixture, sign_in: SignInService, show: Show
) -> None:
    page, came_in = open_sign_in_page(place, sign_in)
    hand = show(page)
    hand.type("sign-in.name", NAME)
    hand.press("sign-in.enter")
    assert hand.says("Fill this in.")
    assert hand.focus_name() == "sign-in.passphrase"
    assert came_in == []


def test_the_lock_says_why(place: PageFixture, sign_in: SignInService, show: Show) -> None:
    page, _ = open_sign_in_page(place, sign_in, why="This computer is locked. Sign in to go on.")
    assert show(page).says("This computer is locked.")


def test_a_store_that_cannot_be_used_says_so(
    place: PageFixture, sign_in: SignInService, show: Show
) -> None:
    page, _ = open_sign_in_page(place, sign_in)
    hand = show(page)
    page.show_error(StoreUnusable("keys-missing"))
    assert hand.says("The keys are not in their place")


def test_the_other_language_is_a_press_away(
    place: PageFixture, sign_in: SignInService, show: Show, qtbot: QtBot
) -> None:
    page, _ = open_sign_in_page(place, sign_in)
    hand = show(page)
    assert hand.text("sign-in.language") == "Español"
    with qtbot.waitSignal(page.language_asked):
        hand.press("sign-in.language")


@pytest.fixture
def recoverable(place: PageFixture, tmp_path: Path) -> tuple[SignInService, str]:
    """A door whose recovery key is known."""
    sign_in = sign_in_service_over(tmp_path / "recoverable")
    keys = sign_in.new_keys(_setup())
    sign_in.set_up(_setup(), keys, keys.recovery_key)
    return sign_in, keys.recovery_key


def recover(hand: Hand, key: str, new: str = NEW, again: str = NEW) -> None:
    if hand.text("sign-in.forgotten") == "Passphrase forgotten?":
        hand.press("sign-in.forgotten")
    hand.type("sign-in.recovery-key", key)
    hand.type("sign-in.name", "ana")
    hand.type("sign-in.new", new)
    hand.type("sign-in.again", again)
    hand.press("sign-in.enter")


def test_the_recovery_key_opens_and_gives_a_new_passphrase(
    place: PageFixture, recoverable: tuple[SignInService, str], show: Show
) -> None:
    sign_in, key = recoverable
    page, came_in = open_sign_in_page(place, sign_in)
    recover(show(page), key.lower())
    assert [one.sign_in_name for one in came_in] == ["ana"]
    assert sign_in.unlock("ana", NEW) == came_in[0].store_key
    with pytest.raises(StoreLocked):
        sign_in.unlock("ana", PASSPHRASE)


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("short", "short", "The passphrase is too short"),
        (NEW, "another five words", "The two passphrases differ."),
        (NEW, "", "Fill this in."),
    ],
)
def test_a_new_passphrase_must_be_long_and_typed_twice(
    place: PageFixture,
    recoverable: tuple[SignInService, str],
    show: Show,
    new: str,
    again: str,
    said: str,
) -> None:
    sign_in, key = recoverable
    page, came_in = open_sign_in_page(place, sign_in)
    hand = show(page)
    recover(hand, key, new, again)
    assert hand.says(said)
    assert came_in == []


def test_a_misread_recovery_key_is_said(
    place: PageFixture, recoverable: tuple[SignInService, str], show: Show
) -> None:
    sign_in, key = recoverable
    page, came_in = open_sign_in_page(place, sign_in)
    hand = show(page)
    recover(hand, key[:-1])
    assert hand.says("This recovery key does not open this computer's records")
    assert hand.focus_name() == "sign-in.recovery-key"
    assert came_in == []


def test_one_can_go_back_to_the_passphrase(
    place: PageFixture, sign_in: SignInService, show: Show
) -> None:
    page, came_in = open_sign_in_page(place, sign_in)
    hand = show(page)
    hand.press("sign-in.forgotten")
    assert not hand.sees("sign-in.passphrase")
    hand.press("sign-in.forgotten")
    hand.type("sign-in.name", NAME)
    hand.type("sign-in.passphrase", PASSPHRASE)
    hand.key(Qt.Key.Key_Return)
    assert len(came_in) == 1


def test_tab_goes_down_the_page_before_in_and_after_the_recovery(
    place: PageFixture, sign_in: SignInService, show: Show
) -> None:
    page, _ = open_sign_in_page(place, sign_in)
    hand = show(page)
    usual, buttons = ["name", "passphrase"], ["enter", "forgotten", "language"]
    assert stops_of_tab(hand, 5) == [*usual, *buttons]
    hand.press("sign-in.forgotten")
    assert stops_of_tab(hand, 7) == ["recovery-key", "name", "new", "again", *buttons]
    hand.press("sign-in.forgotten")
    assert stops_of_tab(hand, 5) == [*usual, *buttons]


def stops_of_tab(hand: Hand, count: int) -> list[str]:
    """The controls of the page that Tab leads to, from the one that has the focus on."""
    stops = []
    for _ in range(count):
        stops.append(hand.focus_name().removeprefix("sign-in."))
        hand.key(Qt.Key.Key_Tab)
    hand.find(f"sign-in.{stops[0]}").setFocus()
    return stops


# --- the first day ---


@pytest.fixture
def fresh(tmp_path: Path) -> SignInService:
    """A machine without a key ring, before its first day."""
    return sign_in_service_over(tmp_path / "fresh")


def first_day(hand: Hand, **typed: str) -> None:
    for key, text in {**FIRST_DAY, **typed}.items():
        hand.type(f"setup.{key}", text)
    hand.press("setup.keys")


def test_both_steps_make_the_site(
    place: PageFixture, fresh: SignInService, show: Show, qtbot: QtBot
) -> None:
    page = SetupPage(fresh, WORDS, place.store)
    hand = show(page)
    assert hand.focus_name() == "setup.site"
    first_day(hand)
    assert hand.says("Step 2 of 2")
    assert not fresh.is_set_up()
    assert all(hand.says(group) for group in page.recovery_key.split("-"))
    hand.type("setup.recovery-key", page.recovery_key)
    with qtbot.waitSignal(page.finished):
        hand.key(Qt.Key.Key_Return)
    assert fresh.unlock("ana", PASSPHRASE)


def test_the_recovery_key_is_seen_to_its_last_letter(
    place: PageFixture, fresh: SignInService, show: Show
) -> None:
    page = SetupPage(fresh, WORDS, place.store)
    hand = show(page)
    first_day(hand)
    (label,) = [one for one in page.findChildren(QWidget) if _says_key(one, page.recovery_key)]
    assert label.height() >= label.heightForWidth(label.width())


def test_a_wrong_recovery_key_makes_nothing(
    place: PageFixture, fresh: SignInService, show: Show
) -> None:
    hand = show(SetupPage(fresh, WORDS, place.store))
    first_day(hand)
    hand.type("setup.recovery-key", "something else")
    hand.press("setup.finish")
    assert hand.says("This is not the recovery key shown")
    assert hand.focus_name() == "setup.recovery-key"
    assert not fresh.is_set_up()


@pytest.mark.parametrize(
    ("typed", "said", "focus"),
    [
        ({"site": ""}, "Fill this in.", "site"),
        ({"passphrase": "short", "again": "short"}, "Use at least 12 characters", "passphrase"),
        ({"again": "another thing entirely"}, "The two passphrases differ.", "again"),
        ({"code": "1234"}, "Use at least 6 digits.", "code"),
        ({"support-name": " "}, "Fill this in.", "support-name"),
        ({"support-phone": "555"}, "Type 10 digits", "support-phone"),
        ({"name": "\u00ad"}, "Something in this cannot be seen or saved.", "name"),
        ({"code": "sesame"}, "Use at least 6 digits.", "code"),
    ],
)
def test_what_is_missing_on_the_first_day(
    place: PageFixture,
    fresh: SignInService,
    show: Show,
    typed: dict[str, str],
    said: str,
    focus: str,
) -> None:
    hand = show(SetupPage(fresh, WORDS, place.store))
    first_day(hand, **typed)
    assert hand.says(said)
    assert hand.focus_name() == f"setup.{focus}"
    assert hand.says("Step 1 of 2")


def test_without_a_key_ring_it_is_said(
    place: PageFixture, fresh: SignInService, show: Show
) -> None:
    hand = show(SetupPage(fresh, WORDS, place.store))
    first_day(hand)
    assert hand.says("This computer has no key ring that can be trusted")


def test_with_a_key_ring_nothing_is_said(place: PageFixture, tmp_path: Path, show: Show) -> None:
    hand = show(
        SetupPage(
            sign_in_service_over(tmp_path / "ringed", backend=SecretKeyring()),
            WORDS,
            place.store,
        )
    )
    first_day(hand)
    assert hand.says("Step 2 of 2")
    assert not hand.says("key ring")


def test_back_keeps_what_was_typed(place: PageFixture, fresh: SignInService, show: Show) -> None:
    page = SetupPage(fresh, WORDS, place.store)
    hand = show(page)
    first_day(hand)
    shown = page.recovery_key
    hand.press("setup.back")
    assert hand.find("setup.site", QLineEdit).text() == "Springfield"
    hand.press("setup.keys")
    assert page.recovery_key != shown


# --- the kiosk ---


def test_the_staff_code_leads_back_to_the_visit(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    hand = show(KioskReturnPage(place.context, visit.id, place.context.tr))
    assert hand.focus_name() == "kiosk.code"
    hand.type("kiosk.code", KIOSK_CODE)
    hand.key(Qt.Key.Key_Return)
    assert place.ways.taken == [("visit", visit.id)]
    assert last_action(place) == AuditAction.KIOSK_TAKEN_BACK


@pytest.mark.parametrize(("code", "said"), [
    ("111111", "This is not a staff code. Ask the staff."),
    ("", "Type the code of the staff."),
])  # fmt: skip
def test_no_other_code_does(place: PageFixture, show: Show, code: str, said: str) -> None:
    visit = place.arrive()
    hand = show(KioskReturnPage(place.context, visit.id, place.context.tr))
    hand.type("kiosk.code", code)
    hand.press("kiosk.take-back")
    assert hand.says(said)
    assert hand.find("kiosk.code", QLineEdit).text() == ""
    assert hand.focus_name() == "kiosk.code"
    assert place.ways.taken == ([("note_wrong_code",)] if code else [])


def test_a_wrong_code_is_in_the_trail(place: PageFixture, show: Show) -> None:
    hand = show(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    hand.type("kiosk.code", "111111")
    hand.press("kiosk.take-back")
    assert last_action(place) == AuditAction.SIGN_IN_REFUSED


def test_an_empty_code_is_no_guess(place: PageFixture, show: Show) -> None:
    hand = show(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    for _ in range(6):
        hand.press("kiosk.take-back")
    assert place.ways.taken == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_L, Qt.Key.Key_K])
def test_no_key_leads_past_the_code(place: PageFixture, show: Show, key: Qt.Key) -> None:
    hand = show(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    hand.key(key)
    hand.key(key, Qt.KeyboardModifier.ControlModifier)
    assert place.ways.taken == []


def test_nothing_of_the_participant_is_on_it(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    person = place.services.participants.search("")[0]
    said = " ".join(show(KioskReturnPage(place.context, visit.id, place.context.tr)).tr())
    assert not {person.given_name, person.family_name, person.number} & set(said.split())


def last_action(place: PageFixture) -> str:
    (row,) = place.database.read("SELECT action FROM audit ORDER BY sequence DESC LIMIT 1")
    return str(row["action"])


def _says_key(widget: QWidget, key: str) -> bool:
    text = getattr(widget, "text", None)
    return callable(text) and str(text()).replace("  ", "-") == key


def _setup() -> SiteSetupRequest:
    return SiteSetupRequest(
        "Springfield", "desk 1", SUPPORT, "Ana Ortiz", "ana", PASSPHRASE, KIOSK_CODE
    )
