"""The sign-in page, also shown when locked; and a new passphrase by the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.centred_column import center_column
from ptc_app.ui.layouts.flow_layout import SpareWidth, flow_row
from ptc_app.ui.messages.error_messages import error_message
from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import link_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import Tone, muted_label, title_label
from ptc_app.ui.widgets.object_names import with_object_name

_WIDTH = 480
"""Pixels of the card in the middle."""


class StoreUnlockService(Protocol):
    """Turns secrets into the store key; provided by DeferredSignInService.

    Both methods are called on the store thread.
    """

    def unlock(self, sign_in_name: str, passphrase: str) -> bytes:
        """Return the store key (32 bytes) for a sign-in name and passphrase.

        StoreLocked where they do not fit (`passphrase`) or the machine secret is gone
        (`machine-secret`); StoreUnusable for a missing or damaged key file.
        """

    def recover(self, recovery_key: str, sign_in_name: str, passphrase: str) -> bytes:
        """Return the store key (32 bytes) by the recovery key, and store a new passphrase.

        StoreLocked for a wrong recovery key (`recovery`) or unknown sign-in name (`unknown-name`),
        RuleBroken("passphrase-short"), StoreUnusable for a missing or damaged key file.
        """


class SignInPage(QFrame):
    """Asks for sign-in name and passphrase; or for the recovery key, the name and a new passphrase.

    A button switches between the two. It calls `sign_in` on the store thread, one attempt at a
    time, and shows errors itself; `unlocked` is emitted with the store key. `why` is a translated
    text below the title, the usual one if empty. `support` is the contact of site support as text,
    empty before the first sign-in. `language_asked` asks its owner for the page in the next
    language.
    """

    unlocked = Signal(object)
    """Emitted with the UnlockedStore when the entries were accepted.

    The secrets have been cleared.
    """

    language_asked = Signal()
    """Emitted when the button for the next language is pressed; the page is to be made again."""

    def __init__(
        self, sign_in: StoreUnlockService, tr: Localizer, store: TaskQueue, *,
        why: str = "", support: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._sign_in_service = sign_in
        self._tr = tr
        self._store = store
        self._support = support
        self._is_busy = False
        self._recovers = False
        self.setProperty("look", "page")
        self._banner = Banner()
        self._fields: dict[str, LabelledField] = {}
        self._card = Card(name=tr("Sign in"))
        self._enter = with_object_name(primary_button(tr("Sign in")), "sign-in.enter")
        self._enter.clicked.connect(self._try)
        self._forgotten = with_object_name(
            link_button(tr("Passphrase forgotten?")), "sign-in.forgotten"
        )
        self._forgotten.clicked.connect(self._turn)
        self._arrange(why)
        self._show_fields()
        _line(self._fields["name"]).setFocus()

    def show_error(self, error: PtcError) -> None:
        """Show the message of an error and select the passphrase, to be typed again.

        In recovery it selects the recovery key instead.
        """
        said = error_message(error, self._tr, support=self._support)
        self._banner.show_message(Tone.STOP, said.title, said.text)
        self._rest()
        line = self._lines()[0 if self._recovers else -1]
        line.setFocus()
        line.selectAll()

    def _arrange(self, why: str) -> None:
        tr, card = self._tr, self._card
        card.rows.setContentsMargins(grid_space(3), grid_space(3), grid_space(3), grid_space(2))
        card.rows.setSpacing(grid_space(2))
        other = tr.next_of(available_languages()).native_name
        self._language = with_object_name(link_button(other), "sign-in.language")
        self._language.clicked.connect(self.language_asked)
        card.add(
            title_label(tr("Participant Technology Center")),
            muted_label(why or tr("Sign in to open the records of this site.")),
            self._banner,
            self._field("name", LabelledField(tr("User name"), QLineEdit())),
            self._field("passphrase", LabelledField(tr("Passphrase"), _secret())),
            self._enter,
            flow_row(
                self._forgotten, self._language, gap=grid_space(), spread=SpareWidth.BEFORE_LAST
            ),
        )
        center_column(self, card, _WIDTH)

    def _add_recovery_fields(self) -> None:
        """Make the fields of the recovery, which hardly anybody needs, round those there are."""
        tr, rows = self._tr, self._card.rows
        key = self._field("recovery-key", LabelledField(tr("Recovery key"), QLineEdit()))
        hint = tr("At least 12 characters, such as four or five words")
        new = self._field("new", LabelledField(tr("New passphrase"), _secret(), hint=hint))
        again = self._field("again", LabelledField(tr("New passphrase again"), _secret()))
        rows.insertWidget(rows.indexOf(self._fields["name"]), key)
        for field in (new, again):
            rows.insertWidget(rows.indexOf(self._enter), field)
        order = ("recovery-key", "name", "passphrase", "new", "again")
        editors = [_line(self._fields[key]) for key in order]
        for one, following in pairwise([*editors, self._enter, self._forgotten, self._language]):
            QWidget.setTabOrder(one, following)

    def _field(self, key: str, labelled: LabelledField) -> LabelledField:
        """The field, known by its key; Enter in it presses the button."""
        line = with_object_name(_line(labelled), f"sign-in.{key}")
        line.returnPressed.connect(self._try)
        self._fields[key] = labelled
        return labelled

    def _shown(self) -> tuple[str, ...]:
        if self._recovers:
            return ("recovery-key", "name", "new", "again")
        return ("name", "passphrase")

    def _show_fields(self) -> None:
        tr, shown = self._tr, self._shown()
        for key, labelled in self._fields.items():
            labelled.setVisible(key in shown)
            labelled.show_problem("")
        announce_content(self)
        self._forgotten.setText(
            tr("Back to the passphrase") if self._recovers else tr("Passphrase forgotten?")
        )
        self._rest()

    def _turn(self) -> None:
        """Switch between passphrase and recovery key."""
        self._recovers = not self._recovers
        if "recovery-key" not in self._fields:
            self._add_recovery_fields()
        self._show_fields()
        self._banner.clear()
        if self._recovers:
            tr = self._tr
            self._banner.show_message(
                Tone.INFO,
                tr("Open with the recovery key"),
                tr("Type the key from the paper, your user name, and a new passphrase."),
            )
        self._lines()[0].setFocus()

    def _try(self) -> None:
        """Check the entries and unlock, one attempt at a time because each takes Argon2id."""
        if self._is_busy or self._misses():
            return
        text = {key: _line(self._fields[key]).text() for key in self._shown()}
        name = text["name"].strip()
        work: Callable[[], bytes]
        if self._recovers:
            work = partial(self._sign_in_service.recover, text["recovery-key"], name, text["new"])
        else:
            work = partial(self._sign_in_service.unlock, name, text["passphrase"])
        self._is_busy = True
        self._enter.setText(self._tr("Opening the records…"))
        self._store.run(self, work, partial(self._opened, name), self.show_error)

    def _misses(self) -> bool:
        """Show what is missing and focus it; whether anything is."""
        problems = dict.fromkeys(self._shown(), "")
        for key in problems:
            if not _line(self._fields[key]).text().strip():
                problems[key] = self._tr("Fill this in.")
        if self._recovers and not problems["again"] and self._differs():
            problems["again"] = self._tr("The two passphrases differ.")
        for key, problem in problems.items():
            self._fields[key].show_problem(problem)
        wrong = [key for key, problem in problems.items() if problem]
        if wrong:
            _line(self._fields[wrong[0]]).setFocus()
        return bool(wrong)

    def _differs(self) -> bool:
        return _line(self._fields["new"]).text() != _line(self._fields["again"]).text()

    def _rest(self) -> None:
        self._is_busy = False
        tr = self._tr
        self._enter.setText(tr("Open with the recovery key") if self._recovers else tr("Sign in"))

    def _lines(self) -> list[QLineEdit]:
        return [_line(self._fields[key]) for key in self._shown()]

    def _opened(self, name: str, store_key: bytes) -> None:
        from ptc_app.ui.sign_in.unlocked_store import UnlockedStore  # nobody has signed in before

        for key in self._fields.keys() - {"name"}:
            _line(self._fields[key]).setText("")  # not clear(), which undo takes back
        self.unlocked.emit(UnlockedStore(name, store_key))


def _line(field: LabelledField) -> QLineEdit:
    editor = field.editor
    if not isinstance(editor, QLineEdit):
        raise TypeError(type(editor))
    return editor


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
