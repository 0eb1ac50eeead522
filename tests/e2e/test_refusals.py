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
from pytestqt.qtbot import QtBot

from ptc_app.config import CentralToJoin
from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.outbox import Counts, WaitReason
from ptc_app.domain.participant import Contact, Language, SexAtBirth
from ptc_app.domain.practitioner import Author
from ptc_app.house import House, join_central, new_id, now
from ptc_app.paths import DataDir
from ptc_app.porch import Porch
from ptc_app.practice import PRACTICE, set_up
from ptc_app.services.desk import Working
from ptc_app.services.intake import Intake, Registration
from ptc_app.storage.database import Database
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.participants import Participants
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from ptc_app.storage.visits import Visits
from ptc_app.ui.application import Open, window
from ptc_app.ui.demo.hands import Hands
from ptc_app.ui.pages.sign_in_page import SignInPage
from ptc_app.ui.pages.today_page import TodayPage
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.text import Text
from ptc_central.server import serve
from tests.support.builders import MARK
from tests.support.central_faults import PORTAL, REGISTRATION_CODE, serving


@contextmanager
def sign_in_at(
    site: DataDir, qtbot: QtBot, tmp_path: Path, passphrase: str = PRACTICE.passphrase
) -> Iterator[Open]:
    """The window after somebody tried to sign in."""
    with window(Porch(site)) as opened:
        opened.shell.show()
        qtbot.waitUntil(lambda: opened.store.is_idle)
        hands = Hands(opened.shell, tmp_path / "out")
        if hands.has("sign-in.enter"):
            hands.type("sign-in.name", PRACTICE.sign_in_name)
            hands.type("sign-in.passphrase", passphrase)
            hands.press("sign-in.enter")
            qtbot.waitUntil(lambda: opened.store.is_idle, timeout=10_000)
        yield opened


def banner(opened: Open) -> str:
    """What the page says at its top."""
    assert opened.shell.page is not None
    shown = [b for b in opened.shell.page.findChildren(Banner) if b.isVisible()]
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
    set_up(House(DataDir(other)))
    shutil.copy(DataDir(other).keys, site.keys)


def _newer_store(site: DataDir) -> None:
    key = House(site).door.unlock(PRACTICE.sign_in_name, PRACTICE.passphrase)
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
        (_other_keys, "This key does not open this store"),
        (_newer_store, "A newer version of this program made the store"),
        (_damage, "The store is damaged"),
        (_no_store, "The store is not in its place"),
        (_no_keys, "The keys are not in their place"),
    ],
)
def test_a_store_that_does_not_open_is_left_as_it_is(
    site: DataDir, qtbot: QtBot, tmp_path: Path, harm: Callable[[DataDir], None], said: str
) -> None:
    harm(site)
    before = prints(site)
    with sign_in_at(site, qtbot, tmp_path) as opened:
        assert isinstance(opened.shell.page, SignInPage)
        assert said in banner(opened)
    assert prints(site) == before
    assert not list(site.root.glob("*.new"))


def test_a_wrong_passphrase_is_asked_for_again(site: DataDir, qtbot: QtBot, tmp_path: Path) -> None:
    before = prints(site)
    with sign_in_at(site, qtbot, tmp_path, "not the passphrase") as opened:
        assert isinstance(opened.shell.page, SignInPage)
        assert "Name and passphrase do not fit" in banner(opened)
    assert prints(site) == before


def _registered(site: DataDir) -> bytes:
    """A record that waits; the key of the store."""
    house = House(site)
    key = house.door.unlock(PRACTICE.sign_in_name, PRACTICE.passphrase)
    clinic = house.open(key, PRACTICE.sign_in_name)
    clinic.intake.register(_someone(f"{MARK}maria"))
    house.close()
    return key


@pytest.mark.parametrize("who", ["central", "a stranger"])
def test_a_central_with_another_certificate_is_told_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path, who: str
) -> None:
    is_another = who == "a stranger"
    key = _registered(site)
    with serve(tmp_path / "central") as central, serve(tmp_path / "stranger") as stranger:
        join = CentralToJoin(central.url, central.ca_path, central.registration_code)
        join_central(site, key, join)
        if is_another:
            _pin(site, key, stranger.ca_path.read_text())
        with sign_in_at(site, qtbot, tmp_path) as opened:
            assert isinstance(opened.shell.page, TodayPage)
            network = opened.shell.frame.status.parts()[2]  # type: ignore[union-attr]
            words = "Another certificate answered" if is_another else "Central answers"
            qtbot.waitUntil(lambda: words in network.accessibleName(), timeout=10_000)
    counts, reasons = _outbox(site, key)
    assert counts.captured == 1
    assert counts.waiting == (1 if is_another else 0)
    assert reasons == ([WaitReason.CENTRAL_UNTRUSTED] if is_another else [])


def test_an_answer_that_is_not_central_s_counts_for_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    key = _registered(site)
    authority = trustme.CA()
    with serving(authority) as served:
        ca = tmp_path / "ca.pem"
        authority.cert_pem.write_to_path(ca)
        join_central(site, key, CentralToJoin(served.address.url, ca, REGISTRATION_CODE))
        served.central.faults.extend([PORTAL] * 50)
        with sign_in_at(site, qtbot, tmp_path) as opened:
            network = opened.shell.frame.status.parts()[2]  # type: ignore[union-attr]
            words = "What answered is not central"
            qtbot.waitUntil(lambda: words in network.accessibleName(), timeout=10_000)
    counts, reasons = _outbox(site, key)
    assert (counts.captured, counts.waiting) == (1, 1)
    assert reasons == [WaitReason.CENTRAL_NONSENSE]


def test_a_full_disk_is_said_and_what_was_saved_before_is_safe(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    porch = Porch(site)
    house = porch.house()
    with window(porch) as opened:
        opened.shell.show()
        qtbot.waitUntil(lambda: opened.store.is_idle)
        hands = Hands(opened.shell, tmp_path / "out")
        hands.type("sign-in.name", PRACTICE.sign_in_name)
        hands.type("sign-in.passphrase", PRACTICE.passphrase)
        hands.press("sign-in.enter")
        qtbot.waitUntil(lambda: isinstance(opened.shell.page, TodayPage), timeout=10_000)
        qtbot.waitUntil(lambda: opened.store.is_idle)
        registered: list[int] = []
        opened.store.run(opened.shell, lambda: _fill(house), registered.append, _raise)
        qtbot.waitUntil(lambda: bool(registered), timeout=20_000)
        _register_by_hand(hands, opened, qtbot)
        qtbot.waitUntil(lambda: "The disk is full" in banner(opened), timeout=10_000)
    key = house.door.unlock(PRACTICE.sign_in_name, PRACTICE.passphrase)
    counts, _ = _outbox(site, key)
    assert counts.captured == registered[0] > 0


def _register_by_hand(hands: Hands, opened: Open, qtbot: QtBot) -> None:
    hands.press("today.register")
    qtbot.waitUntil(lambda: hands.has("register.save"))
    for field, text in (("given", "Ana"), ("family", "Lopez"), ("phone", "2105550142")):
        hands.type(f"register.{field}", text)
    hands.type("register.birth.day", "1")
    hands.choose("register.birth.month", 2)
    hands.type("register.birth.year", "1970")
    hands.choose("register.sex", 1)
    hands.press("register.save")
    qtbot.waitUntil(lambda: opened.store.is_idle)


def _fill(house: House) -> int:
    """No page more fits into the store: people are registered until it is full; how many."""
    database = house._database
    assert database is not None
    (pages,) = database.one("PRAGMA page_count") or (0,)
    database.read(f"PRAGMA max_page_count = {pages + 20}")
    practitioner = Practitioners(database).by_sign_in_name(PRACTICE.sign_in_name)
    assert practitioner is not None
    working = Working(Author(practitioner, Settings(database).desk()), now, new_id)
    intake = Intake(
        Participants(database), Visits(database), Records(database), house.program, working
    )
    for number in range(1_000):
        try:
            intake.register(_someone(f"{MARK}number{number}"))
        except StoreUnusable:
            return number
    raise AssertionError("the store did not become full")


def _someone(name: str) -> Registration:
    return Registration(
        name, f"{MARK}delgado", date(1961, 3, 12), SexAtBirth.FEMALE, Language.SPANISH,
        Contact.MAIL, lives_in_us=True,
    )  # fmt: skip


def _raise(error: Exception) -> None:
    raise error


def _pin(site: DataDir, key: bytes, ca_pem: str) -> None:
    database = Database(site.store, key)
    settings = Settings(database)
    known = settings.central()
    assert known is not None
    settings.connect(replace(known, ca_pem=ca_pem))
    database.close()


def _outbox(site: DataDir, key: bytes) -> tuple[Counts, list[str]]:
    database = Database(site.store, key)
    try:
        outbox = Outbox(database)
        return outbox.counts(), [stream.reason for stream in outbox.waiting(9)]
    finally:
        database.close()


def test_a_second_window_on_the_same_site_opens_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    with sign_in_at(site, qtbot, tmp_path) as first:
        assert isinstance(first.shell.page, TodayPage)
        with window(Porch(site)) as second:
            second.shell.show()
            assert "The program is open already" in banner(second)
            assert second.shell.page is not None
            assert not second.shell.page.isEnabled()
    with sign_in_at(site, qtbot, tmp_path) as again:
        assert isinstance(again.shell.page, TodayPage)


def test_an_answer_that_comes_after_the_lock_opens_nothing(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    with sign_in_at(site, qtbot, tmp_path) as opened:
        qtbot.waitUntil(lambda: opened.store.is_idle)
        Hands(opened.shell, tmp_path / "out").press("rail.site")
        opened.front.lock()
        qtbot.waitUntil(lambda: opened.store.is_idle)
        assert isinstance(opened.shell.page, SignInPage)


def test_another_practitioner_takes_over_the_desk(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    with sign_in_at(site, qtbot, tmp_path) as opened:
        hands = Hands(opened.shell, tmp_path / "out")
        hands.press("rail.site")
        qtbot.waitUntil(lambda: hands.has("site.add.save"))
        secret = "four quiet green boats"
        for key, text in (
            ("name", "Ben Cole"), ("sign-in-name", "ben"), ("passphrase", secret),
            ("again", secret), ("code", "135790"),
        ):  # fmt: skip
            hands.type(f"site.add.{key}", text)
        hands.press("site.add.save")
        qtbot.waitUntil(lambda: "Ben Cole works here now" in banner(opened), timeout=10_000)
        opened.front.lock()
        hands.type("sign-in.name", "Ben")
        hands.type("sign-in.passphrase", secret)
        hands.press("sign-in.enter")
        qtbot.waitUntil(lambda: isinstance(opened.shell.page, TodayPage), timeout=10_000)
        assert opened.shell.frame is not None
        assert opened.shell.frame.rail.accessibleName()
        people = [text.text() for text in opened.shell.frame.rail.findChildren(Text)]
        assert "Ben Cole" in people
