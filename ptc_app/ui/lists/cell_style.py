"""The fonts and colours in which the cells of lists are painted, made once for each look."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from ptc_app.ui.lists.cells import TextStyle
from ptc_app.ui.lists.text_drawing import MeasuredFont, measured_font
from ptc_app.ui.theme import ThemeLook, current_look

_STYLE = "cell-style"
_SMALL, _BODY = "small", "body"


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How cells are painted in one look.

    - look: colours and sizes
    - texts, inks: font and colour of each style of text
    - header, chip, caption, action: the fonts of header, state, what stands beside it, and button
    - line: the colour of the line below a row; border: the width of each line in pixels
    """

    look: ThemeLook
    texts: dict[TextStyle, MeasuredFont]
    inks: dict[TextStyle, QColor]
    header: MeasuredFont
    chip: MeasuredFont
    caption: MeasuredFont
    action: MeasuredFont
    line: QColor
    border: int


def current_cell_style() -> CellStyle:
    """Return the style of cells in the look the application has now.

    It is stored on the application object, as the look is, until another look is applied.
    """
    look, app = current_look(), QApplication.instance()
    stored = app.property(_STYLE) if app is not None else None
    if isinstance(stored, CellStyle) and stored.look is look:
        return stored
    style = _cell_style(look)
    if app is not None:
        app.setProperty(_STYLE, style)
    return style


def _cell_style(look: ThemeLook) -> CellStyle:
    normal, bold = QFont.Weight.Normal, QFont.Weight.DemiBold
    body, small = _font(look, _BODY, normal), _font(look, _SMALL, normal)
    strong, chip = _font(look, _BODY, bold), _font(look, _SMALL, bold)
    ink, quiet = look.colour("ink"), look.colour("quiet")
    return CellStyle(
        look=look,
        texts={
            TextStyle.BODY: body,
            TextStyle.STRONG: strong,
            TextStyle.LEAD: body,
            TextStyle.CAPTION: small,
        },
        inks={
            TextStyle.BODY: ink,
            TextStyle.STRONG: ink,
            TextStyle.LEAD: quiet,
            TextStyle.CAPTION: quiet,
        },
        header=chip,
        chip=chip,
        caption=small,
        action=strong,
        line=look.colour("line"),
        border=look.border(),
    )


def _font(look: ThemeLook, size: str, weight: QFont.Weight) -> MeasuredFont:
    """The application's font in this size and weight; its digits all have the same width."""
    font = QFont(QApplication.font())
    font.setPixelSize(look.text(size))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return measured_font(font)
