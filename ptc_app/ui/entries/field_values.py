"""The values of the named entry fields below a widget, as texts: to keep them and to show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

_CHECKED, _UNCHECKED = "yes", "no"


def field_values(root: QWidget) -> dict[str, str]:
    """The value of each entry field below `root` that has an object name, by that name.

    Entry fields are lines and texts that can be edited, drop-downs, check boxes and radio buttons.
    The value is the text, the data of the chosen item (of an Enum its value), or yes or no. A line
    that hides what is typed is left out: it takes secrets.
    """
    return {field.objectName(): _value(field) for field in _fields(root)}


def set_field_values(root: QWidget, values: Mapping[str, str]) -> None:
    """Show these values, by object name, in the entry fields below `root`.

    Fields without a value stay as they are, and so does a drop-down that has no such item. Names
    of fields that are not there are ignored: the page may have changed since.
    """
    for field in _fields(root):
        value = values.get(field.objectName())
        if value is not None:
            _set_value(field, value)


def call_on_change(root: QWidget, act: Callable[[], None]) -> None:
    """Call `act` after each change of an entry field that is below `root` now, whoever made it."""
    for field in _fields(root):
        match field:
            case QComboBox():
                field.currentIndexChanged.connect(lambda _index: act())
            case QAbstractButton():
                field.toggled.connect(lambda _on: act())
            case QLineEdit():
                field.textChanged.connect(lambda _text: act())
            case QPlainTextEdit():
                field.textChanged.connect(act)
            case _:
                pass


def _fields(root: QWidget) -> Iterator[QWidget]:
    return (widget for widget in root.findChildren(QWidget) if _is_field(widget))


def _is_field(widget: QWidget) -> bool:
    if not widget.objectName():
        return False
    match widget:
        case QLineEdit():
            return not widget.isReadOnly() and widget.echoMode() is QLineEdit.EchoMode.Normal
        case QPlainTextEdit():
            return not widget.isReadOnly()
        case QAbstractButton():
            return widget.isCheckable()
        case _:
            return isinstance(widget, QComboBox)


def _value(field: QWidget) -> str:
    match field:
        case QComboBox():
            return _data_text(field.currentData(), field.currentText())
        case QAbstractButton():
            return _CHECKED if field.isChecked() else _UNCHECKED
        case QPlainTextEdit():
            return field.toPlainText()
        case QLineEdit():
            return field.text()
        case _:
            return ""


def _set_value(field: QWidget, value: str) -> None:
    match field:
        case QComboBox():
            for at in range(field.count()):
                if _data_text(field.itemData(at), field.itemText(at)) == value:
                    field.setCurrentIndex(at)
                    return
        case QAbstractButton():
            field.setChecked(value == _CHECKED)
        case QPlainTextEdit():
            field.setPlainText(value)
        case QLineEdit():
            field.setText(value)
        case _:
            pass


def _data_text(data: object, text: str) -> str:
    """The text of an item's data; of an item without data the text it shows."""
    if data is None:
        return text
    return str(data.value if isinstance(data, Enum) else data)
