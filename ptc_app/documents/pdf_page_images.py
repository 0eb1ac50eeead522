"""Renders a PDF to page images in memory, with each page's text for screen readers."""

from __future__ import annotations

from dataclasses import dataclass, field

import pypdfium2

from ptc_app.documents.typst_rendering import DocumentFailed

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PdfPageImage:
    """One page drawn as an image, with the text that stands on it.

    `width`, `height`: in pixels.
    `rgb`: the rows from the top, `stride` bytes each, three bytes (red, green, blue) a pixel.
    """

    width: int
    height: int
    stride: int
    rgb: bytes = field(repr=False)
    text: str = field(repr=False)


def pdf_page_images(pdf: bytes, *, dots_per_inch: int) -> tuple[PdfPageImage, ...]:
    """The pages of a PDF in order, drawn in memory; DocumentFailed `unreadable` where it is none.

    A page is 8.5 x 11 inches on US Letter, so `dots_per_inch` decides its pixels.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise DocumentFailed("unreadable") from error
    try:
        return tuple(_drawn(page, dots_per_inch / _POINTS_PER_INCH) for page in document)
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage, scale: float) -> PdfPageImage:
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    words = page.get_textpage()
    try:
        return PdfPageImage(
            bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), words.get_text_range()
        )
    finally:
        words.close()
        bitmap.close()
        page.close()
