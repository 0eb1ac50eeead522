"""Push buttons by importance: primary (one a page), plain, link, danger, small."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import Audience, current_look, grid_space

_INK = {"primary": "on_primary", "link": "primary", "danger": "stop"}


class IconPosition(Enum):
    """Whether the icon stands before or after the text."""

    BEFORE = "before"
    AFTER = "after"


class Button(QPushButton):
    """A push button whose icon follows the theme and whose text is never elided."""

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
    """The one button that leads on; `&` marks its access key."""
    return Button(text, "primary", icon_name=icon, scale=scale, side=side)


def plain_button(
    text: str,
    *,
    icon: str = "",
    scale: Audience = Audience.STAFF,
    side: IconPosition = IconPosition.BEFORE,
) -> Button:
    """A button of secondary importance."""
    return Button(text, "plain", icon_name=icon, scale=scale, side=side)


def link_button(
    text: str,
    *,
    icon: str = "",
    scale: Audience = Audience.STAFF,
    side: IconPosition = IconPosition.BEFORE,
) -> Button:
    """A button that looks like a link."""
    return Button(text, "link", icon_name=icon, scale=scale, side=side)


def danger_button(
    text: str,
    *,
    icon: str = "",
    scale: Audience = Audience.STAFF,
    side: IconPosition = IconPosition.BEFORE,
) -> Button:
    """A button whose action cannot be undone."""
    return Button(text, "danger", icon_name=icon, scale=scale, side=side)


def small_button(text: str, *, icon: str = "") -> Button:
    """A kiosk head button: small type, full touch target."""
    button = Button(text, "plain", icon_name=icon, scale=Audience.KIOSK)
    button.setProperty("compact", "true")
    return button
