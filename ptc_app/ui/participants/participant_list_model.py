"""The columns of the list of participants."""

from __future__ import annotations

from ptc_app.domain.participants.participant import Participant, age_on
from ptc_app.services.phone_and_email import phone_text
from ptc_app.ui.lists.cells import ActionCell, Cell, ListColumn, text_cell
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import (
    participant_cell,
    participant_name_and_number,
)

OPEN = "open"
"""The key of the one action of a row: to open the participant's page."""


def participant_list_model(context: PageContext) -> PagedModel[Participant]:
    """Return a list model without a query, whose rows are participants.

    Columns: name with birth date and number, age today, language, phone, and the action OPEN.
    """
    tr = context.tr

    def age(participant: Participant, _at: int) -> Cell:
        return text_cell(str(age_on(participant.birth_date, context.today())))

    def action(participant: Participant, _at: int) -> Cell:
        text = tr("Open")
        return ActionCell(OPEN, text, f"{text}, {participant_name_and_number(participant)}")

    return PagedModel[Participant](
        (
            ListColumn(tr("Participant"), lambda who, _at: participant_cell(who, tr), stretch=4),
            ListColumn(tr("Age"), age, stretch=1),
            ListColumn(
                tr("Language"),
                lambda who, _at: text_cell(tr.formats.language_name(who.language)),
                stretch=2,
                may_hide=True,
            ),
            ListColumn(tr("Phone"), lambda who, _at: text_cell(phone_text(who.phone)), stretch=2),
            ListColumn("", action, spoken_header=tr("Action")),
        ),
        context.store,
        key_of=lambda who: who.id,
        name_of=participant_name_and_number,
    )
