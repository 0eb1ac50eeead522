"""Nothing of another test is left: no pointer on a widget, no page that is still to be deleted."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

_BESIDE_EVERY_WINDOW = (20_000, 20_000)


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> None:
    """Put the pointer beside every window, and delete what other tests have given up.

    A kiosk page sets the theme of the staff again when it is deleted, which it may be at any later
    event.
    """
    QCursor.setPos(*_BESIDE_EVERY_WINDOW)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
