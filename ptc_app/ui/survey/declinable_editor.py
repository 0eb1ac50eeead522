"""An editor with the option not to answer beside it."""

from __future__ import annotations

from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.options.option_group import OptionGroup, SelectionMode
from ptc_app.ui.survey.answer_editor import (
    AnswerEditor,
    control_name,
    fill_column,
)
from ptc_app.ui.survey.choice_editors import DECLINED
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import muted_label

_KIOSK = Audience.KIOSK


class DeclinableEditor(AnswerEditor):
    """Shows another editor with a card "Prefer not to answer" below it.

    Selecting the card emits a declined answer. What was entered stays in the editor, with a line
    that says it will not be handed in, and is the answer again when the card is deselected. What
    the editor emits is passed on and deselects the card.
    """

    offers_decline = True

    def __init__(self, editor: AnswerEditor, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._editor = editor
        self.tells_problem_at_once = editor.tells_problem_at_once
        self._card = OptionGroup(
            [(DECLINED, tr("Prefer not to answer"))],
            name=item.text,
            multiple=SelectionMode.MANY,
            exclusive=frozenset({DECLINED}),
        )
        self._card.button(DECLINED).setObjectName(control_name(item.link_id, DECLINED))
        self._card.chosen.connect(self._decline)
        editor.answered.connect(self._answer)
        self._left_out = muted_label(tr("What you wrote will not be handed in."), scale=_KIOSK)
        self._left_out.hide()
        fill_column(self, editor, self._card, self._left_out, gap=grid_space(3))
        self.setFocusProxy(editor)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Show this answer in the editor, or select the card for a declined one; emits nothing."""
        is_declined = answered is not None and answered.state is AnswerState.DECLINED
        self._card.select([DECLINED] if is_declined else [])
        self._editor.show_answer(answered)
        self._left_out.hide()

    def entered(self) -> QuestionAnswer | None:
        """Return a declined answer while the card is selected, else what the editor shows."""
        return QuestionAnswer(AnswerState.DECLINED) if self._is_declined else self._editor.entered()

    def input_problem(self) -> str:
        """Return the problem of the entry in the editor above the card.

        "" where there is none, and while the card is selected: then the entry is no answer.
        """
        return "" if self._is_declined else self._editor.input_problem()

    def show_problem(self, text: str) -> None:
        """Mark the editor above the card as wrong, with this text; "" removes both."""
        self._editor.show_problem(text)

    @property
    def _is_declined(self) -> bool:
        return bool(self._card.selected())

    def _decline(self, keys: tuple[str, ...]) -> None:
        has_entry = self._editor.entered() is not None or bool(self._editor.input_problem())
        self._left_out.setVisible(bool(keys) and has_entry)
        self.answered.emit(self.entered())

    def _answer(self, answered: QuestionAnswer | None) -> None:
        self._card.select([])
        self._left_out.hide()
        self.answered.emit(answered)
