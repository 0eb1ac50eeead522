"""The site page: this workstation, site support, practitioners, and how keys are protected."""

from __future__ import annotations

from functools import partial

from ptc_app.domain.errors import PtcError
from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.workstation import SiteSupport
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.site import NewPractitioner, SiteView
from ptc_app.ui.lists.cells import ListColumn, TextStyle, text_cell
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.messages.message_parts import joined
from ptc_app.ui.messages.support_contact import call_support
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.site.add_practitioner_form import AddPractitionerForm
from ptc_app.ui.site.support_form import SupportForm
from ptc_app.ui.site.support_text import support_text
from ptc_app.ui.staff_frame import staff_role_text
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import Tone, body_label, bold_label

_Fact = tuple[str, str]


class SitePage(StaffPage):
    """Shows site, workstation, site support, central, program version, practitioners and keys.

    Administrators also have the forms that change site support and add a practitioner. Keys:
    whether the passphrase opens the store only with a secret in the key ring of the operating
    system. Esc opens today's visits.
    """

    def __init__(self, context: PageContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Site"), below=tr("This computer and who works with it"))
        self._facts = _fact_model(context)
        self._people = _practitioner_model(context)
        self._keys = Card(name=tr("Keys"))
        self._add = AddPractitionerForm(tr)
        self._add.asked.connect(self._admit)
        self._support = SupportForm(tr)
        self._support.asked.connect(self._change_support)
        facts = ListCard(
            self._facts, name=tr("This computer"), object_name="site.facts", shows_all=True
        )
        people = ListCard(
            self._people,
            name=tr("Who works here"),
            object_name="site.practitioners",
            shows_all=True,
        )
        self._scaffold.add_list(facts)
        self._scaffold.add_list(people)
        for part in (self._support, self._add, self._keys):
            part.hide()
            self._scaffold.add(part)
        self._scaffold.end()
        self._scaffold.left.connect(context.routes.today)
        self._scaffold.setFocus()
        self._show_again()

    def _show_again(self) -> None:
        self._load(self._context.services.site.view, self._show)

    def _admit(self, someone: NewPractitioner) -> None:
        self._add.setEnabled(False)
        work = partial(self._context.services.site.add, someone)
        self._load(work, self._admitted)

    def _admitted(self, someone: Practitioner) -> None:
        tr = self._context.tr
        self._add.setEnabled(True)
        self._add.clear()
        self._scaffold.banner.show_message(
            Tone.GOOD,
            tr("{name} was added", name=someone.name),
            tr("This person signs in with their own name. Lock this computer to change over."),
        )
        self._show_again()

    def _change_support(self, typed: SiteSupport) -> None:
        self._support.setEnabled(False)
        work = partial(self._context.services.site.change_support, typed)
        self._load(work, self._support_changed)

    def _support_changed(self, support: SiteSupport) -> None:
        tr, contact = self._context.tr, support_text(support)
        self._support.setEnabled(True)
        self._context.support.show(contact)
        self._scaffold.banner.show_message(
            Tone.GOOD,
            tr("Site support is saved"),
            tr("Messages name it: {contact}.", contact=contact),
        )
        self._show_again()

    def _show(self, view: SiteView) -> None:
        tr = self._context.tr
        self._facts.set_rows(_site_facts(view, tr))
        self._people.set_rows(view.practitioners)
        kept = tr(
            "A passphrase opens this computer's records only on this computer: the"
            " other half of the key is in the key ring of the operating system."
        )
        if not view.uses_keyring:
            kept = tr(
                "This computer has no key ring that can be trusted, so the"
                " passphrase alone opens this computer's records. The audit log of"
                " the first day says so."
            )
        if not self._keys.rows.count():
            self._keys.add(bold_label(tr("Keys")), body_label(kept))
        self._keys.show()
        self._support.show_stored(view.support)
        for form in (self._support, self._add):
            form.setVisible(view.may_change)

    def _show_error(self, error: PtcError) -> None:
        for form in (self._support, self._add):
            form.setEnabled(True)
        super()._show_error(error)


def _fact_model(context: PageContext) -> PagedModel[_Fact]:
    """Names and values, without a header."""
    return PagedModel[_Fact](
        (
            ListColumn("", lambda fact, _at: text_cell(fact[0], TextStyle.LEAD), stretch=1),
            ListColumn("", lambda fact, _at: text_cell(fact[1], TextStyle.STRONG), stretch=3),
        ),
        context.store,
        key_of=lambda fact: fact[0],
        name_of=lambda fact: fact[0],
    )


def _practitioner_model(context: PageContext) -> PagedModel[Practitioner]:
    tr = context.tr
    return PagedModel[Practitioner](
        (
            ListColumn(
                tr("Staff member"),
                lambda person, _at: text_cell(person.name, TextStyle.STRONG),
                stretch=3,
            ),
            ListColumn(
                tr("User name"), lambda person, _at: text_cell(person.sign_in_name), stretch=2
            ),
            ListColumn(
                tr("Role"),
                lambda person, _at: text_cell(staff_role_text(person.role, tr)),
                stretch=2,
            ),
        ),
        context.store,
        key_of=lambda person: person.id,
        name_of=lambda person: person.name,
    )


def _site_facts(view: SiteView, tr: Localizer) -> list[_Fact]:
    """Return the rows about this computer, each as label and text."""
    contact = support_text(view.support)
    facts = [
        (tr("Site"), view.workstation.site),
        (tr("Machine"), view.workstation.machine),
        (tr("Site support"), contact),
        (tr("Central system"), view.central or tr("Not connected yet")),
        (tr("Version of the forms"), view.program_version),
    ]
    if view.unusable_version:
        unusable = tr("Version {version} cannot be used", version=view.unusable_version)
        needed = tr("This computer needs the newer version of the app.")
        facts.append((unusable, joined(needed, call_support(contact, tr))))
    return facts
