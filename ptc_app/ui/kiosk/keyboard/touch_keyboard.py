"""The on-screen keyboard of a kiosk page, shown when a field is touched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.keyboard.key_panel import KeyPanel
from ptc_app.ui.kiosk.keyboard.text_fields import (
    PRESSES,
    TextField,
    is_empty,
    is_hardware_typing,
    is_secret,
    is_touch,
    layout_for,
    parts_of,
    send_backspace,
    send_text,
    text_fields,
)
from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import small_button
from ptc_app.ui.widgets.object_names import with_object_name

_TALLEST_KEY = 120
_ROWS_IN_WINDOW = 16
"""A row of keys is as high as this part of the window, between 64 and 120 pixels."""


class TouchKeyboard(QFrame):
    """Keys that type into the text and number fields of the page given to `watch`.

    They are shown when a field is pressed by finger, pen or mouse, or with the button "Show keys".
    They come by themselves with the next field of a page once they were used, and where the button
    that led to it was touched; typing on a hardware keyboard hides them. A key sends the field an
    ordinary key event with a character or Backspace, and nothing else; the field keeps the focus.
    Without fields it takes no room.
    """

    opening = Signal(QWidget, int)
    """Emitted with the field and the height of all keys, before keys are shown for the field."""

    closed = Signal()
    """Emitted when the keys were hidden, or another page is watched."""

    watched = Signal()
    """Emitted when another page is watched, which may leave more or less room."""

    def __init__(self, tr: Localizer, *, after: Sequence[QWidget] = ()) -> None:
        """`after`: the buttons that lead to a field; the keys come with it if one is touched."""
        super().__init__()
        self.setProperty("look", "keyboard")
        self._fields: list[TextField] = []
        self._watched: list[tuple[QWidget, TextField]] = []
        self._field: TextField | None = None
        self._is_wanted = False
        self._offers_button = True
        self._panel = KeyPanel(tr)
        self._panel.hide()
        self._panel.typed.connect(self._type)
        self._panel.erase_asked.connect(self._erase)
        self._panel.hide_asked.connect(self.hide_keys)
        self._show = with_object_name(small_button("", icon="keyboard"), "keys.show")
        self._show.clicked.connect(self._open_first)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._show, 0, Qt.AlignmentFlag.AlignRight)
        self._column.addWidget(self._panel)
        self.hide()
        self.say_in(tr)
        for button in after:
            button.installEventFilter(self)

    @property
    def field(self) -> QWidget | None:
        """The field that the keys type into; None while they are not shown."""
        return self._field if self._show.isHidden() else None

    def say_in(self, tr: Localizer) -> None:
        """Write the words of keys and button in the language of `tr`."""
        self._show.setText(tr("Show keys"))
        self._panel.say_in(tr)

    def watch(self, page: QWidget) -> None:
        """Type into the fields of this page from now on, and no longer into those before."""
        self._fields = text_fields(page)
        # Asked for once: a text box that is being deleted has no viewport any more.
        self._watched = [(pressed, field) for field in self._fields for pressed in parts_of(field)]
        for pressed, _ in self._watched:
            pressed.installEventFilter(self)
        self._field = None
        self._collapse()
        self.closed.emit()
        self.watched.emit()

    def fit(self, window_height: int, spare: int, side: int) -> None:
        """Make the keys fit a window so many pixels high, with `side` pixels free beside them.

        `spare`: the pixels of height that the page leaves free. Where the button to show keys needs
        more, as at large text, it is not there: a field is pressed instead.
        """
        self._panel.set_row_height(min(window_height // _ROWS_IN_WINDOW, _TALLEST_KEY))
        self._column.setContentsMargins(side, grid_space(), side, grid_space())
        self._offers_button = spare >= self._show.sizeHint().height() + 2 * grid_space()
        if self.field is None:
            self._collapse()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        field, kind = self._watched_field(watched), event.type()
        if field is None:
            self._is_wanted |= kind in PRESSES and is_touch(event)
        elif kind in PRESSES or (kind is QEvent.Type.FocusIn and self._is_wanted):
            self._open(field)
        elif kind is QEvent.Type.KeyPress and is_hardware_typing(event):
            self.hide_keys()
        return False

    def hide_keys(self) -> None:
        """Hide the keys until a field is pressed again; the button for them takes their place."""
        self._is_wanted = False
        if self.field is not None:
            self._collapse()
            announce_content(self)
            self.closed.emit()

    def _watched_field(self, watched: QObject) -> TextField | None:
        """The field that an event is of; that of a text box goes to its viewport."""
        return next((field for part, field in self._watched if part is watched), None)

    def _collapse(self) -> None:
        self._panel.hide()
        self._show.show()
        self.setVisible(self._offers_button and bool(self._fields))

    def _open_first(self) -> None:
        """Show the keys for the field with the focus, else for the first that is not hidden."""
        seen = [field for field in self._fields if not field.isHidden()]
        focused = [field for field in seen if field.hasFocus()]
        for field in (*focused, *seen)[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._open(field)

    def _open(self, field: TextField) -> None:
        self._is_wanted = True
        if field is self.field:
            return
        self._field = field
        layout, hides = layout_for(field), is_secret(field)
        self.opening.emit(field, self._panel.height_of(layout) + 2 * grid_space())
        self._show.hide()
        self._panel.begin(layout, capital=is_empty(field) and not hides, hides_presses=hides)
        self._panel.show()
        self.show()

    def _type(self, text: str) -> None:
        if self._field is not None:
            send_text(self._field, text)

    def _erase(self) -> None:
        if self._field is not None:
            send_backspace(self._field)
