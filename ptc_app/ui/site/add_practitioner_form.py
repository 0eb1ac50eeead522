"""The form that adds a practitioner: name, sign-in name, passphrase, kiosk code and role."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ptc_app.domain.practitioner import StaffRole
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.site import NewPractitioner
from ptc_app.ui.layouts.form_grid import FormGrid
from ptc_app.ui.staff_frame import staff_role_text
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import bold_label
from ptc_app.ui.widgets.object_names import with_object_name


class AddPractitionerForm(Card):
    """A form of name, sign-in name, passphrase (twice), kiosk code and role; stores nothing.

    The new practitioner fills it in, so that nobody else knows their passphrase. Its button emits
    `asked` with what was typed, once both passphrases are equal.
    """

    asked = Signal(object)
    """Emitted with a NewPractitioner when the button is pressed and both passphrases are equal.

    The other entries are as typed; the service checks them.
    """

    def __init__(self, tr: Localizer) -> None:
        super().__init__(name=tr("Add a staff member"))
        self._tr = tr
        self._role = with_object_name(DropDown(name=tr("Role")), "site.add.role")
        for role in (StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR):
            self._role.addItem(staff_role_text(role, tr), role)
        self._fields = {
            "name": self._line("name", tr("Name"), ""),
            "sign-in-name": self._line(
                "sign-in-name", tr("User name"), tr("What they type to sign in")
            ),
            "passphrase": self._secret(
                "passphrase",
                tr("Passphrase"),
                tr("At least 12 characters, such as four or five words"),
            ),
            "again": self._secret("again", tr("Passphrase again"), tr("Type it again")),
            "code": self._secret(
                "code",
                tr("Staff code"),
                tr("6 digits or more; it takes the computer back from a participant"),
            ),
        }
        add = with_object_name(secondary_button(tr("&Add this person")), "site.add.save")
        add.clicked.connect(self._ask)
        grid = FormGrid([*self._fields.values(), LabelledField(tr("Role"), self._role)], columns=3)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(add)
        self.add(bold_label(tr("Add a staff member")), grid, foot)

    def clear(self) -> None:
        """Empty all text fields for the next one, so that no passphrase stays in the form."""
        for field in self._fields.values():
            _text_of(field, "")

    def _ask(self) -> None:
        said = {key: _text_of(field) for key, field in self._fields.items()}
        differ = said["passphrase"] != said["again"]
        problem = self._tr("The two passphrases differ.") if differ else ""
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

    def _line(self, key: str, label: str, hint: str) -> LabelledField:
        return LabelledField(label, with_object_name(QLineEdit(), f"site.add.{key}"), hint=hint)

    def _secret(self, key: str, label: str, hint: str) -> LabelledField:
        line = with_object_name(QLineEdit(), f"site.add.{key}")
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return LabelledField(label, line, hint=hint)


def _text_of(field: LabelledField, new: str | None = None) -> str:
    """What is typed in a field; replaced where something new is given."""
    editor = field.editor
    if not isinstance(editor, QLineEdit):
        return ""
    if new is not None:
        editor.setText(new)
    return editor.text()
