"""The icons of `resources/icons`, drawn in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ptc_app.paths import resources
from ptc_app.ui.theme import current_look

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_PIXEL_RATIOS = (1, 2, 3)


def themed_icon(name: str, colour_role: str, size: int, *, gap: int = 0) -> QIcon:
    """Return the icon `resources/icons/NAME.svg` in a colour of the current theme.

    `colour_role` is a key of the theme's colours, such as `ink`. The icon is `size` logical pixels
    square; callers scale `size` with the text. A positive `gap` leaves so many pixels free at its
    right, a negative one at its left. The icon keeps its colour: ask for a new one when the theme
    changes. FileNotFoundError for an unknown name, KeyError for an unknown role.
    """
    return _icon(name, current_look().colour(colour_role).name(), size, gap)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, size: int, gap: int) -> QIcon:
    # The first page has no icon and does not wait for these.
    from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
    from PySide6.QtGui import QIcon, QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

    drawing = (resources() / "icons" / f"{name}.svg").read_bytes()
    svg = QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.encode())))
    made = QIcon()
    for ratio in _PIXEL_RATIOS:
        pixmap = QPixmap(QSize(size + abs(gap), size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        svg.render(painter, QRectF(max(-gap, 0) * ratio, 0, size * ratio, size * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            made.addPixmap(pixmap, mode)
    return made
