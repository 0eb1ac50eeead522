"""The answer the demonstration gives to a survey question, whatever its type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from ptc_app.ui.demo.window_driver import WindowDriver

_TYPED_ANSWERS = {"home-zip": "78205", "day-sleep": "7.5"}
"""What is typed where the usual answer would not do, by link id."""

_NUMBERS = Qt.InputMethodHint.ImhFormattedNumbersOnly | Qt.InputMethodHint.ImhDigitsOnly


def answer_question(driver: WindowDriver, link_id: str) -> str:
    """Answer the current question by its type; the answer given, or "" while there is none."""
    controls = driver.named(f"answer:{link_id}")
    options = [c for c in controls if isinstance(c, QAbstractButton) and not _declines(c)]
    if any(option.isChecked() for option in options):
        return ""
    if options:
        driver.press(options[0])
        return options[0].objectName().rpartition(":")[2]
    if driver.has(f"answer:{link_id}:year"):
        driver.type(f"answer:{link_id}:day", "9")
        driver.choose(f"answer:{link_id}:month", 6)
        driver.type(f"answer:{link_id}:year", "2025")
        return "2025-06-09"
    return _typed(driver, link_id, controls)


def _typed(driver: WindowDriver, link_id: str, controls: list[QWidget]) -> str:
    for control in controls:
        if isinstance(control, QLineEdit | QPlainTextEdit):
            usual = "3" if control.inputMethodHints() & _NUMBERS else "San Antonio"
            driver.type(control.objectName(), _TYPED_ANSWERS.get(link_id, usual))
            return _TYPED_ANSWERS.get(link_id, usual)
    return ""


def _declines(control: QWidget) -> bool:
    return control.objectName().endswith(":declined")
