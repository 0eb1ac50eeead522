"""The visit: who, where they stand, and the one thing to do next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.domain.record import Document
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import StageKind, Visit
from ptc_app.services.visit import VisitView
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import birth_date_text, language_names
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.visit.skip_panel import SkipPanel
from ptc_app.ui.visit.stage_rows import BEGIN, SKIP, VisitStageRows, decision_labels
from ptc_app.ui.widgets.box_layouts import clear_layout
from ptc_app.ui.widgets.card import Card, divider
from ptc_app.ui.widgets.labels import (
    Tone,
    WrappingLabel,
    body_label,
    bold_label,
    caption_label,
    chip_label,
)
from ptc_app.ui.widgets.stage_list import StageList
from ptc_app.ui.widgets.two_columns import TwoColumns


class VisitPage(StaffPage):
    """The spine: each stage opens from here and returns here."""

    def __init__(self, context: PageContext, visit_id: VisitId) -> None:
        super().__init__(context, "")
        self._visit_id = visit_id
        self.visit: Visit | None = None
        tr = context.tr
        self._stages = StageList(name=tr("Stages of the visit"))
        self._stages.acted.connect(self._act)
        self._skip = SkipPanel(tr)
        self._skip.confirmed.connect(self._skip_stage)
        self._skip.cancelled.connect(self._do_not_skip)
        self._choices = Card(name=tr("Choices so far"))
        self._recorded = Card(name=tr("Recorded here"))
        side = (self._skip, self._choices, self._recorded)
        self._columns = TwoColumns([self._stages], side)
        self._columns.hide()
        self._sheet.add(self._columns)
        self._sheet.end()
        self._sheet.left.connect(self._go_back)
        self._sheet.setFocus()
        context.updates.changed.connect(self._look_again)
        context.updates.delivered.connect(self._show_again)
        self._show_again()

    def _show_again(self) -> None:
        self._load(partial(self._context.services.visits.view, self._visit_id), self._show)

    def _look_again(self, changes: StaleViews) -> None:
        if self._visit_id in changes.visits:
            self._show_again()

    def _show(self, view: VisitView) -> None:
        had_focus = self._has_focus()
        self.visit = view.visit
        self._show_heading(view)
        self._stages.set_rows(VisitStageRows(self._context, view.visit, view.names).all())
        self._name_buttons(view)
        self._fill_choices(view.visit)
        self._fill_recorded(view)
        self._columns.show()
        if had_focus:
            self._focus_next()

    def _has_focus(self) -> bool:
        """Whether the keyboard is here, and not in what is being typed."""
        focused = QApplication.focusWidget()
        is_here = focused is None or focused is self._sheet or self._stages.isAncestorOf(focused)
        return is_here and not self._skip.isVisible()

    def _show_heading(self, view: VisitView) -> None:
        tr, visit, participant = self._context.tr, view.visit, view.participant
        today = self._context.today()
        started = self._context.local(visit.started_at)
        began = tr.time_text(started)
        if started.date() != today:
            began = tr.moment_text(started)
        title = self._context.services.program.manifest.visit_title[tr.language]
        facts = (
            birth_date_text(participant, today, tr),
            participant.number,
            language_names(tr)[participant.language],
            tr("{visit}, started {time}", visit=title, time=began),
        )
        self._sheet.set_heading(
            participant.full_name,
            above=tr("Today › {name}", name=participant.full_name),
            below=" · ".join(facts),
        )

    def _name_buttons(self, view: VisitView) -> None:
        for row in VisitStageRows(self._context, view.visit, view.names).all():
            for action in row.actions:
                button = self._stages.button(row.key, action.key)
                button.setObjectName(f"visit.{action.key}:{row.key}")

    def _focus_next(self) -> None:
        stage = self.visit.next_stage if self.visit is not None else None
        if stage is not None:
            self._stages.button(stage.plan.key, BEGIN).setFocus()
        else:
            self._sheet.setFocus()

    def _fill_choices(self, visit: Visit) -> None:
        tr = self._context.tr
        clear_layout(self._choices.rows)
        self._choices.add(bold_label(tr("Choices so far")))
        for stage in visit.stages:
            if stage.plan.kind is StageKind.CONSENT:
                consent = self._context.services.program.consents[stage.plan.content]
                not_asked = (tr("Not asked"), Tone.NEUTRAL)
                said, tone = decision_labels(tr).get(stage.outcome, not_asked)
                line = _beside(body_label(consent.choice[tr.language]), chip_label(said, tone))
                self._choices.add(divider(), line)

    def _fill_recorded(self, view: VisitView) -> None:
        tr, counts = self._context.tr, view.counts
        clear_layout(self._recorded.rows)
        self._recorded.add(
            bold_label(tr("Recorded here")),
            caption_label(
                tr(
                    "{captured} recorded, {received} received, {waiting} waiting",
                    captured=tr.number(counts.captured),
                    received=tr.number(counts.received),
                    waiting=tr.number(counts.waiting),
                )
            ),
            caption_label(tr("Everything is saved on this computer.")),
        )
        if counts.needs_attention:
            self._recorded.add(
                WrappingLabel(
                    tr.n(
                        "{count} record needs attention: see Sync.",
                        "{count} records need attention: see Sync.",
                        counts.needs_attention,
                    ),
                    "problem",
                )
            )

    def _act(self, key: str, action: str) -> None:
        if action == BEGIN:
            work = partial(self._context.services.visits.begin, self._visit_id, key)
            self._ask(work, partial(self._begun, key))
        elif action == SKIP:
            self._ask_why(key)
        else:
            paper = partial(self._context.services.consents.paper, self._visit_id, key)
            self._ask(paper, partial(self._show_paper, key))

    def _begun(self, key: str, visit: Visit) -> None:
        self._context.routes.stage(visit.id, visit.stage(key).plan)

    def _show_paper(self, key: str, document: Document | None) -> None:
        if document is not None:
            title = self._context.services.program.stage(key).title[self._context.tr.language]
            self._context.routes.paper(self._visit_id, title, document.body)

    def _ask_why(self, key: str) -> None:
        self._choices.hide()
        self._recorded.hide()
        self._skip.ask(
            key, self._context.services.program.stage(key).title[self._context.tr.language]
        )
        self._sheet.reveal(self._skip)

    def _do_not_skip(self) -> None:
        self._skip.hide()
        self._choices.show()
        self._recorded.show()
        self._focus_next()

    def _skip_stage(self, key: str) -> None:
        reason, note = self._skip.answer()
        work = partial(self._context.services.visits.skip, self._visit_id, key, reason, note)
        self._ask(work, self._skipped)

    def _skipped(self, _visit: Visit) -> None:
        self._do_not_skip()
        self._sheet.banner.clear()

    def _go_back(self) -> None:
        if self._skip.isVisible():
            self._do_not_skip()
        else:
            self._context.routes.today()


def _beside(left: QWidget, right: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left, 1)
    row.addWidget(right, 0, Qt.AlignmentFlag.AlignRight)
    return box
