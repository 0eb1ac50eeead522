"""Words in two languages: none missing, dates that mean one thing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ptc_app.i18n import translator as i18n
from ptc_app.i18n.translator import Language, Translator
from ptc_app.paths import resources
from tests.support import translation_calls

_UI = Path(i18n.__file__).parent
_EN, _ES = Translator(Language.ENGLISH), Translator(Language.SPANISH)


def test_nothing_is_said_without_a_spanish_entry() -> None:
    assert not translation_calls.missing(_UI)


def test_the_spanish_file_is_sorted_one_entry_a_line() -> None:
    written = (resources() / "i18n" / "es.json").read_text(encoding="utf-8")
    entries = i18n.spanish()
    tidy = json.dumps(entries, ensure_ascii=False, indent=2, sort_keys=True)
    assert written == f"{tidy}\n"


def test_the_walker_hears_every_way_of_saying() -> None:
    source = (
        'words("One")\n'
        'self._words("Two {name}", name=1)\n'
        'page.words.n("{count} day", "{count} days", 2)\n'
        'words(variable)\nsomething.n("not a text")\n'
    )
    assert list(translation_calls.said_in(source)) == [
        (1, "One"), (2, "Two {name}"), (3, "{count} day"), (3, "{count} days"),
    ]  # fmt: skip


def test_a_text_without_spanish_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text('words("Never translated, ever")\n')
    assert translation_calls.missing(tmp_path) == ["page.py:1: Never translated, ever"]


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
    assert _EN.weekday_text(day) == "Thursday, 12 Mar 2026"
    assert _ES.weekday_text(day) == "jueves, 12 mar 2026"


def test_times() -> None:
    moment = datetime(2026, 3, 2, 9, 5, 7, tzinfo=UTC)
    assert _EN.time_text(moment) == "09:05"
    assert _EN.seconds_text(moment) == "09:05:07"
    assert _ES.moment_text(moment) == "2 mar 2026 09:05"


def test_numbers() -> None:
    assert _EN.number(1234) == "1,234"
    assert _ES.number(Decimal("172.456"), places=1) == "172.5"


def test_twelve_months_in_each_language() -> None:
    assert {len(set(Translator(language).months())) for language in Language} == {12}
