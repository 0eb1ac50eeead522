"""A signed paper on the screen, and on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ptc_app.documents.sheets import SheetPicture, sheets
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.text import Tone

_ON_SCREEN = 110
"""Dots per inch: a page of US Letter fills the width of a 1366 pixel window."""

_ON_PAPER = 200
"""Dots per inch: small type is crisp, and a form of a dozen pages still fits in memory."""


class PaperPage(QWidget):
    """The PDF as it was signed, read from memory: no file of it is ever written to be shown."""

    def __init__(self, room: Room, visit_id: VisitId, title: str, pdf: bytes) -> None:
        super().__init__()
        self._room = room
        self._pdf = pdf
        words = room.words
        self._sheet = Sheet(title, below=words("As it was signed. It cannot be changed."))
        back = named(plain_button(words("&Back to the visit")), "paper.back")
        back.clicked.connect(partial(room.go.visit, visit_id))
        show_print = named(primary_button(words("&Print the paper"), icon="printer"), "paper.print")
        show_print.clicked.connect(self._print)
        self._sheet.set_ways(back, show_print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        show_print.setFocus()
        draw = partial(sheets, pdf, dots_per_inch=_ON_SCREEN)
        room.store.run(self, draw, self._show, self._complain)

    def _show(self, pictures: tuple[SheetPicture, ...]) -> None:
        words = self._room.words
        for number, picture in enumerate(pictures, start=1):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(_image(picture)))
            page.setProperty("look", "card")
            page.setAccessibleName(
                words("Page {number} of {total}", number=number, total=len(pictures))
            )
            page.setAccessibleDescription(picture.text)
            self._sheet.rows.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._sheet.end()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("ptc-app")
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            draw = partial(sheets, self._pdf, dots_per_inch=_ON_PAPER)
            self._room.store.run(self, draw, partial(draw_on, printer), self._complain)

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def draw_on(printer: QPrinter, pictures: tuple[SheetPicture, ...]) -> None:
    """Each page as large as the sheet of paper allows."""
    painter = QPainter(printer)
    area = printer.pageLayout().paintRectPixels(printer.resolution())
    for number, picture in enumerate(pictures):
        if number:
            printer.newPage()
        image = _image(picture)
        size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(0, 0, image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation))
    painter.end()


def _image(picture: SheetPicture) -> QImage:
    """A copy of its own: the bytes it was made from may go."""
    return QImage(
        picture.rgb, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888
    ).copy()
