"""Names of any length and script stay on the paper, and nothing is printed over anything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pypdfium2
import pytest

from ptc_app.documents.consent_pdf import ConsentPdfContent, render_consent_pdf
from ptc_app.documents.results_pdf import ResultsPdfContent, render_results_pdf
from ptc_app.domain.printable_text import LONGEST_NAME, is_printable_line

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a letter, in points from the bottom left of the page."""

_SIDE_MARGIN = 0.95 * 72 - 2
_MOST_SHARED = 0.35
"""How much of the smaller of two letters may lie within the box of the other."""
_MOST_JOINED = 5
"""Characters of the longest ligature, and of a letter with its accents."""

NAMES = [
    "W" * LONGEST_NAME,
    "a" * LONGEST_NAME,
    "0123456789abcdef" * 4,
    "Wolfeschlegelsteinhausenbergerdorff-Wolfeschlegelsteinhausenbergerdorff",
    ("W" * 19 + " ") * 6,
    ("W" * 10 + "\u00a0") * 10 + "W",
    "W" + "A\u0301\u0302\u0303\u0304" * 23,
    "\u674e\u5c0f\u9f8d" * 40,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_consent_with_long_names_has_all_of_them_in_its_margins(
    consent: ConsentPdfContent, name: str
) -> None:
    assert is_printable_line(name)
    named = replace(
        consent,
        participant_name=f"{name} {name} {name}",
        practitioner=name,
        site=name,
        machine=name,
        evidence=(("Name you signed with", name),),
    )
    assert overprints(render_consent_pdf(named)) == []


@pytest.mark.parametrize("name", NAMES)
def test_results_with_long_names_have_all_of_them_in_their_margins(
    results: ResultsPdfContent, name: str
) -> None:
    named = replace(
        results, participant_name=f"{name} {name} {name}", site=name, ask=f"You can ask {name}."
    )
    assert overprints(render_results_pdf(named)) == []


def test_ids_to_copy_stay_whole(consent: ConsentPdfContent) -> None:
    text = " ".join(
        page.get_textpage().get_text_range() for page in pages(render_consent_pdf(consent))
    )
    assert consent.form_hash in text
    assert consent.record_id in text


def overprints(pdf: bytes) -> list[str]:
    """What is beyond the margins of its page or over something else, letter by letter."""
    return [found for page in pages(pdf) for found in (*_beyond(page), *_over_one_another(page))]


def pages(pdf: bytes) -> Iterator[pypdfium2.PdfPage]:
    yield from pypdfium2.PdfDocument(pdf)


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    words = page.get_textpage()
    for place in range(words.count_chars()):
        letter = words.get_text_range(place, 1)
        if letter.strip(" \r\n\u200b"):
            yield letter, words.get_charbox(place)


def _beyond(page: pypdfium2.PdfPage) -> Iterator[str]:
    width, height = page.get_size()
    for letter, (left, bottom, right, top) in _letters(page):
        is_within = left >= _SIDE_MARGIN and right <= width - _SIDE_MARGIN
        if not is_within or bottom < 0 or top > height:
            yield f"{letter} at {left:.0f}, {bottom:.0f} is beyond the margin"


def _over_one_another(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Letters of one word (a ligature, an accent) may be; they follow one another."""
    cells = defaultdict(list)
    for place, (letter, box) in enumerate(_letters(page)):
        if (box[2] - box[0]) * (box[3] - box[1]) > 0:
            cells[round(box[0] / 12), round(box[1] / 12)].append((place, letter, box))
    for found in cells.values():
        for (here, one, first), (there, other, second) in combinations(found, 2):
            if there - here > _MOST_JOINED and _shared(first, second) > _MOST_SHARED:
                yield f"{one} over {other} at {first[0]:.0f}, {first[1]:.0f}"


def _shared(one: Box, other: Box) -> float:
    """The part of the smaller box that lies in the other one."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    areas = ((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return max(width, 0.0) * max(height, 0.0) / min(areas)
