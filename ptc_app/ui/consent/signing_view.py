"""The page where a consent is decided and signed: statement, pad, name, date, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.author import Author
from ptc_app.domain.consent import ConsentDecision, ConsentForm, ConsentSigning
from ptc_app.domain.signature import MOST_SIGNATURE_POINTS, DrawnSignature, SignaturePoint
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.consent.decision_buttons import DecisionButtons
from ptc_app.ui.theme import Audience, current_look, grid_space
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import body_label, caption_label, heading_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.problem_message import ProblemMessage
from ptc_app.ui.widgets.signature_pad import SignaturePad

_TWO_COLUMNS = 880
"""Width in pixels, at 100 % text size, from which on the name is beside the pad, not below."""
_PAD_SHARE, _NAME_SHARE = 11, 6


@dataclass(frozen=True, slots=True)
class SigningContext:
    """The form that is signed, and the author who is with the participant."""

    form: ConsentForm
    author: Author


class SigningView(QWidget):
    """Shows the statement of a form, a signature pad, the printed name, the date and the author.

    Below them stand the buttons of the decisions. It keeps name and strokes until it is deleted;
    `spoken` is its text, to be read aloud.
    """

    name_typed = Signal(str)
    """Emitted with the name at each letter a person types."""

    decided = Signal(object)
    """Emitted with the ConsentDecision whose button was pressed."""

    def __init__(self, signer: SigningContext, tr: Localizer) -> None:
        super().__init__()
        self._pad = with_object_name(
            SignaturePad(
                name=tr("Your signature"),
                hint=tr("Sign on the line with your finger or the pen"),
                clear_text=tr("Clear"),
                most_points=MOST_SIGNATURE_POINTS,
            ),
            "consent.pad",
        )
        self._pad.setMinimumHeight(self._pad.sizeHint().height())
        self._name = with_object_name(_line(), "consent.name")
        self._day = _line()
        self._day.setReadOnly(True)
        self._tr = tr
        self._name_field = LabelledField(
            tr("Your name, as you write it"), self._name, scale=Audience.KIOSK
        )
        self._unsigned = ProblemMessage()
        self._pad.changed.connect(lambda: self._unsigned.show_problem(""))
        self._name.textEdited.connect(lambda _text: self._name_field.show_problem(""))
        self._name.textEdited.connect(self.name_typed)
        self.spoken = self._arrange(signer)

    def _arrange(self, signer: SigningContext) -> str:
        """Lay out the parts; returns their text, to be read aloud."""
        tr = self._tr
        said = [
            heading_label(tr("Please sign"), scale=Audience.KIOSK),
            body_label(signer.form.statement, scale=Audience.KIOSK),
        ]
        with_you = tr(
            "With you: {name}, {site}",
            name=signer.author.practitioner.name,
            site=signer.author.workstation.site,
        )
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(grid_space(6))
        self._row.addLayout(_column(self._unsigned, self._pad), _PAD_SHARE)
        self._row.addLayout(
            _column(
                self._name_field,
                LabelledField(tr("Date"), self._day, scale=Audience.KIOSK),
                caption_label(with_you, scale=Audience.KIOSK),
            ),
            _NAME_SHARE,
        )
        choices = DecisionButtons(tr)
        choices.decided.connect(self.decided)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        for label in said:
            column.addWidget(label)
        column.addLayout(self._row)
        column.addWidget(choices)
        return "\n".join((*(label.text() for label in said), with_you))

    @property
    def name(self) -> str:
        """The printed name as it is typed now; space around it is not taken away."""
        return self._name.text()

    def write_name(self, name: str) -> None:
        """Show this name, typed before in the form of another language.

        `name_typed` is not emitted.
        """
        self._name.setText(name)

    def edit_name(self) -> None:
        """Give the focus to the name, selected, to be written again."""
        self._name.setFocus()
        self._name.selectAll()

    def show_day(self, today: date) -> None:
        """Show this date, which is that of signing, in a line that cannot be edited."""
        self._day.setText(self._tr.date_text(today))

    def signing(self, decision: ConsentDecision, today: date) -> ConsentSigning:
        """Return what is signed: the decision, the name (trimmed), the strokes and the date.

        The signature is None where nothing was drawn. Whether it may be signed is not checked.
        """
        signature = None if self._pad.is_empty() else _signature(self._pad)
        return ConsentSigning(decision, self.name.strip(), signature, today)

    def show_missing(self, code: str, text: str) -> QWidget | None:
        """Show `text` beside the field this error code is about, and return what to scroll to.

        Codes are `rule.consent-name`, `rule.consent-signature` and `rule.signature-too-large`; None
        for any other.
        """
        if code == "rule.consent-name":
            return self.show_name_problem(text)
        if code in {"rule.consent-signature", "rule.signature-too-large"}:
            self._unsigned.show_problem(text)
            return self._unsigned
        return None

    def show_name_problem(self, text: str) -> QWidget:
        """Show this text below the name, focus the name, and return the widget to scroll to."""
        self._name_field.show_problem(text)
        self._name.setFocus()
        return self._name_field

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        is_wide = self.width() >= current_look().scaled(_TWO_COLUMNS)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setProperty("scale", Audience.KIOSK.value)
    return line


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(grid_space(2))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column


def _signature(pad: SignaturePad) -> DrawnSignature:
    return DrawnSignature(
        tuple(tuple(SignaturePoint(*point) for point in stroke) for stroke in pad.strokes()),
        pad.canvas_size().width(),
        pad.canvas_size().height(),
        pad.image_png(),
    )
