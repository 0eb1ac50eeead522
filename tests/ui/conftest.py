"""A place for each test of a page: an open clinic that does at once what it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui import theme as look
from ptc_app.ui.theme import ThemeName
from tests.support.page_contexts import PageFixture, page_fixture
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


@pytest.fixture
def place(tmp_path: Path, qapp: QApplication) -> Iterator[PageFixture]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    opened = page_fixture(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def show(qtbot: QtBot, place: PageFixture) -> Show:
    """Put a page in front, with all that it asked for."""
    return lambda page: Hand(qtbot, place, page)
