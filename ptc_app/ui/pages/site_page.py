"""Site: this machine, who works here, and how its keys are kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.practitioner import Practitioner
from ptc_app.services.site import NewPractitioner, SiteView
from ptc_app.ui.frame import role_text
from ptc_app.ui.messages import message
from ptc_app.ui.pages.add_practitioner import AddPractitioner
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Tone, body, lead, strong


class SitePage(QWidget):
    """What was set up here."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        words = room.words
        self._sheet = Sheet(words("Site"), below=words("This computer and who works with it"))
        self._facts = RowList(name=words("This computer"), stretch=(1, 3))
        self._people = RowList(
            (words("Practitioner"), words("Sign-in name"), words("Role")),
            name=words("Who works here"),
            stretch=(3, 2, 2),
        )
        self._keys = Card(name=words("Keys"))
        self._add = AddPractitioner(words)
        self._add.asked.connect(self._admit)
        for part in (self._facts, self._people, self._add, self._keys):
            part.hide()
            self._sheet.add(part)
        self._sheet.end()
        self._sheet.left.connect(room.go.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self._sheet.setFocus()
        self._load()

    def _load(self) -> None:
        self._room.store.run(self, self._room.clinic.site.view, self._show, self._complain)

    def _admit(self, someone: NewPractitioner) -> None:
        self._add.setEnabled(False)
        work = partial(self._room.clinic.site.add, someone)
        self._room.store.run(self, work, self._admitted, self._complain)

    def _admitted(self, someone: Practitioner) -> None:
        words = self._room.words
        self._add.setEnabled(True)
        self._add.clear()
        self._sheet.banner.show_message(
            Tone.GOOD,
            words("{name} works here now", name=someone.name),
            words("They sign in with their own name; lock this computer to change over."),
        )
        self._load()

    def _show(self, view: SiteView) -> None:
        words = self._room.words
        central = view.central or words("Not connected yet")
        self._facts.set_rows(
            [
                [lead(words("Site")), strong(view.desk.site)],
                [lead(words("Machine")), strong(view.desk.machine)],
                [lead(words("Central")), strong(central)],
                [lead(words("Program version")), strong(view.program_version)],
            ]
        )
        self._people.set_rows(
            [
                [strong(person.name), person.sign_in_name, role_text(person.role, words)]
                for person in view.practitioners
            ]
        )
        kept = words(
            "A passphrase opens the store only on this computer: the other half of its key is in"
            " the key ring of the operating system."
        )
        if not view.uses_keyring:
            kept = words(
                "This computer has no key ring that can be trusted, so the passphrase alone opens"
                " the store. It was recorded so on the first day."
            )
        if not self._keys.rows.count():
            self._keys.add(strong(words("Keys")), body(kept))
        for part in (self._facts, self._people, self._keys):
            part.show()
        self._add.setVisible(view.may_add)

    def _complain(self, error: PtcError) -> None:
        self._add.setEnabled(True)
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
