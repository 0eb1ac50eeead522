"""Site set-up: names of site and workstation, site support, administrator, recovery key."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.workstation import SiteSupport
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.site_setup_and_unlock import (
    MIN_PASSPHRASE_LENGTH,
    NewKeys,
    SiteSetupRequest,
    is_kiosk_code,
)
from ptc_app.ui.layouts.centred_column import center_column
from ptc_app.ui.layouts.flow_layout import SpareWidth, flow_row
from ptc_app.ui.layouts.form_grid import FormGrid
from ptc_app.ui.messages.error_messages import error_message, written_text_error
from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.site.support_form import support_problems
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import Button, link_button, primary_button, secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import (
    Tone,
    WrappingLabel,
    body_label,
    figure_label,
    muted_label,
    title_label,
)
from ptc_app.ui.widgets.object_names import with_object_name

_WIDTH = 760
"""Pixels of the card in the middle."""


class SiteSetupService(Protocol):
    """Generates keys and creates the site; provided by DeferredSignInService.

    Both methods are called on the store thread.
    """

    def new_keys(self, setup: SiteSetupRequest) -> NewKeys:
        """Generate the keys of a new site and return them.

        Writes a secret to the machine's keyring where there is one, but no file. RuleBroken where
        an entry is blank (`setup-incomplete`) or a secret too short (`passphrase-short`,
        `kiosk-code-short`), as `ensure_recordable` for the names, or as `site_support_to_store`.
        """

    def set_up(self, setup: SiteSetupRequest, keys: NewKeys, recovery_key: str) -> None:
        """Write store and key file of the new site, with its first administrator.

        `recovery_key` is what the person typed. RuleBroken where it is not that of `keys`
        (`recovery-key-differs`) or the site exists (`already-set-up`); StoreUnusable where the
        files cannot be written.
        """


class SetupPage(QFrame):
    """The page that sets up a site: names, site support, administrator, then the recovery key.

    Two steps: the entries; then the recovery key, which the person writes down and types back.
    No file is written before the second step is done; then `finished` is emitted. Errors are shown
    on the page. `language_asked` asks its owner for the page in the next language.
    """

    finished = Signal()
    """Emitted when the site is set up; all entries have been cleared."""

    language_asked = Signal()
    """Emitted when the button for the next language is pressed; the page is to be made again."""

    def __init__(self, sign_in: SiteSetupService, tr: Localizer, store: TaskQueue) -> None:
        super().__init__()
        self._sign_in_service = sign_in
        self._tr = tr
        self._store = store
        self._asked: tuple[SiteSetupRequest, NewKeys] | None = None
        self._is_busy = False
        self.setProperty("look", "page")
        self._banner = Banner()
        self._lines = {key: with_object_name(QLineEdit(), f"setup.{key}") for key in _asked_for(tr)}
        for key in ("passphrase", "again", "code"):
            self._lines[key].setEchoMode(QLineEdit.EchoMode.Password)
        self._lines["support-phone"].setInputMethodHints(
            Qt.InputMethodHint.ImhDialableCharactersOnly
        )
        self._lines["code"].setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._fields = {
            key: LabelledField(label, self._lines[key], hint=hint)
            for key, (label, hint) in _asked_for(tr).items()
        }
        self._key: WrappingLabel = figure_label("")
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._ring = Banner()
        self._typed = with_object_name(QLineEdit(), "setup.recovery-key")
        self._typed_field = LabelledField(tr("Type the recovery key from the paper"), self._typed)
        self._lead: WrappingLabel = muted_label("")
        self._go_on = with_object_name(primary_button(tr("Make the keys")), "setup.keys")
        self._done_button = with_object_name(
            primary_button(tr("Set up this computer")), "setup.finish"
        )
        self._steps = (self._first_step(), self._second_step())
        self._arrange()
        self._show_step(0)

    @property
    def recovery_key(self) -> str:
        """The recovery key shown in the second step; empty before it."""
        return self._asked[1].recovery_key if self._asked else ""

    def _first_step(self) -> QWidget:
        tr = self._tr
        self._go_on.clicked.connect(self._make_keys)
        for line in self._lines.values():
            line.returnPressed.connect(self._make_keys)
        other = tr.next_of(available_languages()).native_name
        language = with_object_name(link_button(other), "setup.language")
        language.clicked.connect(self.language_asked)
        grid = FormGrid(list(self._fields.values()), columns=2)
        return _step([grid], language, self._go_on)

    def _second_step(self) -> QWidget:
        tr = self._tr
        self._done_button.clicked.connect(self._set_up)
        self._typed.returnPressed.connect(self._set_up)
        back = with_object_name(secondary_button(tr("&Back")), "setup.back")
        back.clicked.connect(partial(self._show_step, 0))
        warning = body_label(
            tr(
                "Write this recovery key on paper and keep it in a locked place,"
                " away from this computer. It opens this computer's records when"
                " every passphrase is forgotten. It is shown only now."
            )
        )
        return _step([warning, self._key, self._ring, self._typed_field], back, self._done_button)

    def _arrange(self) -> None:
        tr = self._tr
        card = Card(name=tr("First day"))
        card.rows.setContentsMargins(grid_space(3), grid_space(3), grid_space(3), grid_space(3))
        card.rows.setSpacing(grid_space(2))
        card.add(title_label(tr("Set up this computer")), self._lead, self._banner, *self._steps)
        center_column(self, card, _WIDTH)

    def _show_step(self, index: int, _checked: object = None) -> None:
        tr = self._tr
        leads = (
            tr("Step 1 of 2 · once, before the first participant"),
            tr("Step 2 of 2 · the recovery key"),
        )
        self._lead.setText(leads[index])
        for at, step in enumerate(self._steps):
            step.setVisible(at == index)
        announce_content(self)
        self._banner.clear()
        (self._lines["site"], self._typed)[index].setFocus()

    def _make_keys(self) -> None:
        """Validate the entries and generate keys, once at a time because Argon2id takes a while."""
        text = {key: line.text() for key, line in self._lines.items()}
        if self._is_busy or self._misses(text):
            return
        setup = SiteSetupRequest(
            text["site"], text["machine"], _support(text), text["name"], text["sign-in-name"],
            text["passphrase"], text["code"],
        )  # fmt: skip
        self._be_busy(self._tr("Making the keys…"))
        work = partial(self._sign_in_service.new_keys, setup)
        self._store.run(self, work, partial(self._show_key, setup), self._show_error)

    def _misses(self, text: dict[str, str]) -> bool:
        """Validate the entries and show what is wrong; whether anything is."""
        tr = self._tr
        missing = tr("Fill this in.")
        problems = {
            key: written_text_error(line, tr) if line.strip() else missing
            for key, line in text.items()
        }
        problems["support-name"], problems["support-phone"] = support_problems(_support(text), tr)
        if not problems["passphrase"] and len(text["passphrase"]) < MIN_PASSPHRASE_LENGTH:
            problems["passphrase"] = tr(
                "Use at least 12 characters; four or five words are easy to remember."
            )
        if not problems["again"] and text["passphrase"] != text["again"]:
            problems["again"] = tr("The two passphrases differ.")
        code = text["code"]
        if not problems["code"] and not is_kiosk_code(code):
            problems["code"] = tr("Use at least 6 digits.")
        for key, problem in problems.items():
            self._fields[key].show_problem(problem)
        wrong = [key for key, problem in problems.items() if problem]
        if wrong:
            self._lines[wrong[0]].setFocus()
        return bool(wrong)

    def _show_key(self, setup: SiteSetupRequest, keys: NewKeys) -> None:
        tr = self._tr
        self._rest()
        self._asked = (setup, keys)
        self._key.setText(keys.recovery_key.replace("-", "  "))
        self._key.setAccessibleName(tr("Recovery key: {key}", key=keys.recovery_key))
        self._typed.setText("")  # not clear(), which undo takes back
        self._typed_field.show_problem("")
        self._ring.clear()
        if not keys.uses_keyring:
            self._ring.show_message(
                Tone.WARN,
                tr("This computer has no key ring that can be trusted"),
                tr(
                    "The passphrase alone will open this computer's records. The audit log says so."
                ),
            )
        self._show_step(1)

    def _set_up(self) -> None:
        if self._asked is None:
            raise RuleBroken("setup-incomplete")
        if self._is_busy:
            return
        self._typed_field.show_problem("")
        self._be_busy(self._tr("Making the database…"))
        work = partial(self._sign_in_service.set_up, *self._asked, self._typed.text())
        self._store.run(self, work, self._done, self._show_error)

    def _done(self, _nothing: None) -> None:
        self._rest()
        for line in (*self._lines.values(), self._typed):
            line.setText("")  # not clear(), which undo takes back
        self.finished.emit()

    def _be_busy(self, text: str) -> None:
        self._is_busy = True
        for button in (self._go_on, self._done_button):
            button.setText(text)

    def _rest(self) -> None:
        self._is_busy = False
        self._go_on.setText(self._tr("Make the keys"))
        self._done_button.setText(self._tr("Set up this computer"))

    def _show_error(self, error: PtcError) -> None:
        self._rest()
        said = error_message(error, self._tr)
        if error.full_code == "rule.recovery-key-differs":
            self._typed_field.show_problem(f"{said.title}. {said.action}")
            self._typed.setFocus()
            return
        self._banner.show_message(Tone.STOP, said.title, said.text)


def _asked_for(tr: Localizer) -> dict[str, tuple[str, str]]:
    """Label and hint of each entry, by object name."""
    return {
        "site": (tr("Name of the site"), tr("As participants know it")),
        "machine": (tr("Name of this machine"), tr("As in: desk 2")),
        "support-name": (
            tr("Name of site support"),
            tr("Whom staff call when this computer does not work"),
        ),
        "support-phone": (tr("Telephone of site support"), tr("With the area code")),
        "name": (tr("Your name"), tr("You are the first administrator")),
        "sign-in-name": (tr("User name"), tr("What you type to sign in")),
        "passphrase": (tr("Passphrase"), tr("At least 12 characters, such as four or five words")),
        "again": (tr("Passphrase again"), tr("Type it again")),
        "code": (
            tr("Staff code"),
            tr("6 digits or more; it takes the computer back from a participant"),
        ),
    }


def _support(text: dict[str, str]) -> SiteSupport:
    return SiteSupport(text["support-name"], text["support-phone"])


def _step(parts: list[QWidget], left: Button, right: Button) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(grid_space(2))
    for part in parts:
        column.addWidget(part)
    column.addSpacing(grid_space())
    column.addWidget(flow_row(left, right, gap=grid_space(2), spread=SpareWidth.BEFORE_LAST))
    return box
