"""Push buttons by importance: primary (one on a page), plain, link, danger, small."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import Audience, current_look, grid_space

_INK = {"primary": "on_primary", "link": "primary", "danger": "stop"}


class IconPosition(Enum):
    """Whether a button's icon stands before (left of) or after (right of) its text."""

    BEFORE = "before"
    AFTER = "after"


class Button(QPushButton):
    """A push button whose icon follows the theme and whose text is never cut.

    - text: translated; `&` stands before its access key
    - look: the style sheet's name, such as primary, plain, link, danger or rail
    - icon_name: a file of `resources/icons` without `.svg`; empty for no icon
    - colour_role: the icon's colour; empty for the one that fits the look
    - scale: sizes of staff pages or of the kiosk
    - side: where the icon stands
    """

    def __init__(
        self,
        text: str,
        look: str,
        *,
        icon_name: str = "",
        colour_role: str = "",
        scale: Audience = Audience.STAFF,
        side: IconPosition = IconPosition.BEFORE,
    ) -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self._role = colour_role or _INK.get(look, "ink")
        self._scale = scale
        self._side = side
        self.setProperty("look", look)
        self.setProperty("scale", scale.value)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if side is IconPosition.AFTER:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._tint()

    def event(self, event: QEvent) -> bool:
        """The access key presses at once: Qt would press 100 ms later, whatever is shown then."""
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._tint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _tint(self) -> None:
        if self._icon_name:
            side, gap = current_look().icon(self._scale), grid_space(0.5)
            self.setIconSize(QSize(side + gap, side))
            space = -gap if self._side is IconPosition.AFTER else gap
            self.setIcon(themed_icon(self._icon_name, self._role, side, gap=space))


def primary_button(
    text: str,
    *,
    icon: str = "",
    scale: Audience = Audience.STAFF,
    side: IconPosition = IconPosition.BEFORE,
) -> Button:
    """Return the button for the main action of a page, filled with the primary colour.

    `text` is translated and `&` stands before its access key; `icon` is a name of
    `resources/icons`, empty for none.
    """
    return Button(text, "primary", icon_name=icon, scale=scale, side=side)


def secondary_button(
    text: str,
    *,
    icon: str = "",
    scale: Audience = Audience.STAFF,
    side: IconPosition = IconPosition.BEFORE,
) -> Button:
    """Return an outlined button for an action of secondary importance.

    `text` is translated and `&` stands before its access key; `icon` is a name of
    `resources/icons`, empty for none.
    """
    return Button(text, "plain", icon_name=icon, scale=scale, side=side)


def link_button(
    text: str,
    *,
    icon: str = "",
    scale: Audience = Audience.STAFF,
    side: IconPosition = IconPosition.BEFORE,
) -> Button:
    """Return a button that looks like a link, for an action of least importance.

    `text` is translated and `&` stands before its access key; `icon` is a name of
    `resources/icons`, empty for none.
    """
    return Button(text, "link", icon_name=icon, scale=scale, side=side)


def danger_button(
    text: str,
    *,
    icon: str = "",
    scale: Audience = Audience.STAFF,
    side: IconPosition = IconPosition.BEFORE,
) -> Button:
    """Return a button in the colour of danger, for an action that cannot be undone.

    `text` is translated and `&` stands before its access key; `icon` is a name of
    `resources/icons`, empty for none.
    """
    return Button(text, "danger", icon_name=icon, scale=scale, side=side)


def small_button(text: str, *, icon: str = "") -> Button:
    """Return a plain kiosk button with small type and the full height of a touch target.

    For the head of kiosk pages; `icon` is a name of `resources/icons`, empty for none.
    """
    button = Button(text, "plain", icon_name=icon, scale=Audience.KIOSK)
    button.setProperty("compact", "true")
    return button
