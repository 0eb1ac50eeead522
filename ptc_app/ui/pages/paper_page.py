"""A signed paper on the screen, and on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.ui.pages.people import named
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.sheet import Sheet


class PaperPage(QWidget):
    """The PDF as it was signed, read from memory: no file of it is ever written to be shown."""

    def __init__(self, room: Room, visit_id: VisitId, title: str, pdf: bytes) -> None:
        super().__init__()
        words = room.words
        self._sheet = Sheet(title, below=words("As it was signed. It cannot be changed."))
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._view = QPdfView(self)
        self._view.setAccessibleName(title)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._sheet.rows.addWidget(self._view, 1)
        back = named(plain_button(words("&Back to the visit")), "paper.back")
        back.clicked.connect(partial(room.go.visit, visit_id))
        show_print = named(primary_button(words("&Print the paper"), icon="printer"), "paper.print")
        show_print.clicked.connect(self._print)
        self._sheet.foot.addWidget(back)
        self._sheet.foot.addStretch(1)
        self._sheet.foot.addWidget(show_print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)

    @property
    def pages(self) -> int:
        """How many pages the paper has."""
        return self._document.pageCount()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("ptc-app")
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            draw(self._document, printer)


def draw(document: QPdfDocument, printer: QPrinter) -> None:
    """Each page as large as the sheet of paper allows."""
    painter = QPainter(printer)
    area = printer.pageLayout().paintRectPixels(printer.resolution())
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        size = document.pagePointSize(number).toSize().scaled(
            area.size(), Qt.AspectRatioMode.KeepAspectRatio
        )
        image: QImage = document.render(number, QSize(size.width(), size.height()))
        painter.drawImage(0, 0, image)
    painter.end()
