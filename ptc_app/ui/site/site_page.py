"""Site: this machine, who works here, and how its keys are kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.practitioner import Practitioner
from ptc_app.services.site import NewPractitioner, SiteView
from ptc_app.ui.error_messages import error_message
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.site.add_practitioner_form import AddPractitionerForm
from ptc_app.ui.staff_frame import staff_role_text
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import Tone, body_label, bold_label, lead_label
from ptc_app.ui.widgets.row_list import RowList


class SitePage(QWidget):
    """What was set up here."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        tr = context.tr
        self._sheet = PageScaffold(tr("Site"), below=tr("This computer and who works with it"))
        self._facts = RowList(name=tr("This computer"), stretch=(1, 3))
        self._people = RowList(
            (tr("Practitioner"), tr("Sign-in name"), tr("Role")),
            name=tr("Who works here"),
            stretch=(3, 2, 2),
        )
        self._keys = Card(name=tr("Keys"))
        self._add = AddPractitionerForm(tr)
        self._add.asked.connect(self._admit)
        for part in (self._facts, self._people, self._add, self._keys):
            part.hide()
            self._sheet.add(part)
        self._sheet.end()
        self._sheet.left.connect(context.routes.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self._sheet.setFocus()
        self._load()

    def _load(self) -> None:
        self._context.store.run(
            self, self._context.services.site.view, self._show, self._show_error
        )

    def _admit(self, someone: NewPractitioner) -> None:
        self._add.setEnabled(False)
        work = partial(self._context.services.site.add, someone)
        self._context.store.run(self, work, self._admitted, self._show_error)

    def _admitted(self, someone: Practitioner) -> None:
        tr = self._context.tr
        self._add.setEnabled(True)
        self._add.clear()
        self._sheet.banner.show_message(
            Tone.GOOD,
            tr("{name} works here now", name=someone.name),
            tr("They sign in with their own name; lock this computer to change over."),
        )
        self._load()

    def _show(self, view: SiteView) -> None:
        tr = self._context.tr
        central = view.central or tr("Not connected yet")
        self._facts.set_rows(
            [
                [lead_label(tr("Site")), bold_label(view.workstation.site)],
                [lead_label(tr("Machine")), bold_label(view.workstation.machine)],
                [lead_label(tr("Central")), bold_label(central)],
                [lead_label(tr("Program version")), bold_label(view.program_version)],
            ]
        )
        self._people.set_rows(
            [
                [bold_label(person.name), person.sign_in_name, staff_role_text(person.role, tr)]
                for person in view.practitioners
            ]
        )
        kept = tr(
            "A passphrase opens the store only on this computer: the other half of its key is in"
            " the key ring of the operating system."
        )
        if not view.uses_keyring:
            kept = tr(
                "This computer has no key ring that can be trusted, so the passphrase alone opens"
                " the store. It was recorded so on the first day."
            )
        if not self._keys.rows.count():
            self._keys.add(bold_label(tr("Keys")), body_label(kept))
        for part in (self._facts, self._people, self._keys):
            part.show()
        self._add.setVisible(view.may_add)

    def _show_error(self, error: PtcError) -> None:
        self._add.setEnabled(True)
        said = error_message(error, self._context.tr)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
