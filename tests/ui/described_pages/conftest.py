"""The pointer lies beside every window, so that nothing is drawn as pointed at."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

_BESIDE_EVERY_WINDOW = (20_000, 20_000)


@pytest.fixture(autouse=True)
def pointer_elsewhere(qapp: QApplication) -> None:
    """Other tests leave the pointer where they clicked last."""
    QCursor.setPos(*_BESIDE_EVERY_WINDOW)
    qapp.processEvents()
