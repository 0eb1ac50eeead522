"""The fields that the on-screen keyboard types into, and the key events it sends them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ptc_app.ui.kiosk.keyboard.key_layouts import KeyLayout

TextField = QLineEdit | QPlainTextEdit

PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
"""The events with which a finger, a pen or a mouse begins to press a widget."""

_Hint = Qt.InputMethodHint


def text_fields(page: QWidget) -> list[TextField]:
    """Return the fields of a page that a person can type into."""
    lines = [line for line in page.findChildren(QLineEdit) if not line.isReadOnly()]
    return [*lines, *page.findChildren(QPlainTextEdit)]


def parts_of(field: TextField) -> tuple[QWidget, ...]:
    """Return the field and, of a text box, the viewport that gets its presses."""
    return (field, field.viewport()) if isinstance(field, QPlainTextEdit) else (field,)


def layout_for(field: TextField) -> KeyLayout:
    """Return the keys a field needs, by the hints it gives to input methods."""
    hints = field.inputMethodHints()
    if hints & _Hint.ImhDigitsOnly:
        return KeyLayout.DIGITS
    return KeyLayout.DECIMAL if hints & _Hint.ImhFormattedNumbersOnly else KeyLayout.LETTERS


def is_empty(field: TextField) -> bool:
    """Whether nothing is typed in the field."""
    return not (field.text() if isinstance(field, QLineEdit) else field.toPlainText())


def is_secret(field: TextField) -> bool:
    """Whether the field does not show what is typed in it."""
    return isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal


def send_text(field: TextField, text: str) -> None:
    """Type one character into the field by an ordinary key event, without modifiers."""
    _send_key(field, ord(text.upper()[0]), text)


def send_backspace(field: TextField) -> None:
    """Remove the character before the cursor by an ordinary key event."""
    _send_key(field, Qt.Key.Key_Backspace, "\b")


def is_touch(event: QEvent) -> bool:
    """Whether a press was made by a finger on a touch screen."""
    if event.type() is QEvent.Type.TouchBegin:
        return True
    touch = QInputDevice.DeviceType.TouchScreen
    return isinstance(event, QMouseEvent) and event.pointingDevice().type() is touch


def is_hardware_typing(event: QEvent) -> bool:
    """Whether a key event is of a hardware keyboard, and types something."""
    return isinstance(event, QKeyEvent) and event.spontaneous() and bool(event.text().strip())


def _send_key(field: TextField, key: int, text: str) -> None:
    """Give the field the focus if it lost it: a field without it has no cursor to be seen."""
    if not (field.isVisible() and field.isEnabled()):
        return
    if not field.hasFocus():
        field.setFocus(Qt.FocusReason.OtherFocusReason)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(field, event)
