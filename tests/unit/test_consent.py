"""Consent is evidence: what was read, in which words, what was decided, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.consent import (
    ConsentDecision,
    ConsentForm,
    ConsentFormPage,
    ConsentSigning,
    ensure_signable,
)
from ptc_app.domain.consent_reading import ConsentReadingProgress, PageDisplay, page_displayed
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.language import Language
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from tests.support.builders import MARK, MORNING, later

FORM = ConsentForm(
    key="primary",
    module="ConsentPII",
    version="4",
    sha256=64 * "a",
    language=Language("en"),
    title="Primary consent",
    pages=tuple(ConsentFormPage(f"Page {number}", ("Words.",)) for number in (1, 2, 3)),
    statement="I have read this form.",
)
BEGUN = ConsentReadingProgress(FORM.key, FORM.version, FORM.language)
DRAWN = DrawnSignature(
    strokes=((SignaturePoint(1, 1, 0, 0.5), SignaturePoint(9, 4, 12, 0.6)),),
    width=300,
    height=90,
    image=b"PNG",
)
SIGNED = ConsentSigning(ConsentDecision.YES, f"María {MARK}", DRAWN, date(2026, 3, 12))


def read(*pages: int) -> ConsentReadingProgress:
    """The form with these pages seen, in this order."""
    progress = BEGUN
    for count, page in enumerate(pages):
        progress = page_displayed(progress, page, later(count))
    return progress


def test_a_form_that_was_begun_is_at_its_first_page_and_nothing_of_it_was_seen() -> None:
    begun = ConsentReadingProgress(FORM.key, FORM.version, FORM.language)
    assert (begun.page, begun.shown, begun.printed_name) == (0, (), "")
    assert page_displayed(begun, 0, MORNING).printed_name == ""


def test_each_turn_of_a_page_is_kept_with_its_time() -> None:
    progress = read(0, 1, 0)
    assert progress.page == 0
    assert progress.shown == (
        PageDisplay(0, MORNING),
        PageDisplay(1, later(1)),
        PageDisplay(0, later(2)),
    )


@pytest.mark.parametrize("pages", [(0, 1, 2), (2, 1, 0), (0, 1, 0, 2, 1, 0), (0, 1, 2, 7)])
def test_a_form_is_read_when_each_page_was_seen_in_any_order(pages: tuple[int, ...]) -> None:
    ensure_signable(FORM, read(*pages), SIGNED)


@pytest.mark.parametrize("pages", [(), (0,), (0, 1), (0, 2), (1, 2), (0, 1, 3), (7, 8, 9)])
@pytest.mark.parametrize("decision", ConsentDecision)
def test_nobody_decides_on_pages_they_have_not_seen(
    pages: tuple[int, ...], decision: ConsentDecision
) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.consent-pages$"):
        ensure_signable(FORM, read(*pages), replace(SIGNED, decision=decision))


@given(st.lists(st.integers(-1, 5)))
def test_read_means_every_page(pages: list[int]) -> None:
    try:
        ensure_signable(FORM, read(*pages), SIGNED)
    except RuleBroken:
        assert not {0, 1, 2} <= set(pages)
    else:
        assert {0, 1, 2} <= set(pages)


@pytest.mark.parametrize(
    "other",
    [{"language": Language("es")}, {"form_version": "3"}, {"form_key": "ehr"}],
    ids=["another language", "an older version", "another form"],
)
def test_pages_seen_in_other_words_are_not_these_pages(other: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.consent-pages$"):
        ensure_signable(FORM, replace(read(0, 1, 2), **other), SIGNED)


NAMES = {"named": f"María {MARK}", "nameless": "", "blank": "  \t"}
TAP = replace(DRAWN, strokes=((SignaturePoint(1, 1, 0, 0.5),),))
SIGNATURES = {
    "drawn": DRAWN,
    "none": None,
    "empty": replace(DRAWN, strokes=()),
    "a tap": TAP,
    "taps": replace(DRAWN, strokes=TAP.strokes * 5),
}


def expected(decision: ConsentDecision, name: str, signature: str) -> str:
    """What the clinic refuses, or nothing."""
    if decision is ConsentDecision.NOT_SURE:
        return ""
    if name != "named":
        return "consent-name"
    return "consent-signature" if decision is ConsentDecision.YES and signature != "drawn" else ""


@pytest.mark.parametrize(
    ("decision", "name", "signature"), list(product(ConsentDecision, NAMES, SIGNATURES))
)
def test_what_each_decision_asks_for(decision: ConsentDecision, name: str, signature: str) -> None:
    given_at_the_end = ConsentSigning(
        decision, NAMES[name], SIGNATURES[signature], date(2026, 3, 12)
    )
    refusal = expected(decision, name, signature)
    if not refusal:
        ensure_signable(FORM, read(0, 1, 2), given_at_the_end)
        return
    with pytest.raises(RuleBroken, match=rf"^rule\.{refusal}$"):
        ensure_signable(FORM, read(0, 1, 2), given_at_the_end)


def test_one_drawn_stroke_among_taps_is_a_signature() -> None:
    strokes = (*TAP.strokes, *DRAWN.strokes)
    ensure_signable(FORM, read(0, 1, 2), replace(SIGNED, signature=replace(DRAWN, strokes=strokes)))
