"""What one widget is, in words: its texts, properties and contents, without what lies on it.

Of a widget's properties only those are written that differ from the ones of a fresh widget of its
Qt class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, Flag
from functools import cache
from typing import Any, cast

from PySide6.QtCore import QMargins, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTabWidget,
    QWidget,
)

from ptc_app.ui.lists.cells import ActionCell, Cell, StatusCell, TextCell
from ptc_app.ui.lists.list_table import ListTable
from ptc_app.ui.widgets.focus_ring import PAINTS_FOCUS

_LOADED_FOR_PROPERTIES = (QTabWidget,)
"""Classes that PySide6 must have loaded to convert a property: QTabBar.shape is of QTabWidget."""

_NOT_WRITTEN = frozenset(
    {
        # where it lies, and what the fonts and the style make of it
        "baseSize", "childrenRect", "childrenRegion", "frameGeometry", "frameRect", "frameSize",
        "geometry", "height", "iconSize", "lineWidth", "maximumHeight", "maximumSize",
        "maximumWidth", "minimumHeight", "minimumSize", "minimumSizeHint", "minimumWidth",
        "normalGeometry", "pos", "rect", "size", "sizeHint", "sizePolicy", "width", "x", "y",
        # what the application, the style or the moment gives it
        "autoFillBackground", "cursor", "focus", "font", "frameShadow", "icon", "isActiveWindow",
        "locale", "mouseTracking", "palette", "style", "styleSheet", "visible", "windowIcon",
        "windowTitle",
        # what is written in other words
        "acceptableInput", "buddy", "count", "currentData", "currentText", "cursorPosition",
        "displayText", "frameWidth", "hasSelectedText", "inputMethodHints", "modified",
        "objectName", "picture", "pixmap", "redoAvailable", "selectedText", "shortcut", "text",
        "undoAvailable",
    }
)  # fmt: skip
_STYLED = ("look", "scale", "tone", "problem", "compact", PAINTS_FOCUS)
"""The properties by which the style sheet and the focus ring tell widgets apart."""

_ATTRIBUTES = ("WA_TransparentForMouseEvents", "WA_AcceptTouchEvents")
_NO_LIMIT = QSize(16_777_215, 16_777_215)


def attributes(widget: QWidget) -> Iterator[str]:
    """Name, text, state and look of a widget, as far as they are not the usual ones."""
    if widget.objectName():
        yield widget.objectName()
    text = widget.property("text")
    if isinstance(text, str) and text:
        yield repr(text)
    if hasattr(widget, "spoken"):
        yield f"spoken={widget.spoken!r}"
    if widget.isHidden():
        yield "hidden"
    yield from _differing_properties(widget)
    for name in _STYLED:
        if (value := widget.property(name)) is not None:
            yield f"{name}={plain(value)}"
    yield from _sizes(widget)
    yield from _links(widget)
    yield from _hints(widget)


def contents(widget: QWidget) -> Iterator[str]:
    """What belongs to a widget and is none: choices, columns, cells, keys, timers, groups."""
    if isinstance(widget, QComboBox):
        for at in range(widget.count()):
            data = widget.itemData(at)
            yield f"choice {widget.itemText(at)!r}" + (f" ({plain(data)})" if data else "")
    if isinstance(widget, ListTable):
        yield from _table(widget)
    for child in widget.children():
        if type(child) in _BELONGINGS:
            yield _BELONGINGS[type(child)](child)


def cells_of(table: ListTable) -> list[list[Cell]]:
    """The cells of all loaded rows."""
    shown = table.list_model
    columns = range(shown.columnCount())
    return [[shown.cell(row, column) for column in columns] for row in range(shown.rowCount())]


def name_of(widget: QWidget) -> str:
    """The class of a widget, and what tells it from others of its class."""
    said = widget.objectName() or widget.accessibleName() or str(widget.property("text") or "")
    return f"{class_name(widget)} {said}".strip()


def class_name(thing: QObject) -> str:
    return type(thing).__name__.lstrip("_")


def policy_text(policy: QSizePolicy) -> str:
    parts = [
        f"{policy.horizontalPolicy().name}/{policy.verticalPolicy().name}",
        "height-for-width" * policy.hasHeightForWidth(),
        "kept-when-hidden" * policy.retainSizeWhenHidden(),
    ]
    return "+".join(filter(None, parts))


def plain(value: object) -> str:
    """A value of Qt without the words that each of its kind has."""
    match value:
        case Flag() | Enum():
            return str(value.name)
        case QMargins():
            return f"{value.left()},{value.top()},{value.right()},{value.bottom()}"
        case QSize():
            return f"{value.width()}x{value.height()}"
        case str():
            return repr(value)
        case _:
            return str(value)


def _differing_properties(widget: QWidget) -> Iterator[str]:
    kind: type = type(widget)
    for name, usual in _usual_properties(kind).items():
        value = plain(widget.property(name))
        if value != usual:
            yield f"{name}={value}"


@cache
def _usual_properties(kind: type) -> dict[str, str]:
    """The properties that are written where they differ, as a fresh widget has them."""
    fresh = _fresh(kind)
    return {
        name: plain(fresh.property(name))
        for name in _property_names(fresh)
        if name not in _NOT_WRITTEN and not name.startswith("window")
    }


def _property_names(widget: QWidget) -> Iterator[str]:
    """The names of the properties; PySide6 gives them as str, whatever its types say."""
    meta = widget.metaObject()
    yield from (cast("str", meta.property(at).name()) for at in range(meta.propertyCount()))


def _as_made(widget: QWidget) -> QWidget:
    """A widget of the same Qt class with nothing set."""
    kind: type = type(widget)
    return _fresh(kind)


@cache
def _fresh(kind: type) -> QWidget:
    """A widget of the Qt class that this one is made from, as Qt makes it."""
    qt: Any = next(base for base in kind.__mro__ if base.__module__.startswith("PySide6"))
    made: QWidget = qt(Qt.Orientation.Horizontal) if qt is QHeaderView else qt()
    made.ensurePolished()
    return made


def _sizes(widget: QWidget) -> Iterator[str]:
    policy = policy_text(widget.sizePolicy())
    if policy != policy_text(_as_made(widget).sizePolicy()):
        yield f"size={policy}"
    if not widget.minimumSize().isNull() and not widget.isWindow():
        yield f"min={plain(widget.minimumSize())}"
    if widget.maximumSize() != _NO_LIMIT:
        yield f"max={plain(widget.maximumSize())}"


def _links(widget: QWidget) -> Iterator[str]:
    """The widgets that this one leads to."""
    if (proxy := widget.focusProxy()) is not None:
        yield f"focus-proxy={name_of(proxy)}"
    if isinstance(widget, QLabel) and (buddy := widget.buddy()) is not None:
        yield f"buddy={name_of(buddy)}"


def _hints(widget: QWidget) -> Iterator[str]:
    """What pointer, keyboard and style are told of it."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetCursor):
        yield f"cursor={widget.cursor().shape().name}"
    if hints := widget.inputMethodHints():
        yield f"hints={plain(hints)}"
    yield from (one for one in _ATTRIBUTES if widget.testAttribute(Qt.WidgetAttribute[one]))
    if icon := getattr(widget, "_icon_name", getattr(widget, "_icon", "")):
        yield f"icon={icon}/{getattr(widget, '_role', '')}"
    if widget.font().featureTags():
        yield "tabular"


def _table(table: ListTable) -> Iterator[str]:
    shown = table.list_model
    for column in shown.columns:
        spoken = f" spoken {column.spoken_header!r}" if column.spoken_header else ""
        hides = " may-hide" if column.may_hide else ""
        yield f"column {column.header!r}{spoken} stretch={column.stretch}{hides}"
    for row, cells in enumerate(cells_of(table)):
        current = " current" if table.currentIndex().row() == row else ""
        yield f"row{current} {shown.headerData(row, Qt.Orientation.Vertical)!r}"
        yield from (f"  {_cell(cell)}" for cell in cells)


def _cell(cell: Cell) -> str:
    match cell:
        case TextCell():
            return " / ".join(f"{line.style.value} {line.text!r}" for line in cell.lines)
        case StatusCell():
            return f"chip {cell.tone} {cell.chip!r} {cell.note!r}"
        case ActionCell():
            primary = " primary" if cell.is_primary else ""
            return f"action {cell.key} {cell.text!r}{primary} spoken {cell.name!r}"


def _timer(timer: Any) -> str:
    kind = "once after" if timer.isSingleShot() else "every"
    return f"timer {kind} {timer.interval()} ms{' running' * timer.isActive()}"


_BELONGINGS: dict[type, Callable[[Any], str]] = {
    QTimer: _timer,
    QShortcut: lambda key: f"shortcut {key.key().toString()} {key.context().name}",
    QButtonGroup: lambda group: (
        f"group of {len(group.buttons())}{' exclusive' * group.exclusive()}"
    ),
}
