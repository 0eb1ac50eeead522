"""Secrets on the screen: nobody reads them there, and they are tried one at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from tests.support.page_contexts import ManualExecutor, PageFixture
from tests.support.page_states import SCENES, Desk
from tests.support.site_runtimes import sign_in_service_over
from tests.ui.conftest import Show

SECRETS = {
    "kiosk return": {"kiosk.code"},
    "kiosk code": {"kiosk.code"},
    "kiosk locked": {"kiosk-lock.passphrase"},
    "setup": {"setup.passphrase", "setup.again", "setup.code"},
    "sign-in": {"sign-in.passphrase"},
    "sign-in, recovery": {"sign-in.new", "sign-in.again"},
    "site": {"site.add.passphrase", "site.add.again", "site.add.code"},
}
"""The names of the fields that take a secret, by page."""


@pytest.mark.parametrize("scene", SECRETS)
def test_a_secret_cannot_be_read_where_it_is_typed(
    place: PageFixture, tmp_path: Path, show: Show, scene: str
) -> None:
    page = show(SCENES[scene](Desk(place, tmp_path))).page
    hidden = {
        line.objectName()
        for line in page.findChildren(QLineEdit)
        if line.isVisible() and line.echoMode() is QLineEdit.EchoMode.Password
    }
    assert hidden == SECRETS[scene]


def test_one_kiosk_code_is_tried_at_a_time(
    manual_place: PageFixture, manual: ManualExecutor, qtbot: QtBot
) -> None:
    visit = manual_place.arrive()
    page = KioskReturnPage(manual_place.context, visit.id, manual_place.context.tr)
    assert asked_twice(page, manual, qtbot, {"kiosk.code": "111111"}) == 1


def test_one_passphrase_is_tried_at_a_time(
    manual_place: PageFixture, manual: ManualExecutor, qtbot: QtBot, tmp_path: Path
) -> None:
    service = sign_in_service_over(tmp_path / "site")
    page = SignInPage(service, Localizer(Language("en")), manual_place.store)
    typed = {"sign-in.name": "ana", "sign-in.passphrase": "not the passphrase"}
    assert asked_twice(page, manual, qtbot, typed) == 1


def asked_twice(page: QWidget, manual: ManualExecutor, qtbot: QtBot, typed: dict[str, str]) -> int:
    """How many attempts are under way after these fields were filled in and Enter hit twice."""
    qtbot.addWidget(page)
    page.show()
    before = len(manual.waiting)
    lines = {line.objectName(): line for line in page.findChildren(QLineEdit)}
    for name, text in typed.items():
        QTest.keyClicks(lines[name], text)
    for _ in range(2):
        QTest.keyClick(lines[next(reversed(typed))], Qt.Key.Key_Return)
    return len(manual.waiting) - before
