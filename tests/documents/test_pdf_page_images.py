"""Papers as pictures: what is shown is what was signed."""

from __future__ import annotations

import pytest

from ptc_app.commands.self_check import _sample_document
from ptc_app.documents.pdf_page_images import pdf_page_images
from ptc_app.documents.typst_rendering import DocumentFailed


def test_each_page_is_a_picture_with_its_words() -> None:
    pictures = pdf_page_images(_sample_document(), dots_per_inch=72)
    assert len(pictures) >= 1
    first = pictures[0]
    assert (first.width, first.height) == (612, 792)
    assert len(first.rgb) == first.stride * first.height
    assert "Specimen" in first.text
    assert set(first.rgb) != {255}


def test_what_is_no_paper_is_refused_in_our_words() -> None:
    with pytest.raises(DocumentFailed, match=r"^document\.unreadable$"):
        pdf_page_images(b"not a PDF", dots_per_inch=72)
