"""From opening the participants of a large site to its first rows, and to its next page."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from statistics import median
from time import perf_counter

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Participant
from ptc_app.i18n.localizer import Localizer
from ptc_app.storage.participants import Participants
from ptc_app.ui.lists.cells import ListColumn
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.participants.participant_labels import participant_cell
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import ThemeName, apply_theme, load_theme
from tests.bench.filling import kept_store
from tests.support.page_contexts import InlineExecutor

ROUNDS = 20


def main() -> None:
    """Print milliseconds and rows as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participants", type=int, default=100_000)
    asked = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, load_theme(ThemeName.LIGHT))
    with closing(kept_store(asked.participants)) as database:
        participants = Participants(database)
        rounds = [_opened(app, participants) for _ in range(ROUNDS)]
    first, further, rows = zip(*rounds, strict=True)
    print(
        json.dumps(
            {
                "participants": asked.participants,
                "first_rows_ms": round(median(first), 1),
                "next_page_ms": round(median(further), 1),
                "rows_read_to_open": rows[0],
                "bar": "first rows <= 100 ms, one page read",
            }
        )
    )


def _opened(app: QApplication, participants: Participants) -> tuple[float, float, int]:
    """Milliseconds to the first rows drawn, to the next page drawn, and the rows read for both."""
    read: list[int] = []

    def page(after: Participant | None, limit: int) -> list[Participant]:
        last: ParticipantId | None = after.id if after else None
        rows = participants.recent(after=last, limit=limit)
        read.append(len(rows))
        return rows

    tr, tasks = Localizer(Language("en")), TaskQueue(InlineExecutor())
    model = PagedModel[Participant](
        (ListColumn("Participant", lambda who, _at: participant_cell(who, tr), stretch=1),),
        tasks,
        key_of=lambda who: who.id,
        name_of=lambda who: who.full_name,
    )
    panel = ListCard(model, name="Participants", object_name="participants")
    panel.resize(1100, 600)
    start = perf_counter()
    model.set_query(page)
    _settle(app, tasks)
    panel.grab()
    opened = perf_counter()
    model.fetchMore(QModelIndex())
    _settle(app, tasks)
    panel.grab()
    ended = perf_counter()
    panel.deleteLater()
    return (opened - start) * 1000, (ended - opened) * 1000, read[0]


def _settle(app: QApplication, tasks: TaskQueue) -> None:
    app.processEvents()
    while not tasks.is_idle:
        app.processEvents()


if __name__ == "__main__":
    main()
