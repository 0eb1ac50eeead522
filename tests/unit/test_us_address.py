"""State and ZIP code are stored as the postal service writes them, or refused."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.participants.us_address import state_to_store, zip_to_store


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("TX", "TX"), ("tx", "TX"), (" Pr ", "PR"), ("dc", "DC"), ("", ""), (" ", "")],
)
def test_a_state_is_stored_in_capitals(typed: str, stored: str) -> None:
    assert state_to_store(typed) == stored


@pytest.mark.parametrize("typed", ["ßa", "T", "Texas", "XX", "T1", "\u0422X", "ＴＸ", "T X", "ﬁ"])
def test_what_is_no_state_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.state-invalid$"):
        state_to_store(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("78205", "78205"), (" 78205-1234 ", "78205-1234"), ("782051234", "78205-1234"), ("", "")],
)
def test_a_zip_code_is_stored(typed: str, stored: str) -> None:
    assert zip_to_store(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["78205abc", "782", "7820", "78205-", "78205-12", "78205 1234", "7820512345", "７８２０５",
     "\u0667\u0668\u0662\u0660\u0665", "7820\u00b2", "78205\u200b1234", "l8205"],
)  # fmt: skip
def test_what_is_no_zip_code_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.zip-invalid$"):
        zip_to_store(typed)
