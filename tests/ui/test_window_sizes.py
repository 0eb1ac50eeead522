"""Every page is whole in every size of window: nothing is cut, and only its middle scrolls.

The sizes are logical pixels: 1280x720 is a screen of 1920x1080 at 150 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.kiosk.keyboard.key_button import KeyButton
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.staff_frame import StaffFrame
from ptc_app.ui.theme import ThemeName
from tests.support.builders import an_author
from tests.support.page_contexts import PageFixture, page_fixture
from tests.support.page_states import SCENES, Desk, is_alone

SIZES = ((1024, 600), (1366, 768), (1280, 720), (1080, 1920), (3840, 2160))
_CONTROLS = (QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit)
_LEAST_CONTENT = 120
"""Pixels of height that what scrolls has at least."""
_LEAST_ABOVE_KEYS = 64
"""The same while the on-screen keys stand below it: the field that is typed into."""


_PATIENCE_MS = 5_000
"""How long all layouts together may take at most before what is cut counts."""


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def scaled(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), request.param)
    yield
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.fixture(params=["en", "es"])
def place(request: pytest.FixtureRequest, tmp_path: Path, scaled: None) -> Iterator[PageFixture]:
    opened = page_fixture(tmp_path, tr=Localizer(Language(request.param)))
    yield opened
    opened.close()


@pytest.mark.parametrize("scene", SCENES)
def test_a_page_is_whole(scene: str, place: PageFixture, tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.open_frame(StaffFrame(an_author(), place.context.tr))
    window.show()
    page = SCENES[scene](Desk(place, tmp_path))
    if is_alone(page):
        window.show_alone(page)
    else:
        window.show_page(page, "participants")
    for width, height in SIZES:
        window.resize(width, height)
        with suppress(qtbot.TimeoutError):
            qtbot.waitUntil(lambda: not faults(window), timeout=_PATIENCE_MS)
        assert faults(window) == [], (width, height)
        assert (window.width(), window.height()) == (width, height)
    window.close_frame()


def faults(window: QWidget) -> list[str]:
    """What is cut, stands outside of what it is in, or scrolls sideways."""
    shown = [one for one in window.findChildren(QWidget) if one.isVisible() and one.height()]
    controls = [one for one in shown if isinstance(one, _CONTROLS) and _is_there(one)]
    areas = [one for one in shown if isinstance(one, QScrollArea)]
    has_keys = any(isinstance(one, KeyButton) for one in shown)
    least = _LEAST_ABOVE_KEYS if has_keys else _LEAST_CONTENT
    return [
        *(f"{_name(one)} is cut" for one in controls if _is_outside(one, window)),
        *(f"{_name(one)} is too small" for one in controls if _is_small(one)),
        *(f"{_name(one)} scrolls sideways" for one in areas if _scrolls_sideways(one)),
        *(f"{_name(one)} is low" for one in areas if one.viewport().height() < least),
    ]


def _is_there(control: QWidget) -> bool:
    return not isinstance(control, QLabel) or bool(control.text())


def _is_outside(control: QWidget, window: QWidget) -> bool:
    """Whether something it is in shows less than all of it, up to the content of a scroll area."""
    above = control.parentWidget()
    while above is not None:
        outer = above.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is above:
            return False
        place = QRect(control.mapTo(above, QPoint(0, 0)), control.size())
        if not above.rect().contains(place):
            return True
        above = None if above is window else outer
    return False


def _is_small(control: QWidget) -> bool:
    if isinstance(control, QLabel):
        is_low = control.height() < control.heightForWidth(control.width())
        return is_low or _is_narrow(control)
    return isinstance(control, QAbstractButton) and _is_narrow(control)


def _is_narrow(control: QWidget) -> bool:
    return control.width() < control.minimumSizeHint().width()


def _scrolls_sideways(area: QScrollArea) -> bool:
    return area.horizontalScrollBar().maximum() > 0


def _name(widget: QWidget) -> str:
    text = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")
    return f"{type(widget).__name__} {widget.objectName() or text}"
