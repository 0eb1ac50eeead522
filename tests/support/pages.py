"""A page in the hands of a test: found by name, pressed, typed into, read."""

from __future__ import annotations

from typing import Any, TypeVar, overload

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui.lists.cells import ActionCell, Cell
from ptc_app.ui.lists.list_table import ListTable
from tests.support.page_contexts import PageFixture, settle

_Widget = TypeVar("_Widget", bound=QWidget)


class Hand:
    """What a person at the desk can do with a page, and what they see of it."""

    def __init__(self, qtbot: QtBot, place: PageFixture, page: QWidget) -> None:
        self.page = page
        self._place = place
        qtbot.addWidget(page)
        page.resize(1158, 728)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        settle(place)

    @overload
    def find(self, name: str) -> QWidget: ...
    @overload
    def find(self, name: str, kind: type[_Widget]) -> _Widget: ...
    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The visible control of this name."""
        found = [one for one in self.page.findChildren(kind, name) if one.isVisible()]
        assert found, f"{name} is not to be seen"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self.page.findChildren(QWidget, name))

    def press(self, name: str) -> None:
        """With the left button, in its middle."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        settle(self._place)

    def type(self, name: str, text: str) -> None:
        """Instead of what is there."""
        line = self.find(name, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClicks(line, text)
        settle(self._place)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """A key, for whatever has the keyboard."""
        QTest.keyClick(self.focused(), key, modifiers)
        settle(self._place)

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def focus_name(self) -> str:
        return self.focused().objectName()

    def text(self, name: str) -> str:
        """The words on a button."""
        return self.find(name, QAbstractButton).text().replace("&", "")

    def says(self, text: str) -> bool:
        """Whether these words can be read somewhere on the page."""
        return any(text in said for said in self.tr())

    def tr(self) -> list[str]:
        """All that can be read on the page."""
        return texts_in(self.page)

    def rows(self, name: str) -> list[Any]:
        """The keys of the rows of a list, from top to bottom."""
        table = self.find(name, ListTable)
        return [table.list_model.key_of(row) for row in table.list_model.rows]

    def cell(self, name: str, row: int, column: int) -> Cell:
        """A cell of a list."""
        return self.find(name, ListTable).list_model.cell(row, column)

    def cells(self, name: str) -> list[list[str]]:
        """The names of all cells of a list, row by row."""
        columns = range(self.find(name, ListTable).list_model.columnCount())
        return [
            [self.cell(name, row, column).name for column in columns]
            for row in range(len(self.rows(name)))
        ]

    def press_row(self, name: str, row: int) -> None:
        """The button of a row's first action, with the mouse."""
        table = self.find(name, ListTable)
        middle = table.action_rect(row).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        settle(self._place)

    def current_row(self, name: str) -> int:
        """The row of a list that the keyboard is on; -1 where it has none."""
        return self.find(name, ListTable).currentIndex().row()

    def names(self, prefix: str) -> list[str]:
        """The names of the visible controls that begin so, from top to bottom."""
        found = [one for one in self.page.findChildren(QWidget) if _begins(one, prefix)]
        found.sort(key=lambda one: one.mapTo(self.page, one.rect().topLeft()).toTuple()[::-1])
        return [one.objectName() for one in found]


def texts_in(widget: QWidget) -> list[str]:
    """All that can be read there: labels, and the cells of lists."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    tables = [one for one in widget.findChildren(ListTable) if one.isVisible()]
    return [*labels, *(text for table in tables for text in cell_names(table))]


def cell_names(table: ListTable) -> list[str]:
    """What can be read in a list: its headers, and the cells of all loaded rows."""
    shown = table.list_model
    columns = [at for at in range(shown.columnCount()) if not table.isColumnHidden(at)]
    headers = [shown.columns[at].header for at in columns if shown.columns[at].header]
    cells = [shown.cell(row, at) for row in range(shown.rowCount()) for at in columns]
    return [*headers, *(_words(cell) for cell in cells)]


def _words(cell: Cell) -> str:
    return cell.text if isinstance(cell, ActionCell) else cell.name


def _begins(widget: QWidget, prefix: str) -> bool:
    return widget.objectName().startswith(prefix) and widget.isVisible()
