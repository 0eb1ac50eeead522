"""Each kind of question is answered with real keys and presses, and shows what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.domain.survey.answer_types import LONGEST_TEXT, answer_type_of
from ptc_app.domain.survey.answer_validation import VALIDATORS
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.question_types import QUESTION_TYPES
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.choice_editors import ChoiceCards, ChoiceDropDown, options_by_key
from ptc_app.ui.survey.issue_texts import worded_answer_issues
from ptc_app.ui.survey.question_presentations import PRESENTATIONS, answer_text
from ptc_app.ui.survey.written_answer_editors import LinesEdit
from tests.ui.survey.conftest import DECLINE, EditorInput, Show, an_item, coded

CORE = "http://hl7.org/fhir/StructureDefinition/"
FIVE_DIGITS = {"url": CORE + "entryFormat", "valueString": "12345"}
MINIMUM = {"url": CORE + "minValue", "valueInteger": 18}
SPANISH = Localizer(Language("es"))
DECLINED = QuestionAnswer(AnswerState.DECLINED)
YES, NO = (QuestionAnswer(AnswerState.ANSWERED, (said,)) for said in (True, False))


def answered(*values: AnswerValue) -> QuestionAnswer:
    return QuestionAnswer(AnswerState.ANSWERED, values)


def code(name: str) -> Coding:
    return Coding("urn:test", name)


def test_every_question_type_has_a_presentation() -> None:
    assert PRESENTATIONS.keys() == QUESTION_TYPES.keys()


def test_every_issue_has_words() -> None:
    codes = {check.__name__.removeprefix("check_") for check in VALIDATORS}
    named = {
        "minimum": "min",
        "maximum": "max",
        "min_length": "too-short",
        "max_length": "too-long",
    }
    assert {named.get(one, one) for one in codes} <= worded_answer_issues()


def test_yes_or_no(show: Show) -> None:
    shown = show(an_item("boolean"))
    shown.press(":true")
    assert shown.last == YES
    shown.press(":false")
    assert shown.last == NO


def test_one_of_some(show: Show) -> None:
    shown = show(an_item("choice", answerOption=coded("a", "b")))
    shown.press(":a")
    shown.press(":b")
    assert shown.told == [answered(code("a")), answered(code("b"))]


def test_many_and_the_one_that_stands_alone(show: Show) -> None:
    options = coded("a", "b", "none", alone="none")
    shown = show(an_item("choice", repeats=True, answerOption=options))
    shown.press(":a")
    shown.press(":b")
    assert shown.last == answered(code("a"), code("b"))
    shown.press(":none")
    assert shown.last == answered(code("none"))
    shown.press(":a")
    assert shown.last == answered(code("a"))
    shown.press(":a")
    assert shown.last is None


def test_prefer_not_to_answer_is_the_last_card_and_takes_the_others_away(show: Show) -> None:
    options = coded("a", "b")
    shown = show(an_item("choice", repeats=True, answerOption=options, extension=[DECLINE]))
    cards = shown.editor.findChildren(QAbstractButton)
    assert cards[-1].text() == "Prefer not to answer"
    shown.press(":a")
    shown.press(":declined")
    assert shown.last == DECLINED
    shown.press(":b")
    assert shown.last == answered(code("b"))


def test_what_a_card_that_stands_alone_took_away_comes_back_when_it_is_pressed_again(
    show: Show,
) -> None:
    options = coded("a", "b", "c")
    shown = show(an_item("choice", repeats=True, answerOption=options, extension=[DECLINE]))
    for part in (":a", ":b", ":declined", ":declined"):
        shown.press(part)
    assert shown.last == answered(code("a"), code("b"))


@pytest.mark.parametrize("extension", [[], [DECLINE]])
def test_a_long_list_opens_and_is_walked_with_the_arrows(
    show: Show, extension: list[dict[str, Any]]
) -> None:
    codes = [f"c{number}" for number in range(20)]
    shown = show(an_item("choice", answerOption=coded(*codes), extension=extension))
    chooser = shown.part()
    assert isinstance(chooser, QComboBox)
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert shown.last == answered(code("c1"))
    QTest.keyClick(chooser, Qt.Key.Key_Home)
    assert shown.told[-1:] == [None]
    shown.editor.show_answer(answered(code("c7")))
    assert chooser.currentText() == "C7"


def test_many_of_a_long_list_are_cards(show: Show) -> None:
    codes = [f"c{number}" for number in range(20)]
    assert isinstance(
        show(an_item("choice", repeats=True, answerOption=coded(*codes))).editor, ChoiceCards
    )
    assert isinstance(show(an_item("choice", answerOption=coded(*codes))).editor, ChoiceDropDown)


def test_a_whole_number(show: Show) -> None:
    shown = show(an_item("integer"))
    shown.type("12")
    assert shown.last == answered(12)
    shown.type(".5")
    assert shown.told[-1:] == [None]
    assert shown.editor.input_problem() == "Write a whole number."
    shown.type("x")
    assert shown.editor.input_problem() == "Write the number in digits alone, as in 1500 or 7.5."


def test_a_number_too_large_to_keep_is_no_answer(show: Show) -> None:
    shown = show(an_item("integer"))
    shown.type("99999999999")
    assert shown.last is None
    assert shown.editor.input_problem().startswith("We could not save this")


def test_a_decimal_takes_point_or_comma(show: Show) -> None:
    shown = show(an_item("decimal"))
    shown.type("7,5")
    assert shown.last == answered(Decimal("7.5"))
    assert shown.editor.input_problem() == ""
    shown.editor.show_answer(answered(Decimal("8.25")))
    line = shown.part()
    assert isinstance(line, QLineEdit)
    assert line.text() == "8.25"


def test_a_number_that_may_be_two_is_asked_about_and_stays(show: Show) -> None:
    shown = show(an_item("decimal"))
    shown.type("1,000")
    assert shown.last is None
    line = shown.part()
    assert isinstance(line, QLineEdit)
    assert line.text() == "1,000"
    asked = "This can be read as 1000 or as 1. Write it as one of the two."
    assert shown.editor.input_problem() == asked


def test_a_number_of_another_script_is_asked_for_in_digits(show: Show) -> None:
    shown = show(an_item("integer"))
    line = shown.part()
    assert isinstance(line, QLineEdit)
    line.insert("\uff11\uff12")
    assert shown.last is None
    assert shown.editor.input_problem().startswith("Write the number in digits alone")


@pytest.mark.parametrize(("typed", "value"), [("1.50", "1.50"), ("0.0000001", "1E-7")])
def test_a_decimal_keeps_the_decimals_that_were_typed(show: Show, typed: str, value: str) -> None:
    shown = show(an_item("decimal"))
    shown.type(typed)
    assert shown.last is not None
    assert [str(one) for one in shown.last.values] == [value]
    shown.editor.show_answer(shown.last)
    line = shown.part()
    assert isinstance(line, QLineEdit)
    assert line.text() == typed
    assert shown.editor.input_problem() == ""


def test_a_date(show: Show) -> None:
    shown = show(an_item("date"))
    shown.type("9", ":day")
    assert shown.editor.input_problem() == "Enter the full date, with a 4-digit year."
    month = shown.part(":month")
    for _ in range(6):
        QTest.keyClick(month, Qt.Key.Key_Down)
    shown.type("2025", ":year")
    assert shown.last == answered(date(2025, 6, 9))
    assert shown.editor.input_problem() == ""


def test_a_day_that_is_not(show: Show) -> None:
    shown = show(an_item("date"))
    shown.type("31", ":day")
    for _ in range(2):
        QTest.keyClick(shown.part(":month"), Qt.Key.Key_Down)
    shown.type("2025", ":year")
    assert shown.last is None
    assert shown.editor.input_problem().startswith("There is no such day.")


def test_a_line_tells_each_edit(show: Show) -> None:
    shown = show(an_item("string"))
    shown.type("ab")
    assert shown.told == [answered("a"), answered("ab")]
    QTest.keyClick(shown.part(), Qt.Key.Key_Backspace)
    QTest.keyClick(shown.part(), Qt.Key.Key_Backspace)
    assert shown.last is None


def test_lines_and_a_tab_that_leads_out(show: Show) -> None:
    shown = show(an_item("text", extension=[DECLINE]))
    shown.type("a")
    QTest.keyClick(shown.part(), Qt.Key.Key_Return)
    shown.type("b")
    assert shown.last == answered("a\nb")
    text = shown.part()
    assert isinstance(text, QPlainTextEdit)
    assert text.tabChangesFocus()


def test_showing_an_answer_tells_nothing(show: Show) -> None:
    for item, value in (
        (an_item("boolean"), True),
        (an_item("choice", answerOption=coded("a", "b")), code("b")),
        (an_item("integer", extension=[DECLINE]), 3),
        (an_item("date", extension=[DECLINE]), date(2025, 6, 9)),
        (an_item("string"), "words"),
        (an_item("text", extension=[DECLINE]), "words"),
    ):
        shown = show(item)
        shown.editor.show_answer(answered(value))
        shown.editor.show_answer(None)
        assert shown.told == [], item.type
        assert shown.editor.input_problem() == ""


def test_what_is_written_stays_while_it_is_declined_and_counts_again_after(show: Show) -> None:
    shown = show(an_item("string", extension=[DECLINE]))
    shown.type("a")
    shown.press(":declined")
    line, card = shown.part(), shown.part(":declined")
    assert isinstance(line, QLineEdit)
    assert isinstance(card, QAbstractButton)
    assert shown.last == DECLINED
    assert line.text() == "a"
    assert shown.says("What you wrote will not be handed in.")
    shown.type("b")
    assert shown.last == answered("ab")
    assert not card.isChecked()
    assert not shown.says("What you wrote will not be handed in.")
    shown.press(":declined")
    shown.press(":declined")
    assert shown.told[-2:] == [DECLINED, answered("ab")]
    shown.editor.show_answer(DECLINED)
    assert card.isChecked()


def test_every_control_says_what_it_is_for_and_what_is_wrong(show: Show) -> None:
    for item in (
        an_item("integer"),
        an_item("string"),
        an_item("text"),
        an_item("choice", answerOption=coded(*(f"c{n}" for n in range(20)))),
    ):
        shown = show(item)
        assert shown.part().accessibleName().startswith("What is it?")
        shown.editor.show_problem("It is wrong")
        assert shown.part().accessibleDescription() == "It is wrong"
    shown = show(an_item("date"))
    assert shown.part(":year").accessibleName() == "What is it?, Year"
    shown = show(an_item("boolean"))
    assert shown.part(":true").accessibleDescription() == "What is it?"


def test_codes_that_would_be_taken_for_another_get_their_system() -> None:
    options = coded("a", "declined")
    options.append({"valueCoding": {"system": "urn:other", "code": "a", "display": "Other"}})
    keys = options_by_key(an_item("choice", answerOption=options).options).keys()
    assert list(keys) == ["a", "urn:test|declined", "urn:other|a"]


def test_digits_are_asked_for_where_the_format_is_of_digits(show: Show) -> None:
    line = show(an_item("string", extension=[FIVE_DIGITS])).part()
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhDigitsOnly


MANY = coded(*(f"c{number}" for number in range(20)))


@pytest.mark.parametrize(
    ("item", "entered"),
    [
        (an_item("boolean"), "true"),
        (an_item("choice", answerOption=coded("a", "b")), "a"),
        (an_item("choice", answerOption=MANY), "c0"),
        (an_item("choice", repeats=True, answerOption=MANY), "c0"),
        (an_item("integer"), "3"),
        (an_item("integer", extension=[MINIMUM]), "18"),
        (an_item("decimal", extension=[MINIMUM]), "18"),
        (an_item("decimal"), "7.5"),
        (an_item("date"), "2025-06-09"),
        (an_item("string"), "San Antonio"),
        (an_item("string", extension=[FIVE_DIGITS]), "12345"),
        (an_item("text", extension=[DECLINE]), "San Antonio"),
    ],
)
def test_the_demonstration_answers_every_type(show: Show, item: FormItem, entered: str) -> None:
    shown = show(item)
    assert PRESENTATIONS[item.type].enter_demo_answer(EditorInput(shown), item) == entered
    assert shown.last is not None
    (value,) = shown.last.values
    assert answer_type_of(value).text(value) == entered


@pytest.mark.parametrize(
    ("item", "value", "text"),
    [
        (an_item("boolean"), False, "No"),
        (an_item("choice", answerOption=coded("a", "b")), code("b"), "Así: B"),
        (an_item("integer"), 1900, "1900"),
        (an_item("decimal"), Decimal("7.50"), "7.50"),
        (an_item("date"), date(2025, 6, 9), "9 jun 2025"),
        (an_item("string"), "words", "words"),
    ],
)
def test_a_value_is_read_in_words(item: FormItem, value: AnswerValue, text: str) -> None:
    """A choice shows the text of the form, which may be in another language than the value."""
    options = tuple(replace(one, text=f"Así: {one.text}") for one in item.options)
    assert answer_text(replace(item, options=options), value, SPANISH) == text


@pytest.mark.parametrize(
    ("kind", "part", "text"),
    [
        ("integer", "", "x"),
        ("integer", "", "1.5"),
        ("integer", "", "99999999999"),
        ("date", ":day", "9"),
    ],
)
def test_what_is_no_value_is_said_in_spanish_too(
    show: Show, kind: str, part: str, text: str
) -> None:
    said = []
    for language in ("en", "es"):
        shown = show(an_item(kind), language)
        shown.type(text, part)
        said.append(shown.editor.input_problem())
    assert all(said)
    assert said[0] != said[1]


def test_no_more_is_pasted_than_one_character_too_many(qtbot: QtBot) -> None:
    """To lay out a million characters takes minutes, in which nobody gets the kiosk back."""
    box = LinesEdit()
    qtbot.addWidget(box)
    pasted = QMimeData()
    pasted.setText("ha" * 40_000)
    for _ in range(3):
        box.insertFromMimeData(pasted)
    assert len(box.toPlainText()) == LONGEST_TEXT + 1
    box.selectAll()
    box.insertFromMimeData(pasted)
    assert box.toPlainText() == "ha" * 40_000


MAXIMUM = {"url": CORE + "maxValue", "valueInteger": 3}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_count_goes_up_and_down_by_buttons_within_its_limits(show: Show, language: str) -> None:
    shown = show(an_item("integer", extension=[MAXIMUM]), language)
    for name in (":more", ":more", ":more", ":more", ":less"):
        shown.press(name)
    numbers = [told.values[0] for told in shown.told if told is not None]
    assert numbers == [1, 2, 3, 3, 2]
    line = shown.part()
    assert isinstance(line, QLineEdit)
    line.setText("about two")
    shown.press(":less")
    assert shown.last == answered(0)
    names = {shown.part(part).accessibleName() for part in (":less", ":more")}
    assert names == {Localizer(Language(language))(name) for name in ("One less", "One more")}
    assert all(shown.part(part).width() >= 64 for part in (":less", ":more"))


def test_a_year_has_no_buttons_to_count(show: Show) -> None:
    year = {"url": CORE + "minValue", "valueInteger": 1900}
    shown = show(an_item("integer", extension=[year]))
    assert shown.editor.findChild(QAbstractButton) is None


def test_whole_numbers_take_no_decimal_point_from_keys(show: Show) -> None:
    hints = {kind: show(an_item(kind)).part().inputMethodHints() for kind in ("integer", "decimal")}
    assert hints["integer"] & Qt.InputMethodHint.ImhDigitsOnly
    assert not hints["decimal"] & Qt.InputMethodHint.ImhDigitsOnly
