"""Site: this machine, who works here, and how its keys are kept."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.services.site import SiteView
from ptc_app.ui.frame import role_text
from ptc_app.ui.messages import message
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
        for part in (self._facts, self._people, self._keys):
            part.hide()
            self._sheet.add(part)
        self._sheet.end()
        self._sheet.left.connect(room.go.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self._sheet.setFocus()
        room.store.run(self, room.clinic.site.view, self._show, self._complain)

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
        self._keys.add(strong(words("Keys")), body(kept))
        for part in (self._facts, self._people, self._keys):
            part.show()

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
