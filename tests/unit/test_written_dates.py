"""Dates as people write them: never another day than the one that was written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ptc_app.domain.language import Language
from ptc_app.domain.participants.written_dates import DateDoubt, DateOrder, read_date
from ptc_app.i18n.localizer import Localizer

TODAY = date(2026, 11, 26)
MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
BORN = date(1948, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "3/12/1948", "03/12/1948", "3-12-1948", "3.12.1948", " 3 12 1948 ", "03121948", "19480312",
        "1948-03-12", "1948/3/12", "12 Mar 1948", "Mar 12 1948", "Mar. 12, 1948", "12mar1948",
        "March 12th, 1948", "12th of March 1948", "12 de marzo de 1948", "12 MARZO 1948",
        "12/mar/1948", "marzo 12 de 1948", "12 de marzo del 1948",
    ],
)  # fmt: skip
def test_a_day_in_many_writings(text: str) -> None:
    assert read_date(text, (MONTH,), TODAY).day == BORN


def test_numbers_in_both_orders_are_a_choice() -> None:
    written = read_date("3/12/1948", (MONTH, DAY), TODAY)
    assert (written.doubt, written.day) == (DateDoubt.CHOICE, None)
    assert written.days == (BORN, date(1948, 12, 3))
    assert read_date("3/12/1948", (DAY, MONTH), TODAY).days == (date(1948, 12, 3), BORN)


def test_a_day_that_is_no_month_is_not_asked_about() -> None:
    assert read_date("13/5/1948", (MONTH,), TODAY).day == date(1948, 5, 13)
    assert read_date("5/13/1948", (DAY,), TODAY).day == date(1948, 5, 13)
    assert read_date("5/5/1948", (MONTH, DAY), TODAY).day == date(1948, 5, 5)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3/12/48", (BORN,)),
        ("031248", (BORN,)),
        ("12 Mar 26", (date(2026, 3, 12), date(1926, 3, 12))),
        ("12/12/26", (date(1926, 12, 12),)),
        ("12 de marzo de 01", (date(2001, 3, 12), date(1901, 3, 12))),
    ],
)
def test_a_year_of_two_digits_is_always_asked_about(text: str, days: tuple[date, ...]) -> None:
    written = read_date(text, (MONTH,), TODAY)
    assert (written.doubt, written.days) == (DateDoubt.CHOICE, days)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("", DateDoubt.EMPTY),
        ("  ", DateDoubt.EMPTY),
        ("Friday", DateDoubt.UNREADABLE),
        ("3/12/1948 or so", DateDoubt.UNREADABLE),
        ("3/12/19480", DateDoubt.UNREADABLE),
        ("123456789", DateDoubt.UNREADABLE),
        ("12 Mar 1948 5", DateDoubt.UNREADABLE),
        ("\u0663/12/1948", DateDoubt.OTHER_DIGITS),
        ("\uff13/12/1948", DateDoubt.OTHER_DIGITS),
        ("3", DateDoubt.NO_YEAR),
        ("3/12/", DateDoubt.NO_YEAR),
        ("3/12/194", DateDoubt.NO_YEAR),
        ("12 Mar", DateDoubt.NO_YEAR),
        ("March 12, 194", DateDoubt.NO_YEAR),
        ("2/30/1948", DateDoubt.NO_SUCH_DAY),
        ("31 Apr 1948", DateDoubt.NO_SUCH_DAY),
        ("2/29/1900", DateDoubt.NO_SUCH_DAY),
        ("0/12/1948", DateDoubt.NO_SUCH_DAY),
        ("13/13/1948", DateDoubt.NO_SUCH_DAY),
        ("99999999", DateDoubt.NO_SUCH_DAY),
    ],
)
def test_what_is_no_day(text: str, doubt: DateDoubt) -> None:
    for orders in ((MONTH,), (DAY,), (MONTH, DAY)):
        written = read_date(text, orders, TODAY)
        assert (written.doubt, written.day) == (doubt, None)


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_day_as_it_is_shown_is_read_as_that_day(language: str) -> None:
    tr = Localizer(Language(language))
    for number in range(0, 46_000, 13):
        day = date(1901, 1, 1) + timedelta(days=number)
        for text in (tr.date_text(day), tr.full_date_text(day), day.isoformat(), f"{day:%Y%m%d}"):
            assert read_date(text, (MONTH, DAY), TODAY).day == day


def test_each_day_in_numbers_is_among_what_it_can_mean() -> None:
    for number in range(0, 46_000, 7):
        day = date(1901, 1, 1) + timedelta(days=number)
        for pattern in ("%m/%d/%Y", "%m%d%Y"):
            assert read_date(day.strftime(pattern), (MONTH,), TODAY).day == day
        assert day in read_date(day.strftime("%d.%m.%Y"), (MONTH, DAY), TODAY).days


def test_no_written_day_is_told_in_a_log() -> None:
    assert "1948" not in repr(read_date("3/12/1948", (MONTH,), TODAY))
