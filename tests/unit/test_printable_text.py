"""What can be kept and read back, and what cannot."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.printable_text import ensure_recordable, is_printable_text


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
