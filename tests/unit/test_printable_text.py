"""What can be kept and read back, and what cannot."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.printable_text import (
    LONGEST_NAME,
    ensure_recordable,
    is_printable_line,
    is_printable_text,
)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "Maria", "Zoë O’Hara-Ñuñez", "李小龍", "מרים", "tab\tline\n", "👩‍⚕️", "क्षि", "~"],
)
def test_what_people_write_is_plain(text: str) -> None:
    assert is_printable_text(text)


@pytest.mark.parametrize(
    "char",
    [*"\x00\x07\x1b\x7f\x85\ud800", *"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069"],
)
def test_a_control_spoils_any_text(char: str) -> None:
    assert not is_printable_text(f"Maria{char}")


@pytest.mark.parametrize(
    "text", ["\u200b", " \ufeff\u2060 ", "\u00ad", "\u3164", "\u2800", "\ufe0f"]
)
def test_a_text_of_which_nothing_shows_is_not_plain(text: str) -> None:
    assert not is_printable_text(text)


@pytest.mark.parametrize(
    "char",
    [
        *("\t", "\n", "\r", "\u00a0", "\u2028", "\u2029"),  # tab, line ends, spaces
        *("\u00ad", "\u0301", "\u0378", "\ue000"),  # format, mark, unassigned, private use
        *("\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"),  # letters and signs that are blank
    ],
)
def test_a_sign_that_is_not_seen_makes_no_other_visible(char: str) -> None:
    assert not is_printable_text(f"{char}\u200b")
    assert is_printable_text(f"{char}a")


def test_a_text_is_recorded_up_to_its_length_and_with_no_control() -> None:
    ensure_recordable("", "Maria", "12345", longest=5)
    with pytest.raises(RuleBroken, match=r"^rule\.text-too-long$"):
        ensure_recordable("Maria", "123456", longest=5)
    with pytest.raises(RuleBroken, match=r"^rule\.text-unprintable$"):
        ensure_recordable("Maria", "a\x00", longest=5)


@pytest.mark.parametrize(
    "name",
    [
        "Maria",
        "Zoë O’Hara-Ñuñez",
        "李小龍",
        "מָרִ֑ים",
        "👩‍⚕️",
        "क्षि",
        "می\u200cخواهم",
        "Nguye\u0302\u0303n",
        "葛\U000e0100城",
        "",
    ],
)
def test_names_of_any_script_are_a_line(name: str) -> None:
    assert is_printable_line(name)


@pytest.mark.parametrize(
    "char",
    [
        *("\n", "\r", "\t", "\x0b", "\x85", "\u2028", "\u2029"),  # line ends
        *("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200c", "\u200d"),  # zero width
        *("\u200e", "\u200f", "\u061c", "\u202e", "\u2066", "\U000e0041"),  # directions, tags
        *("\u3164", "\u115f", "\u2800", "\ue000", "\U0010fffd", "\u0378", "\ud800"),
        *("\u034f", "\u17b4", "\u180b", "\ufe0f", "\U000e0100", "\U0001d159", "\ufffc"),
    ],
)
def test_a_line_has_no_character_that_does_not_show(char: str) -> None:
    assert not is_printable_line(f"Ma{char}ria")
    assert not is_printable_line(f"Maria{char}")


def test_a_letter_has_as_many_marks_as_can_be_printed() -> None:
    marks = "\u0316\u0317\u0318\u0319\u031c"
    assert is_printable_text(f"Z{marks[:4]}a{marks[:4]}")
    assert not is_printable_text(f"Z{marks}")
    assert not is_printable_text("Z" + "\u0301" * 5000)
    assert not is_printable_line("\u20dd" * 5 + "a")


def test_length_is_counted_in_composed_characters() -> None:
    ensure_recordable("e\u0301" * LONGEST_NAME, longest=LONGEST_NAME)
    with pytest.raises(RuleBroken, match=r"^rule\.text-too-long$"):
        ensure_recordable("e\u0301" * (LONGEST_NAME + 1), longest=LONGEST_NAME)


def test_a_text_that_is_too_long_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.text-too-long$"):
        ensure_recordable("\x00" * 200, longest=LONGEST_NAME)
