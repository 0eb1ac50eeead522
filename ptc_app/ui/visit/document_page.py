"""The page that shows and prints a signed PDF."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel, QSizePolicy

from ptc_app.documents.pdf_page_images import PdfPageImage, pdf_page_images
from ptc_app.domain.ids import VisitId
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.theme import current_look
from ptc_app.ui.widgets.buttons import primary_button, secondary_button
from ptc_app.ui.widgets.object_names import with_object_name

_ON_SCREEN = 110
"""Dots per inch: a page of US Letter fills the width of a 1366 pixel window."""

_NARROWEST = 300
"""Pixels of width below which a page is no longer made smaller."""

_ON_PAPER = 200
"""Dots per inch: small type is crisp, and a form of a dozen pages still fits in memory."""


class DocumentPage(StaffPage):
    """Shows the pages of a PDF as images, and prints them by the dialog of the operating system.

    The PDF stays in memory: no file is written to show it. Its way back opens the visit.
    """

    def __init__(self, context: PageContext, visit_id: VisitId, title: str, pdf: bytes) -> None:
        tr = context.tr
        super().__init__(context, title, below=tr("As it was recorded. It cannot be changed."))
        self._pdf = pdf
        back = with_object_name(secondary_button(tr("&Back to the visit")), "paper.back")
        back.clicked.connect(partial(context.routes.visit, visit_id))
        show_print = with_object_name(
            primary_button(tr("&Print the paper"), icon="printer"), "paper.print"
        )
        show_print.clicked.connect(self._print)
        self._scaffold.set_ways(back, show_print)
        show_print.setFocus()
        self._load(partial(pdf_page_images, pdf, dots_per_inch=_ON_SCREEN), self._show)

    def _show(self, pictures: tuple[PdfPageImage, ...]) -> None:
        tr = self._context.tr
        for number, picture in enumerate(pictures, start=1):
            page = _PageView(QPixmap.fromImage(_image(picture)))
            page.setAccessibleName(
                tr("Page {number} of {total}", number=number, total=len(pictures))
            )
            page.setAccessibleDescription(picture.text)
            self._scaffold.rows.addWidget(page)
        self._scaffold.end()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("ptc-app")
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            draw = partial(pdf_page_images, self._pdf, dots_per_inch=_ON_PAPER)
            self._load(draw, partial(print_pages, printer))


class _PageView(QLabel):
    """The image of a page in its middle, smaller where there is less width; a screen reader's text.

    It keeps its proportions, and is never larger than it was drawn.
    """

    def __init__(self, pixmap: QPixmap) -> None:
        super().__init__()
        self._pixmap = pixmap
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._pixmap.size()

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._fitted(width).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._fitted(self.width())
        place = QRect(QPoint((self.width() - size.width()) // 2, 0), size)
        painter.drawPixmap(place, self._pixmap)
        painter.setPen(current_look().colour("line"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _fitted(self, width: int) -> QSize:
        whole = self._pixmap.size()
        room = QSize(min(width, whole.width()), whole.height())
        return whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


def print_pages(printer: QPrinter, pictures: tuple[PdfPageImage, ...]) -> None:
    """Print these page images, one on each sheet, as large as the printable area allows.

    They keep their proportions, and begin at the top left of the area.
    """
    painter = QPainter(printer)
    area = printer.pageLayout().paintRectPixels(printer.resolution())
    for number, picture in enumerate(pictures):
        if number:
            printer.newPage()
        image = _image(picture)
        size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(0, 0, image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation))
    painter.end()


def _image(picture: PdfPageImage) -> QImage:
    """The page as a QImage that owns a copy of its bytes."""
    return QImage(
        picture.rgb, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888
    ).copy()
