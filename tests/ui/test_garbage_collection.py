"""Widgets are thrown away on the thread that made them."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ptc_app.ui.garbage_collection import GarbageCollection


class Circle(QObject):
    """Holds on to itself, as pages and their slots do."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def automatic() -> Iterator[None]:
    """Python collects by itself, as in every program that does not forbid it."""
    gc.enable()
    yield
    gc.disable()


@pytest.mark.usefixtures("automatic")
def test_circles_are_collected_by_and_by_and_never_by_python_itself(qtbot: QtBot) -> None:
    collection = GarbageCollection()
    try:
        assert not gc.isenabled()
        gone = weakref.ref(Circle())
        # What pages of other tests still let go of is taken off the count: stay well above it.
        kept: list[list[object]] = [[] for _ in range(10 * gc.get_threshold()[0])]
        qtbot.waitUntil(lambda: gone() is None)
        assert kept
    finally:
        collection.close()
    assert gc.isenabled()


def test_a_collection_that_was_off_before_stays_off(qtbot: QtBot) -> None:
    GarbageCollection().close()
    assert not gc.isenabled()
