"""The keys on the screen: when they come, what they type, and that nothing else moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.kiosk.keyboard.key_button import KeyButton
from ptc_app.ui.kiosk.keyboard.key_layouts import KeyLayout, key_rows
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame
from ptc_app.ui.theme import ThemeName
from ptc_app.ui.widgets.labels import heading_label

EN, ES = Localizer(Language("en")), Localizer(Language("es"))
SIZES = [(1024, 600), (1366, 768), (1080, 1920)]
LEFT = Qt.MouseButton.LeftButton


class Fields(QWidget):
    """A page with a field of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.count, self.weight = QLineEdit(), QLineEdit(), QLineEdit()
        self.notes = QPlainTextEdit()
        self.count.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.weight.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        column = QVBoxLayout(self)
        column.addWidget(heading_label("In which city or town and state were you born?"))
        for field in (self.name, self.count, self.weight, self.notes):
            field.setProperty("scale", "kiosk")
            column.addWidget(field)
        self.setFocusProxy(self.name)


class Kiosk:
    """A frame with a page of fields, as a person uses it."""

    def __init__(self, qtbot: QtBot, tr: Localizer = EN, size: tuple[int, int] = (1366, 768)):
        self.frame = KioskFrame(tr, available_languages())
        qtbot.addWidget(self.frame)
        self.frame.resize(*size)
        self.frame.show()
        self.frame.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.frame)
        self.page = Fields()
        self.show(self.page)

    def show(self, page: QWidget) -> None:
        self.frame.show_page(page, "")
        settle()

    def touch(self, field: QWidget) -> None:
        QTest.mouseClick(field, LEFT)
        settle()

    def keys(self) -> dict[str, KeyButton]:
        """The keys that can be seen, by what they are called."""
        seen = (key for key in self.frame.findChildren(KeyButton) if key.isVisible())
        return {key.accessibleName(): key for key in seen}

    def press(self, *names: str) -> None:
        for name in names:
            QTest.mouseClick(self.keys()[name], LEFT)
        settle()

    def press_if_shown(self, name: str) -> None:
        key = self.keys().get(name)
        if key is not None:
            QTest.mouseClick(key, LEFT)
            settle()

    def button(self, name: str) -> QWidget | None:
        found = self.frame.findChild(QWidget, name)
        return found if found is not None and found.isVisible() else None

    def rect(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.frame, QPoint()), widget.size())


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    yield
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.fixture
def kiosk(qtbot: QtBot) -> Kiosk:
    return Kiosk(qtbot)


def test_keys_come_when_a_field_is_touched_and_type_into_it(kiosk: Kiosk) -> None:
    assert not kiosk.keys()
    kiosk.touch(kiosk.page.name)
    kiosk.press("S", "a", "n", "space", "Capital letters", "J")
    kiosk.press("o", "s", "Erase")
    assert kiosk.page.name.text() == "San Jo"
    assert QApplication.focusWidget() is kiosk.page.name


@pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
def test_one_tap_turns_the_vowels_and_the_tilde_is_always_there(
    qtbot: QtBot, tr: Localizer
) -> None:
    kiosk = Kiosk(qtbot, tr)
    kiosk.touch(kiosk.page.name)
    kiosk.press("Ñ", "a", "ñ", tr("Letters with accents"))
    assert {"á", "é", "í", "ó", "ú", "ü"} <= kiosk.keys().keys()
    kiosk.press("n", "ú", "u")
    assert kiosk.page.name.text() == "Ñañnúu"


def test_number_fields_have_digits_and_only_the_decimal_ones_a_point(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.count)
    assert kiosk.keys().keys() == {*"1234567890", "Erase", "Hide keys"}
    kiosk.press("1", "2", "3", "Erase")
    kiosk.touch(kiosk.page.weight)
    kiosk.press("7", "period", "5")
    assert (kiosk.page.count.text(), kiosk.page.weight.text()) == ("12", "7.5")


def test_signs_are_one_tap_away(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.notes.viewport())
    kiosk.press("Numbers and signs", "opening question mark")
    kiosk.press("5", "Letters", "A")
    assert kiosk.page.notes.toPlainText() == "¿5A"


class Events(QObject):
    """The key events that a field gets."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[tuple[QEvent.Type, int, str]] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent):
            assert event.modifiers() == Qt.KeyboardModifier.NoModifier
            self.keys.append((event.type(), event.key(), event.text()))
        return False


def test_every_key_sends_a_character_or_backspace_and_nothing_else(kiosk: Kiosk) -> None:
    events = Events()
    kiosk.page.name.installEventFilter(events)
    kiosk.touch(kiosk.page.name)
    for layout in ("Letters", "Numbers and signs"):
        for name in list(kiosk.keys()):
            if name not in {"Hide keys", "Letters", "Numbers and signs"}:
                kiosk.press_if_shown(name)
        kiosk.press("Numbers and signs" if layout == "Letters" else "Letters")
    sent = {(key, text) for kind, key, text in events.keys if kind == QEvent.Type.KeyPress}
    assert (int(Qt.Key.Key_Backspace), "\b") in sent
    assert all(len(text) == 1 and key < 0x100 for key, text in sent if text != "\b")


def test_edits_are_those_of_a_person(qtbot: QtBot, kiosk: Kiosk) -> None:
    kiosk.page.name.setMaxLength(1)
    kiosk.touch(kiosk.page.name)
    with qtbot.waitSignal(kiosk.page.name.textEdited) as told:
        kiosk.press("Q")
    kiosk.press("w")
    assert told.args == ["Q"]
    assert kiosk.page.name.text() == "Q"


def test_a_hardware_keyboard_sends_the_keys_away(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.name)
    QTest.keyClick(kiosk.page.name, Qt.Key.Key_A)
    settle()
    assert not kiosk.keys()
    kiosk.show(Fields())
    assert not kiosk.keys()


def test_focus_by_itself_brings_no_keys_but_a_button_offers_them(kiosk: Kiosk) -> None:
    assert QApplication.focusWidget() is kiosk.page.name
    assert not kiosk.keys()
    kiosk.page.notes.hide()
    kiosk.show(kiosk.page)
    show = kiosk.button("keys.show")
    assert show is not None
    kiosk.touch(show)
    assert kiosk.keys()
    kiosk.press("Hide keys")
    assert not kiosk.keys()
    assert kiosk.button("keys.show") is show


def test_keys_come_with_the_next_field_once_they_were_used(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.name)
    kiosk.show(QWidget())
    assert not kiosk.keys()
    assert kiosk.button("keys.show") is None
    kiosk.show(Fields())
    assert kiosk.keys()


def test_keys_come_with_the_first_field_where_next_was_touched(qtbot: QtBot, kiosk: Kiosk) -> None:
    screen = QTest.createTouchDevice()
    kiosk.show(QWidget())
    at = kiosk.rect(kiosk.frame.next).center()
    touch = QTest.touchEvent(kiosk.frame, screen)
    touch.press(1, at, kiosk.frame)
    touch.commit()
    release = QTest.touchEvent(kiosk.frame, screen)
    release.release(1, at, kiosk.frame)
    release.commit()
    settle()
    kiosk.show(Fields())
    assert kiosk.keys()


def test_what_had_the_focus_meanwhile_does_not_get_what_is_typed(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.name)
    kiosk.frame.back.setFocus()
    kiosk.press("Q")
    assert kiosk.page.name.text() == "Q"
    assert QApplication.focusWidget() is kiosk.page.name


@pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100 %", "200 %"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_below_moves_and_the_field_stays_in_view(
    qtbot: QtBot, qapp: QApplication, tr: Localizer, size: tuple[int, int], scale: float
) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), scale)
    kiosk = Kiosk(qtbot, tr, size)
    frame = kiosk.frame
    foot = [kiosk.rect(one) for one in (frame.back, frame.skip, frame.next)]
    for field in (kiosk.page.name, kiosk.page.count, kiosk.page.weight):
        QTest.mouseClick(field, LEFT)
        settle()
        assert frame.size().toTuple() == size
        assert [kiosk.rect(one) for one in (frame.back, frame.skip, frame.next)] == foot
        seen = field.visibleRegion().boundingRect()
        assert seen == field.rect(), (seen, field.rect())
        for key in kiosk.keys().values():
            assert key.width() >= 64
            assert key.height() >= 64
            assert frame.rect().contains(kiosk.rect(key))
    kiosk.press(tr("Hide keys"))
    assert frame.head.isVisible()


@pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
def test_every_key_is_a_button_with_a_name_of_its_own(qtbot: QtBot, tr: Localizer) -> None:
    kiosk = Kiosk(qtbot, tr)
    kiosk.touch(kiosk.page.name)
    for _ in range(2):
        seen = [key for key in kiosk.frame.findChildren(KeyButton) if key.isVisible()]
        assert len(kiosk.keys()) == len(seen)
        for key in seen:
            described = QAccessible.queryAccessibleInterface(key)
            assert described.role() is QAccessible.Role.Button
            assert key.focusPolicy() is Qt.FocusPolicy.NoFocus
        kiosk.press_if_shown(tr("Numbers and signs"))


def test_a_screen_reader_presses_a_key(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.name)
    kiosk.keys()["Q"].click()
    assert kiosk.page.name.text() == "Q"


def test_the_keys_of_a_secret_show_nothing(kiosk: Kiosk) -> None:
    kiosk.page.count.setEchoMode(QLineEdit.EchoMode.Password)
    kiosk.touch(kiosk.page.count)
    key = kiosk.keys()["5"]
    before = key.grab().toImage()
    key.setDown(True)
    assert key.grab().toImage() == before
    key.setDown(False)
    kiosk.press("5")
    texts = [key.text() for key in kiosk.keys().values()]
    assert texts.count("5") == 1


def test_the_keys_of_a_field_show_that_they_are_pressed(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.name)
    key = kiosk.keys()["Q"]
    before = key.grab().toImage()
    key.setDown(True)
    assert key.grab().toImage() != before


@pytest.mark.parametrize("layout", KeyLayout)
def test_the_rows_of_a_layout_are_equally_wide(layout: KeyLayout) -> None:
    rows = key_rows(layout)
    reach: Callable[[int], float] = lambda row: sum(  # noqa: E731 - with the tall keys above
        key.width for above in range(row + 1) for key in rows[above]
        if above == row or above + key.height > row
    )  # fmt: skip
    assert len({round(reach(row), 3) for row in range(len(rows))}) == 1


def test_the_language_of_the_keys_is_that_of_the_page(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.page.name)
    kiosk.frame.say_in(ES)
    assert {ES("Erase"), ES("Hide keys")} <= kiosk.keys().keys()
    assert ES("Erase") != "Erase"
