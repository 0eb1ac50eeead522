"""The widgets of the program in their states, each as large as its description says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHoverEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ptc_app.domain.language import Language
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.icons import themed_icon
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame, KioskNotice
from ptc_app.ui.layouts.flow_layout import SpareWidth, flow_row
from ptc_app.ui.layouts.form_grid import FormGrid
from ptc_app.ui.layouts.two_columns import TwoColumns
from ptc_app.ui.lists.cells import (
    ActionCell,
    Cell,
    ListColumn,
    StatusCell,
    TextCell,
    TextLine,
    TextStyle,
    text_cell,
)
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.options.option_group import OptionGroup, SelectionMode
from ptc_app.ui.staff_frame import StaffFrame
from ptc_app.ui.staff_status_line import StatusLine
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.big_number import BigNumber
from ptc_app.ui.widgets.buttons import (
    IconPosition,
    danger_button,
    link_button,
    primary_button,
    secondary_button,
    small_button,
)
from ptc_app.ui.widgets.card import Card, divider
from ptc_app.ui.widgets.date_field import DateField, DateLabels
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import (
    Tone,
    body_label,
    bold_label,
    caption_label,
    chip_label,
    figure_label,
    heading_label,
    key_label,
    muted_label,
    tabular_label,
    title_label,
)
from ptc_app.ui.widgets.navigation_rail import NavigationEntry, NavigationRail
from ptc_app.ui.widgets.number_field import NumberField
from ptc_app.ui.widgets.save_indicator import SaveIndicator, SaveState
from ptc_app.ui.widgets.search_box import SearchBox
from ptc_app.ui.widgets.signature_pad import SignaturePad
from ptc_app.ui.widgets.stage_list import StageAction, StageList, StageRow, StageRowState
from ptc_app.ui.widgets.worded_progress import WordedProgress
from tests.support.builders import MORNING, an_author
from tests.support.page_contexts import InlineExecutor

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = "Often, but only on days when it rains the whole morning"
_OPTIONS = (("n", "Never"), ("r", "Rarely"), ("o", _LONG), ("x", "Prefer not to answer"))


def options(mode: SelectionMode, scale: Audience, *selected: str) -> OptionGroup:
    group = OptionGroup(
        _OPTIONS, name="How often?", multiple=mode, exclusive=frozenset({"x"}), scale=scale
    )
    group.select(selected)
    return group


def options_pointed_at() -> OptionGroup:
    """The pointer is on the second option."""
    group = options(ONE, STAFF)
    group.findChildren(QAbstractButton)[1].setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    return group


def banners() -> QWidget:
    """One of each tone, with and without text and action."""
    found = []
    for tone in Tone:
        banner = Banner()
        is_long = tone in {Tone.WARN, Tone.STOP}
        banner.show_message(tone, f"A {tone} title", "More of it." * is_long, action="Go" * is_long)
        found.append(banner)
    kiosk = Banner(scale=Audience.KIOSK)
    kiosk.show_message(Tone.INFO, "At the kiosk", "More of it.")
    return column(*found, kiosk)


def labels() -> QWidget:
    """A label of each kind, for both audiences where there are two."""
    makers = (title_label, heading_label, body_label, bold_label, muted_label, caption_label,
              figure_label, tabular_label)  # fmt: skip
    both = [make("Words 12", scale=scale) for make in makers for scale in Audience]
    chips = [chip_label(tone, tone) for tone in Tone]
    return column(*both, *chips, key_label("Enter"))


def buttons() -> QWidget:
    """A button of each kind, with and without an icon on either side."""
    makers = (primary_button, secondary_button, link_button, danger_button)
    plain = [make("&Press", scale=scale) for make in makers for scale in Audience]
    after = [make("Press", icon="check", side=IconPosition.AFTER) for make in makers]
    before = [make("Press", icon="check") for make in makers]
    return column(*plain, *after, *before, small_button("Small", icon="users"))


def fields() -> QWidget:
    """Fields of a form: empty, filled, with a hint, and wrong."""
    labels = DateLabels("Day", "Month", "Year", _MONTHS)
    born, visited = (
        DateField(labels, date.isoformat, name="Born"),
        DateField(labels, date.isoformat, name="Visited", scale=Audience.STAFF),
    )
    born.set_date(date(961, 3, 2))
    visited.show_problem(wrong=True)
    height = NumberField(name="Height", read=_no_number, unit="cm", digits=5)
    height.set_text(f"{Decimal('172.5')}")
    weight = NumberField(name="Weight", read=_no_number, scale=Audience.KIOSK)
    weight.show_problem(wrong=True)
    name = LabelledField("&Name", QLineEdit(), hint="As on the card")
    wrong = LabelledField("Name", QLineEdit(), scale=Audience.KIOSK)
    wrong.show_problem("Write a name")
    drop_down = DropDown(name="Sex")
    drop_down.addItems(["", "Female", "Male"])
    return column(born, visited, height, weight, name, wrong, drop_down)


def _no_number(_text: str) -> None:
    return None


def signs() -> QWidget:
    """Progress, what is saved, a figure, an empty list."""
    progress = WordedProgress(scale=Audience.KIOSK)
    progress.show_progress("Question 8 of 22", 8, 22)
    nothing = WordedProgress()
    nothing.show_progress("Nothing to do", 0, 0)
    ticks = [SaveIndicator() for _ in SaveState]
    for tick, state in zip(ticks, SaveState, strict=True):
        tick.show_state(state, state.value * (state is not SaveState.NOTHING))
    empty = EmptyState("No visits yet", "Search for someone.", secondary_button("Register"))
    number = BigNumber("Waiting", "6", Tone.WARN)
    return column(progress, nothing, *ticks, number, divider(), empty)


def search_boxes() -> QWidget:
    """An empty box, and one that is typed in."""
    boxes = [SearchBox(name="Search", placeholder="Name", key="Ctrl+K") for _ in range(2)]
    boxes[1].setText("ruiz")
    return column(*boxes)


def stages() -> StageList:
    """A stage in each state; those that can be, with actions."""
    listed = StageList(name="Stages")
    begin, skip = StageAction("begin", "Begin", "primary"), StageAction("skip", "Skip", "link")
    rows = [
        StageRow(
            state.value, f"A stage {state.value}", "Six minutes" * (number % 2), state,
            state.value.title(), note="15:00 · Ana" * (number % 2),
            actions=(begin, skip) if state is StageRowState.NOW else (),
        )
        for number, state in enumerate(StageRowState)
    ]  # fmt: skip
    listed.set_rows(rows)
    return listed


def rail() -> NavigationRail:
    entries = [NavigationEntry("today", "Today", "sun"), NavigationEntry("sync", "Sync", "users")]
    made = NavigationRail(
        entries,
        name="Places",
        title="Center",
        subtitle="Springfield · desk 2",
        lock_text="Lock",
        lock_key="F9",
    )
    made.set_current("sync")
    made.set_person("Ana Ortiz", "Coordinator")
    return made


def status_line() -> StatusLine:
    line = StatusLine(name="Status")
    line.show_saved("Saved on this computer", "10:42")
    line.show_sync("1,412 recorded = 405 received & more")
    line.show_network("No network since 10:15", Tone.WARN)
    return line


def neutral_status_line() -> StatusLine:
    line = StatusLine(name="Status")
    line.show_network("Not known yet", Tone.NEUTRAL)
    return line


def signed_pad() -> SignaturePad:
    """A pad with a line and a dot on it."""
    pad = SignaturePad(name="Signature", hint="Sign here", clear_text="Clear", most_points=1000)
    pad.resize(480, 260)
    for stroke in (((60, 60), (90, 90), (120, 60), (150, 80)), ((200, 200),)):
        places = [QPoint(*place) for place in stroke]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(pad, place)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])
    return pad


def empty_pad() -> SignaturePad:
    return SignaturePad(name="Signature", hint="Sign here", clear_text="Clear", most_points=1000)


def a_list() -> ListCard:
    """Every kind of cell, also where it has to wrap, and a column that may be left out."""

    def name(row: str, _at: int) -> Cell:
        styles = [TextLine(style.value, style) for style in TextStyle]
        return TextCell((TextLine(row, TextStyle.STRONG), *styles[2:]))

    def status(row: str, at: int) -> Cell:
        return StatusCell("In force", list(Tone)[at], "since this morning at ten" * (at % 2))

    def action(row: str, at: int) -> Cell:
        return ActionCell("open", "Open", f"Open, {row}", is_primary=at == 0)

    columns: tuple[ListColumn[str], ...] = (
        ListColumn("Time", lambda _row, _at: text_cell("10:42")),
        ListColumn("Name", name, stretch=3),
        ListColumn("Status", status, stretch=2),
        ListColumn("Note", lambda _row, _at: text_cell("P-1234-5678"), may_hide=True),
        ListColumn("", action, spoken_header="Action"),
    )
    model = PagedModel[str](columns, TaskQueue(InlineExecutor()), key_of=str, name_of=str)
    empty = EmptyState("Nothing here", "Search for someone.")
    panel = ListCard(model, name="People", object_name="people", empty=empty)
    model.set_rows(["Ana Ruiz", "Berta Soto of a long family name", "Carla"])
    return panel


def selected_list() -> ListCard:
    """The keyboard is on the action of the second row."""
    panel = a_list()
    panel.show()
    panel.activateWindow()
    panel.table.setFocus()
    panel.table.select_row(1)
    return panel


def list_pointed_at() -> ListCard:
    """The pointer is on the action of the second row."""
    panel = a_list()
    panel.resize(1100, 400)
    panel.show()
    QApplication.processEvents()
    table = panel.table
    place = QPointF(table.visualRect(table.model().index(1, 4)).center())
    hover = QHoverEvent(QEvent.Type.HoverMove, place, place, QPointF())
    QApplication.sendEvent(table.viewport(), hover)
    return panel


def columns() -> QWidget:
    """Fields in columns, two columns, and rows that flow."""
    words = [QLabel(f"word {number}") for number in range(8)]
    for word in words:
        word.setFixedSize(100, 20)
    flow = flow_row(*words[:4], gap=8)
    apart = flow_row(*words[4:6], gap=8, spread=SpareWidth.BEFORE_LAST)
    edits: list[QWidget] = [QLineEdit(), QLineEdit(), QLineEdit()]
    grid = FormGrid([LabelledField("Name", edit) for edit in edits], columns=3)
    card = Card(name="A card")
    card.add(body_label("On a card"), divider())
    return column(flow, apart, grid, TwoColumns([words[6]], [words[7]]), card)


def column(*widgets: QWidget) -> QWidget:
    """These widgets below each other, with nothing between them."""
    box = QWidget()
    rows = QVBoxLayout(box)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    for widget in widgets:
        rows.addWidget(widget)
    rows.addStretch(1)
    return box


def icons() -> QWidget:
    """An icon with room at its right, at its left, and without."""
    made = [QLabel() for _ in range(3)]
    for label, gap in zip(made, (0, 4, -4), strict=True):
        label.setPixmap(themed_icon("check", "good", 20, gap=gap).pixmap(20 + abs(gap), 20))
    return column(*made)


def main_window() -> MainWindow:
    """The window with the frame of the staff around a page."""
    window = MainWindow()
    frame = StaffFrame(an_author(), ENGLISH)
    window.open_frame(frame)
    frame.show_saved(MORNING)
    frame.show_counts(DeliveryCounts(received=1405, waiting=6, needs_attention=1))
    window.show_page(body_label("A page"), "participants")
    return window


def kiosk_frame() -> KioskFrame:
    """A page at the kiosk with every button, a warning, and an answer that is saved."""
    frame = KioskFrame(ENGLISH, available_languages())
    frame.show_page(KioskNotice("A title", "A text."), "A title")
    frame.head.show_progress("Question 3 of 12", 3, 12)
    frame.show_idle_warning("This computer locks soon.")
    frame.banner.show_message(Tone.STOP, "It is not saved", "Try again.")
    frame.tick.reserve("Your answer is saved on this computer")
    frame.tick.show_state(SaveState.SAVED, "Your answer is saved")
    return frame


def refusing_kiosk_frame() -> KioskFrame:
    frame = kiosk_frame()
    frame.refuse("It cannot be opened", "Ask the staff.", ENGLISH)
    return frame


ENGLISH = Localizer(Language("en"))
ONE, MANY = SelectionMode.ONE, SelectionMode.MANY
STAFF, KIOSK = Audience.STAFF, Audience.KIOSK

WIDGETS: dict[str, tuple[Callable[[], QWidget], int, int]] = {
    "options, one of many": (lambda: options(ONE, KIOSK, "r"), 500, 420),
    "options, in two columns": (lambda: options(ONE, STAFF, "x"), 1100, 300),
    "options, some of many": (lambda: options(MANY, KIOSK, "n", "o"), 500, 460),
    "options, for the staff": (lambda: options(MANY, STAFF, "n"), 300, 300),
    "options, one pointed at": (options_pointed_at, 500, 300),
    "banners": (banners, 600, 600),
    "labels": (labels, 500, 900),
    "buttons": (buttons, 300, 1200),
    "fields": (fields, 600, 800),
    "signs": (signs, 600, 600),
    "search boxes": (search_boxes, 400, 120),
    "stages": (stages, 700, 500),
    "rail": (rail, 220, 600),
    "rail, low": (rail, 220, 200),
    "status line": (status_line, 1366, 42),
    "status line, narrow": (status_line, 500, 120),
    "status line, neutral": (neutral_status_line, 600, 42),
    "signature pad": (signed_pad, 480, 260),
    "signature pad, empty": (empty_pad, 480, 260),
    "list": (a_list, 1100, 400),
    "list, an action pointed at": (list_pointed_at, 1100, 400),
    "list, narrow": (a_list, 420, 700),
    "list, selected": (selected_list, 900, 400),
    "columns": (columns, 1000, 500),
    "columns, narrow": (columns, 330, 800),
    "icons": (icons, 60, 80),
    "main window": (main_window, 1366, 768),
    "kiosk frame": (kiosk_frame, 1366, 768),
    "kiosk frame, narrow": (kiosk_frame, 600, 900),
    "kiosk frame, refusing": (refusing_kiosk_frame, 1366, 768),
}
"""Each state with what makes it, and its width and height in pixels."""
