"""A widget with all that is in it as lines of text: what it says, offers and looks like.

One line for each widget and layout, indented below what holds it. Where things lie is left out, for
that follows from the fonts and from all of these together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QTableView,
    QWidget,
)

from ptc_app.ui.layouts.flow_layout import FlowLayout
from ptc_app.ui.lists.list_table import ListTable
from tests.ui.described_pages.widget_lines import (
    attributes,
    cells_of,
    class_name,
    contents,
    name_of,
    plain,
    policy_text,
)

_INDENT = "  "
_ABBREVIATIONS = {
    "textFormat=PlainText wordWrap=True indent=0": "wrapping-text",
    "size=Preferred/Preferred+height-for-width": "size=as-text-wraps",
}
"""What many widgets have in common, so that a line says what is special."""


def described(widget: QWidget) -> str:
    """The widget and all below it, and then the way of the tab key through it."""
    text = "\n".join([*_widget(widget, "", ""), "", "tab order:", *_tab_order(widget), ""])
    for long, short in _ABBREVIATIONS.items():
        text = text.replace(long, short)
    return text


def texts_of(widget: QWidget) -> str:
    """Only what can be read there or is read aloud, each once, in the order of the tree."""
    said = (text for one in [widget, *widget.findChildren(QWidget)] for text in _said(one))
    return "\n".join([*dict.fromkeys(filter(None, said)), ""])


def places_of(widget: QWidget) -> str:
    """Where each visible widget lies, in pixels from this one's top left corner, and how large.

    It follows from the layouts and the sizes of texts: the fonts are those of `resources/fonts`.
    """
    shown = [one for one in widget.findChildren(QWidget) if _is_placed(widget, one)]
    return "\n".join([_place_line(widget, one) for one in [widget, *shown]] + [""])


def _is_placed(page: QWidget, widget: QWidget) -> bool:
    return widget.isVisibleTo(page) and not widget.objectName().startswith("qt_")


def _place_line(page: QWidget, widget: QWidget) -> str:
    corner, size = widget.mapTo(page, QPoint(0, 0)), plain(widget.size())
    return f"{corner.x()},{corner.y()} {size} {name_of(widget)}"


def _said(widget: QWidget) -> Iterator[str]:
    for name in ("text", "accessibleName", "accessibleDescription", "toolTip", "placeholderText"):
        value = widget.property(name)
        if isinstance(value, str):
            yield value
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, ListTable):
        yield from (cell.name for row in cells_of(widget) for cell in row)


def _widget(widget: QWidget, indent: str, place: str) -> Iterator[str]:
    yield " ".join([f"{indent}{place}{class_name(widget)}", *attributes(widget)])
    below = indent + _INDENT
    yield from (below + line for line in contents(widget))
    in_layout: set[QWidget] = set()
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QLineEdit):
        yield from _layout(layout, below, "", in_layout)
    for child in _children(widget):
        if child not in in_layout:
            yield from _widget(child, below, "free ")


def _children(widget: QWidget) -> list[QWidget]:
    """The widgets on this one that the program knows of, without those Qt made inside its own."""
    if isinstance(widget, QTableView):
        return [widget.horizontalHeader(), widget.verticalHeader()]
    if isinstance(widget, QComboBox):
        return []
    inner = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    return [one for one in inner.children() if isinstance(one, QWidget)]


def _layout(layout: QLayout, indent: str, place: str, seen: set[QWidget]) -> Iterator[str]:
    yield " ".join([f"{indent}{place}{class_name(layout)}", *_numbers(layout)])
    for at in range(layout.count()):
        where = "".join(f"{one} " for one in _place(layout, at))
        yield from _item(_item_at(layout, at), indent + _INDENT, where, seen)


def _item(item: QLayoutItem, indent: str, place: str, seen: set[QWidget]) -> Iterator[str]:
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        seen.add(widget)
        yield from _widget(widget, indent, place)
    elif inner is not None:
        yield from _layout(inner, indent, place, seen)
    elif (spacer := item.spacerItem()) is not None:
        policy = policy_text(spacer.sizePolicy())
        yield f"{indent}{place}space {plain(item.sizeHint())} {policy}"


def _place(layout: QLayout, at: int) -> Iterator[str]:
    """Cell, share and alignment of an item, where they are not the usual ones."""
    if isinstance(layout, QGridLayout):
        cell = cast("tuple[int, int, int, int]", layout.getItemPosition(at))
        row, column, rows, columns = cell
        yield f"({row},{column})" if rows == columns == 1 else f"({row},{column} {rows}x{columns})"
    if isinstance(layout, QBoxLayout) and layout.stretch(at):
        yield f"stretch={layout.stretch(at)}"
    if alignment := _item_at(layout, at).alignment():
        yield f"align={plain(alignment)}"


def _item_at(layout: QLayout, at: int) -> QLayoutItem:
    item = layout.itemAt(at)
    assert item is not None, at
    return item


def _numbers(layout: QLayout) -> Iterator[str]:
    """Margins, spacing and whatever else a layout has been given."""
    yield f"margins={plain(layout.contentsMargins())}"
    if layout.alignment():
        yield f"align={plain(layout.alignment())}"
    match layout:
        case QGridLayout():
            yield f"spacing={layout.horizontalSpacing()},{layout.verticalSpacing()}"
            shares = [layout.columnStretch(at) for at in range(layout.columnCount())]
            yield f"column-stretch={','.join(map(str, shares))}"
        case FlowLayout():
            yield f"gap={layout._gap} spread={layout._spread.name}"
        case QBoxLayout():
            yield f"spacing={layout.spacing()} {layout.direction().name}"
        case _:
            pass


def _tab_order(widget: QWidget) -> list[str]:
    """The visible widgets that the tab key stops at, from the first of the page on.

    Read from its end: PySide6 takes the widgets that `nextInFocusChain` returns away from Qt.
    """
    found, before = [], widget.previousInFocusChain()
    while before is not None and before is not widget:
        if _is_tab_stop(before) and widget.isAncestorOf(before):
            found.append(f"{_INDENT}{name_of(before)}")
        before = before.previousInFocusChain()
    return found[::-1]


def _is_tab_stop(widget: QWidget) -> bool:
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return stops and widget.isVisible() and widget.isEnabled()
