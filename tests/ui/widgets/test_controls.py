"""Controls under real mouse, keyboard and pen events."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.typed_number import typed_number
from ptc_app.ui import theme as look
from ptc_app.ui.options.option_group import OptionGroup, SelectionMode
from ptc_app.ui.theme import ThemeName, current_look
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.date_field import DateField, DateLabels, DateProblem
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.number_field import NumberField
from ptc_app.ui.widgets.search_box import SearchBox
from ptc_app.ui.widgets.signature_pad import SignaturePad
from ptc_app.ui.widgets.signature_strokes import SignatureStrokes

_OPTIONS = (("n", "Never"), ("r", "Rarely"), ("o", "Often"), ("x", "Prefer not to answer"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def test_one_choice_is_told_and_replaced(qtbot: QtBot) -> None:
    group = _options(qtbot, SelectionMode.ONE)
    with qtbot.waitSignal(group.chosen) as told:
        _touch(group.button("n"))
    assert told.args == [("n",)]
    _touch(group.button("o"))
    assert group.selected() == ("o",)


def test_arrows_choose_among_radio_buttons(qtbot: QtBot) -> None:
    group = _options(qtbot, SelectionMode.ONE)
    _touch(group.button("n"))
    QTest.keyClick(group.button("n"), Qt.Key.Key_Down)
    assert group.selected() == ("r",)
    assert group.button("r").hasFocus()


def test_space_and_arrows_in_many(qtbot: QtBot) -> None:
    group = _options(qtbot, SelectionMode.MANY)
    group.button("n").setFocus()
    QTest.keyClick(group.button("n"), Qt.Key.Key_Space)
    QTest.keyClick(group.button("n"), Qt.Key.Key_Down)
    assert group.button("r").hasFocus()
    QTest.keyClick(group.button("r"), Qt.Key.Key_Space)
    assert group.selected() == ("n", "r")


def test_an_exclusive_answer_stands_alone(qtbot: QtBot) -> None:
    group = _options(qtbot, SelectionMode.MANY)
    _touch(group.button("n"))
    _touch(group.button("r"))
    _touch(group.button("x"))
    assert group.selected() == ("x",)
    _touch(group.button("o"))
    assert group.selected() == ("o",)


def test_selecting_by_program_says_nothing_and_can_clear(qtbot: QtBot) -> None:
    group = _options(qtbot, SelectionMode.ONE)
    with qtbot.assertNotEmitted(group.chosen):
        group.select(["r"])
        group.select([])
    assert group.selected() == ()


@pytest.mark.parametrize(
    ("choice", "role"),
    [
        (SelectionMode.ONE, QAccessible.Role.RadioButton),
        (SelectionMode.MANY, QAccessible.Role.CheckBox),
    ],
)
def test_screen_readers_know_the_kind_and_the_state(
    qtbot: QtBot, choice: SelectionMode, role: QAccessible.Role
) -> None:
    group = _options(qtbot, choice)
    group.select(["n"])
    seen = QAccessible.queryAccessibleInterface(group.button("n"))
    assert seen.role() == role
    assert seen.state().checked
    assert seen.text(QAccessible.Text.Name) == "Never"


def test_columns_follow_the_room(qtbot: QtBot) -> None:
    group = _options(qtbot, SelectionMode.ONE)
    group.resize(1100, 400)
    qtbot.waitUntil(lambda: group.columns() == 2)
    group.resize(500, 900)
    qtbot.waitUntil(lambda: group.columns() == 1)


def read_english(text: str) -> Decimal | None:
    return typed_number(text, Language("en")).value


def test_a_number_takes_point_and_comma(qtbot: QtBot) -> None:
    field = NumberField(name="Height", read=read_english, unit="cm")
    qtbot.addWidget(field)
    heard: list[Decimal | None] = []
    field.entered.connect(heard.append)
    QTest.keyClicks(field.edit, "172,5x")
    assert heard[-3:] == [Decimal("172"), Decimal("172.5"), None]
    assert field.text() == "172,5x"
    assert field.edit.accessibleName() == "Height, cm"


def test_a_date_is_told_when_it_is_whole(qtbot: QtBot) -> None:
    field = _date(qtbot)
    heard: list[date | None] = []
    field.entered.connect(heard.append)
    QTest.keyClicks(field.day, "12")
    assert field.problem() is DateProblem.PARTIAL
    QTest.keyClicks(field.month, "Mar")
    QTest.keyClicks(field.year, "1961")
    assert heard[-1] == date(1961, 3, 12)
    assert field.problem() is DateProblem.NONE


def test_a_date_stands_in_the_order_of_the_language_and_is_said_back(qtbot: QtBot) -> None:
    labels = DateLabels("Día", "Mes", "Año", _MONTHS, ("day", "month", "year"))
    spanish = DateField(labels, date.isoformat, name="Fecha")
    english = _date(qtbot)
    qtbot.addWidget(spanish)
    spanish.show()
    assert spanish.day.x() < spanish.month.x() < spanish.year.x()
    assert english.month.x() < english.day.x() < english.year.x()
    assert (spanish.focusProxy(), english.focusProxy()) == (spanish.day, english.month)
    spanish.set_date(date(1948, 3, 12))
    assert "1948-03-12" in [label.text() for label in spanish.findChildren(QLabel)]
    spanish.set_date(None)
    assert "1948-03-12" not in [label.text() for label in spanish.findChildren(QLabel)]


def test_the_thirty_first_of_february_is_impossible(qtbot: QtBot) -> None:
    field = _date(qtbot)
    field.set_date(date(1961, 3, 31))
    field.month.setCurrentIndex(2)
    assert field.problem() is DateProblem.IMPOSSIBLE
    assert field.value() is None


@pytest.mark.parametrize(
    ("day", "year"), [("\u0661\u0662", "1961"), ("12", "１９６１"), ("1x", "1961")]
)
def test_a_date_is_written_with_the_digits_0_to_9(qtbot: QtBot, day: str, year: str) -> None:
    field = _date(qtbot)
    field.month.setCurrentIndex(3)
    field.day.insert(day)
    field.year.insert(year)
    assert field.value() is None
    assert field.problem() is DateProblem.NOT_DIGITS
    assert field.day.text() == day


def test_setting_a_date_says_nothing(qtbot: QtBot) -> None:
    field = _date(qtbot)
    with qtbot.assertNotEmitted(field.entered):
        field.set_date(date(1961, 3, 12))
        field.set_date(None)
    assert field.problem() is DateProblem.EMPTY


def test_a_signature_is_kept_as_strokes(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    with qtbot.waitSignal(pad.changed):
        _draw(pad, (60, 60), (90, 90), (120, 60))
    _draw(pad, (60, 120), (120, 120))
    first, second = pad.strokes()
    assert [(x, y) for x, y, *_ in first][:3] == [(60, 60), (90, 90), (120, 60)]
    for stroke in (first, second):
        times = [milliseconds for *_, milliseconds, _pressure in stroke]
        assert times[0] == 0
        assert times == sorted(times)
    assert not pad.is_empty()


def test_a_finger_signs(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(60, 60))
    QTest.touchEvent(pad, finger).move(0, QPoint(90, 80))
    QTest.touchEvent(pad, finger).release(0, QPoint(90, 80))
    (stroke,) = pad.strokes()
    first, last = stroke
    assert (last[0] - first[0], last[1] - first[1]) == (30, 20)


def test_a_pen_signs_with_its_pressure(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    for kind, x, pressure in (
        (QEvent.Type.TabletPress, 60.0, 0.25),
        (QEvent.Type.TabletMove, 90.0, 0.5),
        (QEvent.Type.TabletRelease, 90.0, 0.0),
    ):
        QApplication.sendEvent(pad, _pen_event(kind, QPointF(x, 60), pressure))
    (stroke,) = pad.strokes()
    assert [(x, round(pressure, 2)) for x, _y, _time, pressure in stroke] == [
        (60, 0.25),
        (90, 0.5),
    ]


def test_a_mouse_draws_with_the_left_button_alone_and_full_pressure(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    QTest.mousePress(pad, Qt.MouseButton.RightButton, pos=QPoint(60, 60))
    QTest.mouseMove(pad, QPoint(90, 60))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton, pos=QPoint(90, 60))
    assert pad.is_empty()
    _draw(pad, (60, 60), (90, 60))
    (stroke,) = pad.strokes()
    assert {pressure for *_, pressure in stroke} == {1.0}


def test_clear_takes_the_signature_away(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    _draw(pad, (60, 60), (90, 90))
    (button,) = pad.findChildren(type(primary_button("")))
    with qtbot.waitSignal(pad.changed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pad.is_empty()


def test_the_image_of_a_signature_is_a_png_that_shows_it(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    blank = pad.image_png()
    _draw(pad, (60, 60), (90, 90))
    assert blank.startswith(b"\x89PNG")
    assert pad.image_png() != blank


def test_a_smaller_pad_keeps_and_shows_the_whole_signature(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    _draw(pad, (60, 60), (460, 220))
    drawn_on, before, picture = pad.size(), pad.strokes(), pad.image_png()
    pad.setMinimumSize(1, 1)
    pad.resize(drawn_on / 2)
    assert pad.strokes() == before
    assert pad.canvas_size() == drawn_on
    assert pad.image_png() == picture
    shown = pad.grab().toImage()
    ratio = shown.devicePixelRatio()
    middle_of_the_line = QPoint(round(130 * ratio), round(70 * ratio))
    assert shown.pixelColor(middle_of_the_line) == current_look().colour("ink")


def test_a_stroke_on_a_smaller_pad_is_where_it_was_drawn(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    _draw(pad, (60, 60), (90, 90))
    wide = pad.size()
    pad.setMinimumSize(1, 1)
    pad.resize(240, 300)
    _draw(pad, (100, 50), (120, 280))
    assert [(x, y) for x, y, *_ in pad.strokes()[1]][:2] == [(200, 100), (240, 560)]
    assert pad.canvas_size() == QSize(wide.width(), 600)


def test_a_stroke_that_leaves_the_pad_stays_on_its_edge(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    _draw(pad, (60, 60), (900, -40))
    assert pad.strokes()[0][1][:2] == (480, 0)


def test_after_clear_the_canvas_is_the_pad_again(qtbot: QtBot) -> None:
    pad = _pad(qtbot)
    _draw(pad, (60, 60), (90, 90))
    pad.setMinimumSize(1, 1)
    pad.resize(240, 120)
    pad.clear()
    assert pad.canvas_size() == pad.size()


def test_searching_waits_for_a_pause_but_not_after_enter(qtbot: QtBot) -> None:
    box = SearchBox(name="Search", placeholder="Name", key="Ctrl K")
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.searched) as told:
        QTest.keyClicks(box, "ana ")
    assert told.args == ["ana"]
    heard: list[str] = []
    box.searched.connect(heard.append)
    QTest.keyClicks(box, "o")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["ana o"]


def test_a_problem_is_shown_described_and_taken_away(qtbot: QtBot) -> None:
    edit = QLineEdit()
    field = LabelledField("&Name", edit, hint="As on the card")
    qtbot.addWidget(field)
    field.show()
    assert edit.accessibleName() == "Name"
    assert edit.accessibleDescription() == "As on the card"
    before = field.sizeHint().height()
    field.show_problem("Write a name")
    assert edit.accessibleDescription() == "Write a name"
    assert field.sizeHint().height() > before
    field.show_problem("")
    assert field.sizeHint().height() == before
    assert edit.accessibleDescription() == "As on the card"


def test_a_banner_says_and_acts(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_message(Tone.WARN, "No network", "Saved here.", action="Try again")
    assert banner.accessibleName() == "No network"
    (button,) = banner.findChildren(type(primary_button("")))
    with qtbot.waitSignal(banner.acted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    banner.clear()
    assert banner.isHidden()


def test_the_ring_stands_around_what_has_the_keyboard(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    area = QScrollArea()
    area.setWidgetResizable(True)
    sheet = QWidget()
    area.setWidget(sheet)
    button, edit = primary_button("Send"), QLineEdit()
    QVBoxLayout(sheet).addWidget(button)
    column = QVBoxLayout(page)
    column.addWidget(area)
    column.addWidget(edit)
    page.show()
    page.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(lambda: _ring_color_left_of(page, edit))
    button.setFocus()
    qtbot.waitUntil(lambda: _ring_color_left_of(page, button))
    assert not _ring_color_left_of(page, edit)


def _ring_color_left_of(page: QWidget, widget: QWidget) -> bool:
    middle = widget.mapTo(page, QPoint(0, widget.height() // 2))
    drawn = page.grab().toImage().pixelColor(middle - QPoint(3, 0))
    return drawn == look.current_look().colour("focus")


def _options(qtbot: QtBot, choice: SelectionMode) -> OptionGroup:
    group = OptionGroup(_OPTIONS, name="How often?", multiple=choice, exclusive=frozenset({"x"}))
    qtbot.addWidget(group)
    group.show()
    group.activateWindow()
    qtbot.waitUntil(group.isActiveWindow)
    return group


def _date(qtbot: QtBot) -> DateField:
    field = DateField(
        DateLabels("Day", "Month", "Year", _MONTHS), date.isoformat, name="Birth date"
    )
    qtbot.addWidget(field)
    field.show()
    return field


def _pad(qtbot: QtBot) -> SignaturePad:
    pad = SignaturePad(name="Signature", hint="Sign here", clear_text="Clear", most_points=1000)
    qtbot.addWidget(pad)
    pad.resize(480, 240)
    pad.show()
    return pad


def _pen_event(kind: QEvent.Type, at: QPointF, pressure: float) -> QTabletEvent:
    no_tilt_or_turn = (0.0, 0.0, 0.0, 0.0, 0.0)
    button = Qt.MouseButton.LeftButton
    released = kind is QEvent.Type.TabletRelease
    return QTabletEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        at,
        at,
        pressure,
        *no_tilt_or_turn,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.NoButton if kind is QEvent.Type.TabletMove else button,
        Qt.MouseButton.NoButton if released else button,
    )


def _draw(pad: SignaturePad, first: tuple[int, int], *others: tuple[int, int]) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*first))
    for place in others:
        QTest.mouseMove(pad, QPoint(*place))
    last = others[-1] if others else first
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*last))


def _touch(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_signature_of_a_million_points_keeps_its_course(qtbot: QtBot) -> None:
    strokes, pad = SignatureStrokes(most_points=1000), QSize(1000, 100)
    strokes.begin(QPointF(0, 50), pad, 0, 1.0)
    for step in range(1, 1_000_000):
        strokes.extend(QPointF(step / 1000, 50), pad, step, 1.0)
    assert strokes.end()
    (line,) = strokes.ended
    assert 500 <= len(line) <= 1000
    assert line[0][0] == 0
    assert line[-1][0] == pytest.approx(999.999)
    assert max(after[0] - here[0] for here, after in pairwise(line)) < 5


def test_more_dots_than_points_are_not_kept(qtbot: QtBot) -> None:
    strokes, pad = SignatureStrokes(most_points=10), QSize(100, 100)
    for dot in range(20):
        strokes.begin(QPointF(dot, 1), pad, 0, 1.0)
        strokes.end()
    assert len(strokes.ended) == 10
