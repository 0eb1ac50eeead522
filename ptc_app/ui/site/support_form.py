"""The form that changes the contact of site support: a name and a telephone number."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ptc_app.domain.workstation import SiteSupport
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.phone_and_email import phone_text
from ptc_app.ui.layouts.form_grid import FormGrid
from ptc_app.ui.messages.error_messages import written_text_error
from ptc_app.ui.registration.field_errors import phone_error
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import bold_label
from ptc_app.ui.widgets.object_names import with_object_name


class SupportForm(Card):
    """A form of the name and number of site support, with those stored now; stores nothing itself.

    Its button emits `asked` once both fields are filled with what can be stored.
    """

    asked = Signal(object)
    """Emitted with the SiteSupport as typed when the button is pressed and nothing is wrong."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__(name=tr("Change site support"))
        self._tr = tr
        self._stored: SiteSupport | None = None
        self._name = with_object_name(QLineEdit(), "site.support.name")
        self._phone = with_object_name(QLineEdit(), "site.support.phone")
        self._phone.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self._fields = (
            LabelledField(tr("Name of site support"), self._name),
            LabelledField(tr("Telephone of site support"), self._phone),
        )
        save = with_object_name(secondary_button(tr("&Change site support")), "site.support.save")
        save.clicked.connect(self._ask)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(save)
        self.add(bold_label(tr("Site support")), FormGrid([*self._fields], columns=2), foot)

    def show_stored(self, support: SiteSupport) -> None:
        """Put the contact that is stored into the fields, unless it was put there before.

        What is being typed thus stays when the page loads again.
        """
        if support == self._stored:
            return
        self._stored = support
        self._name.setText(support.name)
        self._phone.setText(phone_text(support.phone))

    def _ask(self) -> None:
        typed = SiteSupport(self._name.text(), self._phone.text())
        for field, problem in zip(self._fields, support_problems(typed, self._tr), strict=True):
            field.show_problem(problem)
        wrong = [field for field in self._fields if field.problem()]
        if wrong:
            wrong[0].editor.setFocus()
        else:
            self.asked.emit(typed)


def support_problems(typed: SiteSupport, tr: Localizer) -> tuple[str, str]:
    """Return what is wrong with the name and with the number, translated; "" where nothing is."""
    missing = tr("Fill this in.")
    name = written_text_error(typed.name, tr) if typed.name.strip() else missing
    phone = phone_error(typed.phone, tr) if typed.phone.strip() else missing
    return name, phone
