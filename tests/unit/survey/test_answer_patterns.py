"""Patterns of a form: what they match, which are refused, and that none runs for long."""

from __future__ import annotations

import time

import pytest
import regex

from ptc_app.domain.survey.answer_patterns import (
    UnusablePattern,
    compile_pattern,
    violates_pattern,
)

FAR_TOO_LONG = 5
"""Seconds: a machine under load takes its time, a match without a limit takes hours."""


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("[0-9]{5}", "12345", True),
        ("[0-9]{5}", "123456", False),
        (r"\d{3}[-. ]?\d{4}", "555-0100", True),
        ("(?:ab){2}", "abab", True),
        ("(a|b)c?", "bc", True),
        (r"[^@\s]+@[^@\s]+\.[a-z]+", "ana@ptc.example", True),
        ("[]a]+", "]a", True),
        ("a*", "a" * 5000, True),
        ("(a+)+", "aaa", True),
        ("a?" * 11, "a" * 12, False),
    ],
)
def test_the_whole_text_is_matched(pattern: str, text: str, fits: bool) -> None:
    assert violates_pattern(compile_pattern(pattern), text) is not fits


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a|aa)*", "pattern-unsafe"),
        ("(?:zz|z)*", "pattern-unsafe"),
        ("(?x: ( q | qq ) * )", "pattern-unsafe"),
        ("(?R)", "pattern-unsafe"),
        ("(?:a{1000}){1000}", "pattern-unsafe"),
        ("a{99999999999999999999}", "pattern-unsafe"),
        ("a" * 301, "pattern-unsafe"),
        ("[", "pattern"),
        (")", "pattern"),
        (r"\p{Nope}", "pattern"),
    ],
)
def test_patterns_that_are_not_used(pattern: str, why: str) -> None:
    began = time.process_time()
    with pytest.raises(UnusablePattern, match=f"^{why}$"):
        compile_pattern(pattern)
    assert time.process_time() - began < FAR_TOO_LONG


def test_repetition_that_other_engines_hang_on_is_matched_at_once() -> None:
    pattern = compile_pattern("(?x: ( a + ) + ) b")
    began = time.process_time()
    assert violates_pattern(pattern, "a" * 2000)
    assert time.process_time() - began < FAR_TOO_LONG


def test_a_text_that_cannot_be_checked_in_time_is_kept() -> None:
    began = time.process_time()
    assert not violates_pattern(regex.compile("(a|aa)*"), "a" * 200 + "!")
    assert time.process_time() - began < FAR_TOO_LONG
