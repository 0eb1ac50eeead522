"""What participants do at the kiosk, from the opening of a page on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from tests.support.builders import MARK
from tests.support.page_contexts import KIOSK_CODE, PASSPHRASE
from tests.ui.described_pages.journey import Journey

Acts = Callable[[Journey], None]
Key = Qt.Key


def consent_signed(journey: Journey) -> None:
    """Read to the end, refused without a name and a signature, and signed."""
    _read(journey)
    journey.press("consent.yes")
    journey.type("consent.name", f"Maria {MARK} Delgado")
    journey.press("consent.yes")
    _draw(journey)
    journey.press("kiosk.back")
    journey.press("kiosk.next")
    journey.lose_store()
    journey.press("consent.yes")
    journey.find_store()
    journey.press_twice("consent.yes")
    journey.press("kiosk.language")
    journey.press("kiosk.next")


def consent_other_name(journey: Journey) -> None:
    """A yes under another name than the registered one, looked at once more, and kept."""
    _read(journey)
    journey.type("consent.name", "Ana Ruiz")
    _draw(journey)
    journey.press("consent.yes")
    journey.press("consent.change")
    journey.press("consent.yes")
    journey.lose_store()
    journey.press("consent.confirm")
    journey.find_store()
    journey.press_twice("consent.confirm")


def consent_refused(journey: Journey) -> None:
    """Another language, then a no that is taken back once."""
    journey.press("kiosk.next")
    journey.press("kiosk.language")
    _read(journey)
    journey.type("consent.name", "Ana Ruiz")
    journey.press("consent.no")
    journey.press("consent.change")
    journey.press("consent.no")
    journey.key(Key.Key_Escape)
    journey.press("consent.no")
    journey.press_twice("consent.confirm")
    journey.key(Key.Key_Return)


def consent_later(journey: Journey) -> None:
    """A decision for another day, with the text made larger on the way."""
    for _ in range(4):
        journey.press("kiosk.text-size")
    journey.press_twice("kiosk.next")
    journey.press_twice("kiosk.back")
    _read(journey)
    journey.press("consent.later")
    journey.press("consent.confirm")
    journey.press("kiosk.staff")


def survey_answered(journey: Journey) -> None:
    """Each question: Next without an answer, an answer, Next, to the end."""
    for _ in range(60):
        if journey.sees("kiosk.finish"):
            break
        _answer(journey)
    journey.press("kiosk.back")
    journey.press("kiosk.next")
    journey.lose_store()
    journey.press("kiosk.finish")
    journey.find_store()
    journey.press_twice("kiosk.finish")


def survey_skipped(journey: Journey) -> None:
    """What may be skipped is, in two languages."""
    for at in range(60):
        if journey.sees("kiosk.finish"):
            break
        if at in {3, 5}:
            journey.press("kiosk.language")
        if journey.sees("kiosk.skip"):
            journey.press("kiosk.skip")
        else:
            _answer(journey)
    journey.press("kiosk.staff")


def taken_back(journey: Journey) -> None:
    """No code, wrong codes, and the right one."""
    journey.press("kiosk.take-back")
    journey.type("kiosk.code", "111111")
    journey.key(Key.Key_Return)
    for _ in range(2):
        journey.type("kiosk.code", "222222")
        journey.press("kiosk.take-back")
    journey.lose_store()
    journey.type("kiosk.code", KIOSK_CODE)
    journey.press("kiosk.take-back")
    journey.find_store()
    journey.type("kiosk.code", KIOSK_CODE)
    journey.press_twice("kiosk.take-back")


def locked_by_guessing(journey: Journey) -> None:
    """The fifth wrong code locks."""
    for _ in range(5):
        journey.type("kiosk.code", "222222")
        journey.key(Key.Key_Return)


def help_asked(journey: Journey) -> None:
    """Help, twice; the staff's way; and back to the form."""
    journey.press("kiosk.help")
    journey.press("kiosk.is-staff")
    journey.key(Key.Key_Escape)
    journey.press("kiosk.resume")


def unlocked(journey: Journey) -> None:
    """Nothing, a wrong passphrase, and the right one."""
    journey.press("kiosk-lock.enter")
    journey.type("kiosk-lock.name", "nurse.1")
    journey.type("kiosk-lock.passphrase", "wrong")
    journey.key(Key.Key_Return)
    journey.lose_store()
    journey.type("kiosk-lock.passphrase", PASSPHRASE)
    journey.press("kiosk-lock.enter")
    journey.find_store()


def idle(journey: Journey) -> None:
    """The warning that the computer is about to lock, and its end."""
    page: Any = journey.page
    page.show_idle_warning("This computer locks in 30 seconds.")
    journey.note("nobody touches it")
    page.clear_idle_warning()
    journey.note("someone touches it")


def store_lost(journey: Journey) -> None:
    """The store cannot be used any more: what was asked for is refused."""
    journey.lose_store()
    journey.press("kiosk.next")
    if (name := next(iter(_names(journey, "answer:")), "")) and journey.sees("kiosk.skip"):
        journey.press(name)
        journey.press("kiosk.next")
    journey.press("kiosk.language")
    journey.find_store()
    journey.press("kiosk.next")
    journey.press("kiosk.staff")


def survey_lost(journey: Journey) -> None:
    """An answer cannot be saved any more."""
    journey.press("kiosk.next")
    store_lost(journey)


def _read(journey: Journey) -> None:
    while not journey.sees("consent.yes"):
        journey.press("kiosk.next")


def _draw(journey: Journey) -> None:
    pad = journey.find("consent.pad")
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    QTest.mouseMove(pad, QPoint(120, 110))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(160, 125))
    journey.note("draw a signature")


_WRITTEN = {
    "answer:about-arrival-year": "1990", "answer:home-zip": "78205",
    "answer:home-since:day": "3", "answer:home-since:year": "2019",
    "answer:health-last-visit:day": "3", "answer:health-last-visit:year": "2019",
}  # fmt: skip


def _answer(journey: Journey) -> None:
    """Next without an answer, which is refused; then an answer, and Next again."""
    names = [name for name in _names(journey, "answer:") if not name.endswith(":declined")]
    if names:
        journey.press("kiosk.next")
    is_date = any(name.endswith(":day") for name in names)
    for name in names if is_date else names[:1]:
        widget = journey.find(name)
        if isinstance(widget, QComboBox):
            journey.choose(name, 1)
        elif isinstance(widget, QAbstractButton):
            journey.press(name)
        elif isinstance(widget, QLineEdit):
            journey.type(name, _WRITTEN.get(name, "5"))
        else:
            QTest.keyClicks(widget, "x")
            journey.note(f"write into {name}")
    journey.press("kiosk.next")


def _names(journey: Journey, prefix: str) -> list[str]:
    found = journey.page.findChildren(QWidget)
    return [
        one.objectName() for one in found if one.objectName().startswith(prefix) and one.isVisible()
    ]


KIOSK_JOURNEYS: dict[str, tuple[str, Acts]] = {
    "consent, signed": ("consent", consent_signed),
    "consent, another name": ("consent", consent_other_name),
    "consent, refused": ("consent", consent_refused),
    "consent, later": ("consent", consent_later),
    "consent, idle": ("consent", idle),
    "consent, store lost": ("consent", store_lost),
    "survey, answered": ("survey", survey_answered),
    "survey, skipped": ("survey", survey_skipped),
    "survey, idle": ("survey", idle),
    "survey, store lost": ("survey", survey_lost),
    "kiosk return, taken back": ("kiosk return", taken_back),
    "kiosk return, locked": ("kiosk return", locked_by_guessing),
    "kiosk staff, help asked": ("kiosk staff", help_asked),
    "kiosk locked, unlocked": ("kiosk locked", unlocked),
    "kiosk return, idle": ("kiosk return", idle),
}
"""The state a journey begins in, and its acts."""
