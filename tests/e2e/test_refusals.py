"""What stands in the way is said in words, and nothing is lost or made anew."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import trustme
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.clock_and_ids import new_id, utc_now
from ptc_app.commands.practice import PRACTICE_SITE, set_up_practice_site
from ptc_app.domain.author import Author
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.language import Language
from ptc_app.domain.outbox import DeliveryCounts, WaitingReason
from ptc_app.domain.participants.participant import ContactChannel, SexAtBirth
from ptc_app.paths import DataDir
from ptc_app.services.participants import RegistrationRequest
from ptc_app.services.session_context import SessionContext
from ptc_app.services.session_services import session_services
from ptc_app.storage.database import Database
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.settings import Settings
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.open_window import OpenWindow, open_window
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.labels import WrappingLabel
from ptc_central.server import serve
from tests.support.builders import MARK, an_event
from tests.support.central_faults import PORTAL, REGISTRATION_CODE, serving
from tests.support.site_runtimes import HeldKeys
from tests.support.stages import stages_that_print


def network_status(window: MainWindow) -> QAbstractButton:
    """What the staff frame says of the way to central."""
    assert window.frame is not None
    return window.frame.status.parts()[2]


@contextmanager
def sign_in_at(
    site: DataDir, qtbot: QtBot, tmp_path: Path, passphrase: str = PRACTICE_SITE.passphrase
) -> Iterator[OpenWindow]:
    """The window after somebody tried to sign in."""
    with open_window(SiteRuntime(site)) as opened:
        opened.main_window.show()
        qtbot.waitUntil(lambda: opened.store.is_idle)
        driver = WindowDriver(opened.main_window, tmp_path / "out")
        if driver.has("sign-in.enter"):
            driver.type("sign-in.name", PRACTICE_SITE.sign_in_name)
            driver.type("sign-in.passphrase", passphrase)
            driver.press("sign-in.enter")
            qtbot.waitUntil(lambda: opened.store.is_idle)
        yield opened


def banner(opened: OpenWindow) -> str:
    """What the page says at its top."""
    assert opened.main_window.page is not None
    shown = [b for b in opened.main_window.page.findChildren(Banner) if b.isVisible()]
    return " ".join(f"{b.accessibleName()} {b.accessibleDescription()}" for b in shown)


def prints(site: DataDir) -> dict[str, str]:
    """The fingerprints of the store and its keys."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (site.store, site.keys)
        if path.exists()
    }


def _other_keys(site: DataDir) -> None:
    other = site.root.parent / "other"
    set_up_practice_site(SiteRuntime(DataDir(other)))
    shutil.copy(DataDir(other).keys, site.keys)


def _newer_store(site: DataDir) -> None:
    key = SiteRuntime(site).sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)
    database = Database(site.store, key)
    database.write("PRAGMA user_version = 999")
    database.close()


def _damage(site: DataDir) -> None:
    body = bytearray(site.store.read_bytes())
    for place in range(4096 + 100, len(body), 4096):
        body[place] ^= 0xFF
    site.store.write_bytes(bytes(body))


def _no_store(site: DataDir) -> None:
    site.store.unlink()


def _no_keys(site: DataDir) -> None:
    site.keys.unlink()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_other_keys, "This key does not open these records"),
        (_newer_store, "A newer version of the app made these records"),
        (_damage, "This computer's records are damaged"),
        (_no_store, "The records are not in their place"),
        (_no_keys, "The keys are not in their place"),
    ],
)
def test_a_store_that_does_not_open_is_left_as_it_is(
    site: DataDir, qtbot: QtBot, tmp_path: Path, harm: Callable[[DataDir], None], said: str
) -> None:
    harm(site)
    before = prints(site)
    with sign_in_at(site, qtbot, tmp_path) as opened:
        assert isinstance(opened.main_window.page, SignInPage)
        assert said in banner(opened)
    assert prints(site) == before
    assert not list(site.root.glob("*.new"))


def test_a_wrong_passphrase_is_asked_for_again(site: DataDir, qtbot: QtBot, tmp_path: Path) -> None:
    before = prints(site)
    with sign_in_at(site, qtbot, tmp_path, "not the passphrase") as opened:
        assert isinstance(opened.main_window.page, SignInPage)
        assert "The name or passphrase is wrong" in banner(opened)
    assert prints(site) == before


def _registered(site: DataDir) -> bytes:
    """A record that waits; the key of the store."""
    opened = SiteRuntime(site)
    key = opened.sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)
    services = opened.open(key, PRACTICE_SITE.sign_in_name)
    services.participants.register(_someone(f"{MARK}maria"))
    opened.close_store()
    return key


@pytest.mark.parametrize("who", ["central", "a stranger"])
def test_a_central_with_another_certificate_is_told_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path, who: str
) -> None:
    is_another = who == "a stranger"
    key = _registered(site)
    with serve(tmp_path / "central") as central, serve(tmp_path / "stranger") as stranger:
        join = CentralInvitation(
            central.url, central.ca_path.read_text(), central.registration_code
        )
        SiteRuntime(site).join_central(key, PRACTICE_SITE.sign_in_name, join)
        if is_another:
            _pin(site, key, stranger.ca_path.read_text())
        with sign_in_at(site, qtbot, tmp_path) as opened:
            assert isinstance(opened.main_window.page, TodayPage)
            network = network_status(opened.main_window)
            answers = "The central system answers"
            words = "Another certificate answered" if is_another else answers
            qtbot.waitUntil(lambda: words in network.accessibleName())
    counts, reasons = _outbox(site, key)
    assert counts.captured == 1
    assert counts.waiting == (1 if is_another else 0)
    assert reasons == ([WaitingReason.CENTRAL_UNTRUSTED] if is_another else [])


def test_an_answer_that_is_not_central_s_counts_for_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    key = _registered(site)
    authority = trustme.CA()
    with serving(authority) as served:
        ca_pem = authority.cert_pem.bytes().decode()
        invitation = CentralInvitation(served.address.url, ca_pem, REGISTRATION_CODE)
        SiteRuntime(site).join_central(key, PRACTICE_SITE.sign_in_name, invitation)
        served.central.faults.extend([PORTAL] * 50)
        with sign_in_at(site, qtbot, tmp_path) as opened:
            network = network_status(opened.main_window)
            words = "Another server answered"
            qtbot.waitUntil(lambda: words in network.accessibleName())
    counts, reasons = _outbox(site, key)
    assert (counts.captured, counts.waiting) == (1, 1)
    assert reasons == [WaitingReason.CENTRAL_NONSENSE]


def test_a_full_disk_is_said_and_what_was_saved_before_is_safe(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    opened_site = SiteRuntime(site)
    with open_window(opened_site) as opened:
        opened.main_window.show()
        qtbot.waitUntil(lambda: opened.store.is_idle)
        driver = WindowDriver(opened.main_window, tmp_path / "out")
        driver.type("sign-in.name", PRACTICE_SITE.sign_in_name)
        driver.type("sign-in.passphrase", PRACTICE_SITE.passphrase)
        driver.press("sign-in.enter")
        qtbot.waitUntil(lambda: isinstance(opened.main_window.page, TodayPage))
        qtbot.waitUntil(lambda: opened.store.is_idle)
        registered: list[int] = []
        opened.store.run(opened.main_window, lambda: _fill(opened_site), registered.append, _raise)
        qtbot.waitUntil(lambda: bool(registered))
        _register_by_hand(driver, opened, qtbot)
        qtbot.waitUntil(lambda: "The disk is full" in banner(opened))
    key = opened_site.sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)
    counts, _ = _outbox(site, key)
    assert counts.captured == registered[0] > 0


def _register_by_hand(driver: WindowDriver, opened: OpenWindow, qtbot: QtBot) -> None:
    driver.press("today.register")
    qtbot.waitUntil(lambda: driver.has("register.given"))
    for field, text in (("given", "Ana"), ("family", "Lopez"), ("phone", "2105550142")):
        driver.type(f"register.{field}", text)
    driver.type("register.birth", "2/1/1970")
    for box in ("sex", "language", "us", "contact"):
        driver.choose(f"register.{box}", 1)
    driver.press("register.save")
    qtbot.waitUntil(lambda: opened.store.is_idle)


def _fill(site: SiteRuntime) -> int:
    """No page more fits into the store: people are registered until it is full; how many."""
    store = site._store
    assert store is not None
    database = store.database
    (pages,) = database.one("PRAGMA page_count") or (0,)
    database.read(f"PRAGMA max_page_count = {pages + 20}")
    practitioner = store.practitioners.by_sign_in_name(PRACTICE_SITE.sign_in_name)
    assert practitioner is not None
    session_context = SessionContext(
        Author(practitioner, store.settings.workstation()), utc_now, new_id
    )
    stages = stages_that_print(consent=lambda *_: b"", measurements=lambda *_: b"")
    services = session_services(store, session_context, site.shipped_programs, stages, HeldKeys())
    for number in range(1_000):
        try:
            services.participants.register(_someone(f"{MARK}number{number}"))
        except StoreUnusable:
            return number
    raise AssertionError("the store did not become full")


def _someone(name: str) -> RegistrationRequest:
    return RegistrationRequest(
        name, f"{MARK}delgado", date(1961, 3, 12), SexAtBirth.FEMALE, Language("es"),
        ContactChannel.MAIL, lives_in_us=True,
    )  # fmt: skip


def _raise(error: Exception) -> None:
    raise error


def _pin(site: DataDir, key: bytes, ca_pem: str) -> None:
    database = Database(site.store, key)
    settings = Settings(database)
    known = settings.central()
    assert known is not None
    settings.connect(replace(known, ca_pem=ca_pem), an_event())
    database.close()


def _outbox(site: DataDir, key: bytes) -> tuple[DeliveryCounts, list[str]]:
    database = Database(site.store, key)
    try:
        outbox = Outbox(database)
        return outbox.counts(), [stream.reason for stream in outbox.waiting(limit=9)]
    finally:
        database.close()


def test_a_second_window_on_the_same_site_opens_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    with sign_in_at(site, qtbot, tmp_path) as first:
        assert isinstance(first.main_window.page, TodayPage)
        with open_window(SiteRuntime(site)) as second:
            second.main_window.show()
            assert "The app is already open" in banner(second)
            assert second.main_window.page is not None
            assert not second.main_window.page.isEnabled()
    with sign_in_at(site, qtbot, tmp_path) as again:
        assert isinstance(again.main_window.page, TodayPage)


def test_an_answer_that_comes_after_the_lock_opens_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    with sign_in_at(site, qtbot, tmp_path) as opened:
        qtbot.waitUntil(lambda: opened.store.is_idle)
        WindowDriver(opened.main_window, tmp_path / "out").press("rail.site")
        opened.sign_in_flow.lock()
        qtbot.waitUntil(lambda: opened.store.is_idle)
        assert isinstance(opened.main_window.page, SignInPage)


def test_after_a_sign_in_errors_name_site_support(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    with sign_in_at(site, qtbot, tmp_path) as opened:
        assert isinstance(opened.main_window.page, TodayPage)
        opened.sign_in_flow.lock()
        qtbot.waitUntil(lambda: opened.store.is_idle)
        _no_keys(site)
        driver = WindowDriver(opened.main_window, tmp_path / "out")
        driver.type("sign-in.name", PRACTICE_SITE.sign_in_name)
        driver.type("sign-in.passphrase", PRACTICE_SITE.passphrase)
        driver.press("sign-in.enter")
        qtbot.waitUntil(lambda: "The keys are not in their place" in banner(opened))
        assert "Call site support: Practice help desk, (210) 555-0142." in banner(opened)


def test_another_practitioner_takes_over_the_desk(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    with sign_in_at(site, qtbot, tmp_path) as opened:
        driver = WindowDriver(opened.main_window, tmp_path / "out")
        driver.press("rail.site")
        qtbot.waitUntil(lambda: driver.has("site.add.save"))
        secret = "four quiet green boats"
        for key, text in (
            ("name", "Ben Cole"), ("sign-in-name", "ben"), ("passphrase", secret),
            ("again", secret), ("code", "135790"),
        ):  # fmt: skip
            driver.type(f"site.add.{key}", text)
        driver.press("site.add.save")
        qtbot.waitUntil(lambda: "Ben Cole was added" in banner(opened))
        opened.sign_in_flow.lock()
        driver.type("sign-in.name", "Ben")
        driver.type("sign-in.passphrase", secret)
        driver.press("sign-in.enter")
        qtbot.waitUntil(lambda: isinstance(opened.main_window.page, TodayPage))
        assert opened.main_window.frame is not None
        assert opened.main_window.frame.rail.accessibleName()
        people = [text.text() for text in opened.main_window.frame.rail.findChildren(WrappingLabel)]
        assert "Ben Cole" in people
