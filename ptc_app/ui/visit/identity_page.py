"""The page of the identity stage: identifiers compared with the participant's record."""

from __future__ import annotations

from functools import partial

from ptc_app.domain.ids import VisitId
from ptc_app.domain.localized_text import localized
from ptc_app.domain.participants.participant import Address, Participant
from ptc_app.domain.visit import PlannedStage, Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryDraft, EntryKey
from ptc_app.services.phone_and_email import phone_text
from ptc_app.services.visit import IdentityEvidence, VisitView
from ptc_app.ui.entries.kept_entries import KeptEntries, say_restored
from ptc_app.ui.options.option_group import OptionGroup, SelectionMode
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.breadcrumb import Crumb
from ptc_app.ui.widgets.buttons import primary_button, secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import bold_label, muted_label
from ptc_app.ui.widgets.object_names import with_object_name


class IdentityPage(StaffPage):
    """Shows a check box for each identifier on record, to tick those that agree.

    Confirming stores the evidence, completes the stage and opens the visit; fewer than two are
    refused with a message. `keeps_keys`: letters typed here begin no search for a participant.
    """

    keeps_keys = True

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        tr = context.tr
        super().__init__(
            context, "", below=tr("Ask first, then compare with the record. Tick what matches.")
        )
        self._visit_id = visit_id
        self._plan = plan
        self._options: OptionGroup | None = None
        self._card = Card(name=tr("What matches the record"))
        self._card.hide()
        self._scaffold.add(self._card)
        self._scaffold.end()
        back = with_object_name(secondary_button(tr("&Back to the visit")), "identity.back")
        back.clicked.connect(partial(context.routes.visit, visit_id))
        confirm = with_object_name(primary_button(tr("&Confirm identity")), "identity.confirm")
        confirm.clicked.connect(self._confirm)
        self._scaffold.set_ways(back, confirm)
        self._kept = KeptEntries(context, EntryKey(DraftedPage.IDENTITY, visit_id), self._card)
        self._kept.failed.connect(self._show_error)
        self._load(partial(context.services.visits.view, visit_id), self._show)

    def _show(self, view: VisitView) -> None:
        tr = self._context.tr
        known = _known(view.participant, tr)
        title = localized(view.program.stage(self._plan.key).title, tr.language)
        to_visit = partial(self._context.routes.visit, self._visit_id)
        self._scaffold.set_heading(
            title,
            way=(Crumb(view.participant.full_name, to_visit), Crumb(title)),
            below=tr("Ask first, then compare with the record. Tick what matches."),
        )
        self._options = OptionGroup(
            [(identifier.value, text) for identifier, text in known.items()],
            name=tr("What matches the record"),
            multiple=SelectionMode.MANY,
            scale=Audience.STAFF,
        )
        for identifier in known:
            self._options.button(identifier).setObjectName(f"identity.{identifier}")
        self._options.chosen.connect(self._scaffold.banner.clear)
        self._card.add(
            bold_label(tr("What matches the record")),
            muted_label(tr("Two are needed. A photo ID counts as one.")),
            self._options,
        )
        self._card.show()
        self._scaffold.order_tabs()
        self._options.button(next(iter(known))).setFocus()
        self._kept.open(self._say_ticked)

    def _say_ticked(self, draft: EntryDraft | None) -> None:
        if draft is not None:
            say_restored(self._scaffold.banner, draft, self._context)

    def _confirm(self) -> None:
        if self._options is None:
            return
        ticked = [IdentityEvidence(key) for key in self._options.selected()]
        work = partial(
            self._context.services.visits.confirm_identity, self._visit_id, self._plan.key, ticked
        )
        self._ask(work, self._confirmed)

    def _confirmed(self, visit: Visit) -> None:
        self._kept.forget()
        self._context.routes.visit(visit.id)


def _state_and_zip(address: Address) -> str:
    return " ".join(filter(None, (address.state, address.postal_code)))


def _known(participant: Participant, tr: Localizer) -> dict[IdentityEvidence, str]:
    """The identifiers that can be compared, with their value: those on record, and a photo ID."""
    address = participant.address
    where = ", ".join(filter(None, (address.line, address.city, _state_and_zip(address))))
    told = {
        IdentityEvidence.NAME: tr("Full name: {value}", value=participant.full_name),
        IdentityEvidence.BIRTH_DATE: tr(
            "Birth date: {value}", value=tr.date_text(participant.birth_date)
        ),
        IdentityEvidence.PHOTO_ID: tr("Photo ID with this name and birth date"),
        IdentityEvidence.NUMBER: tr("Participant number: {value}", value=participant.number),
    }
    if participant.phone:
        told[IdentityEvidence.PHONE] = tr("Phone: {value}", value=phone_text(participant.phone))
    if where:
        told[IdentityEvidence.ADDRESS] = tr("Address: {value}", value=where)
    return told
