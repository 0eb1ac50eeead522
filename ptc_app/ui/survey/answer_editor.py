"""The base class of all editors of answers, and what they share."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.answers import AnswerState, ItemAnswer


class AnswerEditor(QWidget):
    """A widget in which one question is answered.

    Its controls have accessible names, and object names that begin with `control_name(link_id)`.
    """

    answered = Signal(object)
    """At each change by the person: the ItemAnswer, or None while there is no valid value."""

    offers_decline = False
    """Whether the editor itself has a control for "Prefer not to answer"."""

    def show_answer(self, answered: ItemAnswer | None) -> None:
        """Show an answer, or none, without emitting it."""
        raise NotImplementedError

    def input_problem(self) -> str:
        """Why what is entered is no value, as a sentence that says how to mend it; else ""."""
        return ""

    def show_problem(self, text: str) -> None:
        """Mark the controls as wrong, and describe them with the text; "" takes it away."""
        raise NotImplementedError


def control_name(link_id: str, part: str = "") -> str:
    """The object name of a control of a question's editor; `part` where it has several."""
    return f"answer:{link_id}:{part}" if part else f"answer:{link_id}"


def answer_with(*values: AnswerValue) -> ItemAnswer | None:
    """An answer of these values; None without values."""
    return ItemAnswer(AnswerState.ANSWERED, values) if values else None


def answer_values(answered: ItemAnswer | None) -> tuple[AnswerValue, ...]:
    """The values of an answer; none where the question is open, skipped or declined."""
    return answered.values if answered else ()


def fill_column(widget: QWidget, *parts: QWidget, gap: int = 0) -> None:
    """Lay the parts out one below the other, `gap` pixels apart, without margins."""
    column = QVBoxLayout(widget)
    column.setSpacing(gap)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
