"""The base class of all editors of answers, and what they share."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer


class AnswerEditor(QWidget):
    """Base of all editors: a widget in which one question is answered, and which emits `answered`.

    Its controls have accessible names, and object names that begin with `control_name(link_id)`. An
    editor implements `show_answer`, `entered` and `show_problem`, and `input_problem` where an
    entry may be no value.
    """

    answered = Signal(object)
    """Emitted at each change by a person with the QuestionAnswer; None while there is no value."""

    offers_decline = False
    """Whether the editor itself has a control for "Prefer not to answer"."""

    tells_problem_at_once = False
    """Whether an `input_problem` is shown while it is entered: nothing added would correct it."""

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Show this answer in the controls, or empty ones for None; `answered` is not emitted."""
        raise NotImplementedError

    def entered(self) -> QuestionAnswer | None:
        """Return the answer that the controls show now; None where they show no value."""
        raise NotImplementedError

    def input_problem(self) -> str:
        """Return why the entry is no value, as a translated sentence that says how to correct it.

        Empty where it is a value, or nothing is entered.
        """
        return ""

    def show_problem(self, text: str) -> None:
        """Mark the controls as wrong and give them this text as description; empty removes both."""
        raise NotImplementedError


def control_name(link_id: str, part: str = "") -> str:
    """Return the object name of a control of a question's editor: `answer:LINK_ID`.

    Where the editor has several controls, `answer:LINK_ID:PART`.
    """
    return f"answer:{link_id}:{part}" if part else f"answer:{link_id}"


def answer_with(*values: AnswerValue) -> QuestionAnswer | None:
    """Return an answer of these values, in this order; None without values."""
    return QuestionAnswer(AnswerState.ANSWERED, values) if values else None


def answer_values(answered: QuestionAnswer | None) -> tuple[AnswerValue, ...]:
    """Return the values of an answer; () for None, a skipped or a declined one."""
    return answered.values if answered else ()


def fill_column(widget: QWidget, *parts: QWidget, gap: int = 0) -> None:
    """Lay these widgets out in `widget`, below one another, `gap` pixels apart, without margins."""
    column = QVBoxLayout(widget)
    column.setSpacing(gap)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
