"""A place for each test of a page: an open clinic that does at once what it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui import theme as look
from ptc_app.ui.theme import ThemeName
from tests.support.page_contexts import (
    ManualExecutor,
    PageFixture,
    SwitchableExecutor,
    page_fixture,
)
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


@pytest.fixture
def light(qapp: QApplication) -> None:
    """The light theme."""
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.fixture
def place(tmp_path: Path, light: None) -> Iterator[PageFixture]:
    opened = page_fixture(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def manual() -> ManualExecutor:
    """Does what the pages of `manual_place` ask of the store when the test says so."""
    return ManualExecutor()


@pytest.fixture
def manual_place(tmp_path: Path, light: None, manual: ManualExecutor) -> Iterator[PageFixture]:
    """A place whose store does only what the test has it do; see `manual`."""
    opened = page_fixture(tmp_path / "manual", executor=manual)
    yield opened
    opened.close()


@pytest.fixture
def switchable() -> SwitchableExecutor:
    """Does what the pages of `switchable_place` ask of the store until the test holds it back."""
    return SwitchableExecutor()


@pytest.fixture
def switchable_place(
    tmp_path: Path, light: None, switchable: SwitchableExecutor
) -> Iterator[PageFixture]:
    """A place whose store can be held back; see `switchable`."""
    opened = page_fixture(tmp_path / "switchable", executor=switchable)
    yield opened
    opened.close()


@pytest.fixture
def show(qtbot: QtBot, place: PageFixture) -> Show:
    """Put a page in front, with all that it asked for."""
    return lambda page: Hand(qtbot, place, page)
