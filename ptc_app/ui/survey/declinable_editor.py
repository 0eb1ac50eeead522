"""An editor with the option not to answer beside it."""

from __future__ import annotations

from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.answer_editor import (
    AnswerEditor,
    control_name,
    fill_column,
)
from ptc_app.ui.survey.choice_editors import DECLINED
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.option_group import OptionGroup, SelectionMode


class DeclinableEditor(AnswerEditor):
    """Shows another editor with a card "Prefer not to answer" below it; each clears the other.

    The card emits a declined answer, or None when it is deselected. What the editor emits is passed
    on.
    """

    offers_decline = True

    def __init__(self, editor: AnswerEditor, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._editor = editor
        self._card = OptionGroup(
            [(DECLINED, tr("Prefer not to answer"))],
            name=item.text,
            multiple=SelectionMode.MANY,
            exclusive=frozenset({DECLINED}),
        )
        self._card.button(DECLINED).setObjectName(control_name(item.link_id, DECLINED))
        self._card.chosen.connect(self._decline)
        editor.answered.connect(self._answer)
        fill_column(self, editor, self._card, gap=grid_space(3))
        self.setFocusProxy(editor)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Show this answer in the editor, or select the card for a declined one; emits nothing."""
        is_declined = answered is not None and answered.state is AnswerState.DECLINED
        self._card.select([DECLINED] if is_declined else [])
        self._editor.show_answer(answered)

    def input_problem(self) -> str:
        """Return the problem of the entry in the editor above the card; "" where there is none."""
        return self._editor.input_problem()

    def show_problem(self, text: str) -> None:
        """Mark the editor above the card as wrong, with this text; "" removes both."""
        self._editor.show_problem(text)

    def _decline(self, keys: tuple[str, ...]) -> None:
        self._editor.show_answer(None)
        self.answered.emit(QuestionAnswer(AnswerState.DECLINED) if keys else None)

    def _answer(self, answered: QuestionAnswer | None) -> None:
        self._card.select([])
        self.answered.emit(answered)
