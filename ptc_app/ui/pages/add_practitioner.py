"""Letting someone new work here: their name, their passphrase, and their kiosk code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ptc_app.domain.practitioner import Role
from ptc_app.services.site import NewPractitioner
from ptc_app.ui.frame import role_text
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.pages.form_grid import FormGrid
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.text import strong


class AddPractitioner(Card):
    """Typed by the newcomer themselves: nobody else knows their passphrase."""

    asked = Signal(object)
    """A NewPractitioner."""

    def __init__(self, words: Words) -> None:
        super().__init__(name=words("Add a practitioner"))
        self._words = words
        self._role = named(Chooser(name=words("Role")), "site.add.role")
        for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
            self._role.addItem(role_text(role, words), role)
        self._fields = {
            "name": self._line("name", words("Name"), ""),
            "sign-in-name": self._line(
                "sign-in-name", words("Sign-in name"), words("What they type to sign in")
            ),
            "passphrase": self._secret(
                "passphrase", words("Passphrase"), words("At least 12 characters")
            ),
            "again": self._secret("again", words("Passphrase again"), words("The same once more")),
            "code": self._secret(
                "code", words("Kiosk code"), words("6 digits or more; it takes the kiosk back")
            ),
        }
        add = named(plain_button(words("&Add this practitioner")), "site.add.save")
        add.clicked.connect(self._ask)
        grid = FormGrid([*self._fields.values(), Field(words("Role"), self._role)], columns=3)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(add)
        self.add(strong(words("Add a practitioner")), grid, foot)

    def clear(self) -> None:
        """Ready for the next one; nothing of a passphrase stays on the screen."""
        for field in self._fields.values():
            _text_of(field, "")

    def _ask(self) -> None:
        said = {key: _text_of(field) for key, field in self._fields.items()}
        differ = said["passphrase"] != said["again"]
        problem = self._words("The two passphrases differ.") if differ else ""
        self._fields["again"].show_problem(problem)
        if not differ:
            self.asked.emit(
                NewPractitioner(
                    said["name"],
                    said["sign-in-name"],
                    self._role.currentData(),
                    said["passphrase"],
                    said["code"],
                )
            )

    def _line(self, key: str, label: str, hint: str) -> Field:
        return Field(label, named(QLineEdit(), f"site.add.{key}"), hint=hint)

    def _secret(self, key: str, label: str, hint: str) -> Field:
        line = named(QLineEdit(), f"site.add.{key}")
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return Field(label, line, hint=hint)


def _text_of(field: Field, new: str | None = None) -> str:
    """What is typed in a field; replaced where something new is given."""
    editor = field.editor
    if not isinstance(editor, QLineEdit):
        return ""
    if new is not None:
        editor.setText(new)
    return editor.text()
