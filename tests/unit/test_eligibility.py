"""Who may be enrolled: decided on birthdays, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.participants.eligibility import EligibilityFinding, assess_eligibility
from ptc_app.domain.participants.participant import age_on

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("birth_date", "finding"),
    [
        (date(2026, 3, 13), EligibilityFinding.BIRTH_DATE_IMPOSSIBLE),
        (date(2026, 3, 12), EligibilityFinding.TOO_YOUNG),
        (date(2013, 3, 13), EligibilityFinding.TOO_YOUNG),
        (date(2013, 3, 12), EligibilityFinding.GUARDIAN_AND_ASSENT),
        (date(2008, 3, 13), EligibilityFinding.GUARDIAN_AND_ASSENT),
        (date(2008, 3, 12), EligibilityFinding.ELIGIBLE),
        (date(1961, 3, 12), EligibilityFinding.ELIGIBLE),
        (date(1900, 3, 13), EligibilityFinding.ELIGIBLE),
        (date(1900, 3, 12), EligibilityFinding.BIRTH_DATE_IMPOSSIBLE),
        (date(1825, 1, 1), EligibilityFinding.BIRTH_DATE_IMPOSSIBLE),
    ],
)
def test_who_may_be_enrolled_today(birth_date: date, finding: EligibilityFinding) -> None:
    assert assess_eligibility(birth_date, lives_in_us=True, today=TODAY).finding is finding


@pytest.mark.parametrize("birth_date", [date(1961, 3, 12), date(2010, 1, 1), date(2020, 1, 1)])
def test_who_lives_elsewhere_is_told_so_whatever_their_age(birth_date: date) -> None:
    found = assess_eligibility(birth_date, lives_in_us=False, today=TODAY)
    assert found.finding is EligibilityFinding.NOT_IN_US


def test_a_slip_in_the_birth_date_is_said_first() -> None:
    found = assess_eligibility(date(2062, 3, 12), lives_in_us=False, today=TODAY)
    assert found.finding is EligibilityFinding.BIRTH_DATE_IMPOSSIBLE


@pytest.mark.parametrize(
    ("finding", "may"),
    [
        (EligibilityFinding.ELIGIBLE, True),
        (EligibilityFinding.GUARDIAN_AND_ASSENT, True),
        (EligibilityFinding.TOO_YOUNG, False),
        (EligibilityFinding.NOT_IN_US, False),
        (EligibilityFinding.BIRTH_DATE_IMPOSSIBLE, False),
    ],
)
def test_adults_and_teens_may_be_registered(finding: EligibilityFinding, may: bool) -> None:
    birth_dates = {
        EligibilityFinding.ELIGIBLE: date(1961, 3, 12),
        EligibilityFinding.GUARDIAN_AND_ASSENT: date(2010, 3, 12),
        EligibilityFinding.TOO_YOUNG: date(2020, 3, 12),
        EligibilityFinding.NOT_IN_US: date(1961, 3, 12),
        EligibilityFinding.BIRTH_DATE_IMPOSSIBLE: date(2030, 3, 12),
    }
    found = assess_eligibility(
        birth_dates[finding], lives_in_us=finding is not EligibilityFinding.NOT_IN_US, today=TODAY
    )
    assert (found.finding, found.may_register) == (finding, may)


@pytest.mark.parametrize(
    ("day", "finding"),
    [
        (date(2026, 2, 28), EligibilityFinding.GUARDIAN_AND_ASSENT),
        (date(2026, 3, 1), EligibilityFinding.ELIGIBLE),
    ],
)
def test_who_was_born_on_29_february_is_18_on_1_march(
    day: date, finding: EligibilityFinding
) -> None:
    assert assess_eligibility(date(2008, 2, 29), lives_in_us=True, today=day).finding is finding


def test_who_was_born_on_29_february_has_a_birthday_in_leap_years() -> None:
    assert age_on(date(2008, 2, 29), date(2028, 2, 28)) == 19
    assert age_on(date(2008, 2, 29), date(2028, 2, 29)) == 20


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@given(days, days)
def test_nobody_grows_younger_and_a_day_adds_at_most_a_year(birth: date, day: date) -> None:
    today, tomorrow = age_on(birth, day), age_on(birth, day + timedelta(days=1))
    assert tomorrow - today in {0, 1}
