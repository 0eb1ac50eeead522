"""Texts, dates, times and numbers in the languages that ship."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel import Locale

from ptc_app.domain.language import Language, next_language
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer

_EN, _ES = Localizer(Language("en")), Localizer(Language("es"))
_DAY = date(2026, 3, 12)
_MOMENT = datetime(2026, 3, 2, 9, 5, 7, tzinfo=UTC)


def test_the_languages_are_those_with_a_catalogue() -> None:
    assert available_languages() == ("en", "es")


def test_values_are_put_in() -> None:
    assert _EN("Open {name}", name="Ana") == "Open Ana"
    assert _EN("50% {literal") == "50% {literal"


def test_a_text_without_a_translation_stays_english() -> None:
    assert _ES("Never translated, ever") == "Never translated, ever"
    assert Localizer(Language("tlh"))("Sign in") == "Sign in"


def test_a_regional_tag_has_the_catalogue_of_its_language() -> None:
    assert Localizer(Language("es-MX"))("Sign in") == _ES("Sign in") != "Sign in"
    assert Localizer(Language("en-US")).date_text(_DAY) == "12 Mar 2026"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1200, "1,200 days")]
)
def test_plural(count: int, said: str) -> None:
    assert _EN.plural("{count} day", "{count} days", count) == said


def test_plural_forms_are_those_of_the_language() -> None:
    forms = "Enter at most {count} decimal.", "Enter at most {count} decimals."
    assert _ES.plural(*forms, 1) == "Anote como máximo 1 decimal."
    assert _ES.plural(*forms, 2) == "Anote como máximo 2 decimales."


def test_dates_name_their_month() -> None:
    assert _EN.date_text(_DAY) == "12 Mar 2026"
    assert _ES.date_text(_DAY) == "12 mar 2026"
    assert _EN.weekday_text(_DAY) == "Thursday, March 12, 2026"
    assert _ES.weekday_text(_DAY) == "jueves, 12 de marzo de 2026"


def test_dates_in_sentences_are_those_of_the_united_states() -> None:
    assert _EN.full_date_text(_DAY) == "March 12, 2026"
    assert _ES.full_date_text(_DAY) == "12 de marzo de 2026"


def test_times_have_12_hours_where_the_united_states_write_them_so() -> None:
    assert _EN.time_text(_MOMENT) == "9:05 AM"
    assert _EN.seconds_text(_MOMENT.replace(hour=14)) == "2:05:07 PM"
    assert _ES.time_text(_MOMENT) == "9:05\N{NO-BREAK SPACE}a.m."
    assert Localizer(Language("fr")).time_text(_MOMENT.replace(hour=14)) == "14:05"


def test_moments() -> None:
    assert _EN.moment_text(_MOMENT) == "2 Mar 2026, 9:05 AM"
    assert _ES.moment_text(_MOMENT) == "2 mar 2026, 9:05\N{NO-BREAK SPACE}a.m."


def test_lists_have_a_word_before_the_last() -> None:
    assert _EN.list_text(["2", "3"]) == "2 and 3"
    assert _ES.list_text(["1", "2", "3"]) == "1, 2 y 3"
    assert _EN.list_text(["1"]) == "1"
    assert _EN.list_text([]) == ""


@pytest.mark.parametrize("tr", [_EN, _ES])
def test_numbers_have_the_marks_used_in_the_united_states(tr: Localizer) -> None:
    assert tr.number(1234) == "1,234"
    assert tr.number(Decimal("1172.450")) == "1,172.450"


def test_months_stand_alone() -> None:
    assert _EN.formats.months()[0] == "January"
    assert _ES.formats.months()[11] == "diciembre"
    assert all(
        len(set(Localizer(language).formats.months())) == 12 for language in available_languages()
    )


def test_languages_are_named_in_each_other() -> None:
    assert _EN.formats.language_name(Language("es")) == "Spanish"
    assert _ES.formats.language_name(Language("es")) == "Español"
    assert _ES.formats.language_name(Language("xx")) == "Xx"
    assert Localizer(Language("xx")).native_name == "xx"


@pytest.mark.parametrize("language", available_languages())
def test_each_catalogue_names_its_language_as_cldr_does(language: Language) -> None:
    name = Locale.parse(language).get_language_name(language) or ""
    assert Localizer(language).native_name == name[:1].upper() + name[1:]


def test_one_language_comes_after_another() -> None:
    three = (Language("en"), Language("es"), Language("fr"))
    assert [next_language(one, three) for one in three] == ["es", "fr", "en"]
    assert next_language(Language("xx"), three) == "en"
    assert next_language(three[0], three[:1]) == "en"
    assert _EN.next_of(three).language == "es"
    with pytest.raises(ValueError, match="no languages"):
        next_language(three[0], ())


def test_a_text_of_two_meanings_has_a_translation_for_each() -> None:
    assert _ES("Open") == "Abrir"
    assert _ES.pgettext("state of a visit", "Open") == "Abierta"
    assert _ES.pgettext("state of a stage", "Open") == "Abierta"
    assert _EN.pgettext("state of a visit", "Open") == "Open"
