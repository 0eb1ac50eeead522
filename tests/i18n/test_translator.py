"""Texts with values and plurals, dates and numbers of each language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ptc_app.domain.language import Language
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.translator import Translator

_EN, _ES = Translator(Language("en")), Translator(Language("es"))


def test_values_are_put_in() -> None:
    assert _EN("Open {name}", name="Ana") == "Open Ana"
    assert _EN("50% {literal") == "50% {literal"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1200, "1,200 days")]
)
def test_plural(count: int, said: str) -> None:
    assert _EN.plural("{count} day", "{count} days", count) == said


def test_dates_name_their_month() -> None:
    day = date(2026, 3, 12)
    assert _EN.date_text(day) == "12 Mar 2026"
    assert _ES.date_text(day) == "12 mar 2026"
    assert _EN.weekday_text(day) == "Thursday, 12 March 2026"
    assert _ES.weekday_text(day) == "jueves, 12 de marzo de 2026"


def test_times() -> None:
    moment = datetime(2026, 3, 2, 9, 5, 7, tzinfo=UTC)
    assert _EN.time_text(moment) == "09:05"
    assert _EN.seconds_text(moment) == "09:05:07"
    assert _ES.moment_text(moment) == "2 mar 2026, 09:05"
    assert _EN.exact_moment_text(moment) == "2 Mar 2026, 09:05:07"


def test_numbers_keep_their_decimals() -> None:
    assert _EN.number(1234) == "1,234"
    assert _ES.number(Decimal("172.50")) == "172.50"


@pytest.mark.parametrize("language", available_languages())
def test_twelve_months_in_each_language(language: Language) -> None:
    assert len(set(Translator(language).months())) == 12


def test_languages_are_named_in_each_other_and_in_themselves() -> None:
    assert _ES.language_name(Language("en")) == "Inglés"
    assert _EN.language_name(Language("es")) == "Spanish"
    assert _ES.native_name == "Español"
    assert Translator(Language("xx")).native_name == "xx"


def test_the_next_language_begins_again_at_the_end() -> None:
    languages = available_languages()
    assert _EN.next_of(languages).language == "es"
    assert _ES.next_of(languages).language == "en"
