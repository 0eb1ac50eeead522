"""Where a consent is signed: what a signature says, the pad, the name, the day, who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.author import Author
from ptc_app.domain.consent import (
    ConsentDecision,
    ConsentForm,
    ConsentSigning,
)
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.question_view import ProblemMessage
from ptc_app.ui.theme import Audience, current_look, grid_space
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import body_label, caption_label, heading_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.signature_pad import SignaturePad

_TWO_COLUMNS = 880
"""Pixels, at 100 % text, from which on the name stands beside the pad."""
_PAD_SHARE, _NAME_SHARE = 11, 6


@dataclass(frozen=True, slots=True)
class SigningContext:
    """What is known before anything is written: the form, and who is with the person."""

    form: ConsentForm
    author: Author


class SigningView(QWidget):
    """Keeps name and strokes until they are taken back."""

    name_typed = Signal(str)
    """The name, at each letter that is typed."""

    def __init__(self, signer: SigningContext, tr: Localizer) -> None:
        super().__init__()
        self._pad = with_object_name(
            SignaturePad(
                name=tr("Your signature"),
                hint=tr("Sign on the line with your finger or the pen"),
                clear_text=tr("Clear"),
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
        """Put pad and name in place, with the texts beside them; those texts, to be read aloud."""
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
        told = [with_you, tr("You get a copy of this form today.")]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(grid_space(6))
        self._row.addLayout(_column(*said, self._unsigned, self._pad), _PAD_SHARE)
        self._row.addLayout(
            _column(
                self._name_field,
                LabelledField(tr("Date"), self._day, scale=Audience.KIOSK),
                *(caption_label(text, scale=Audience.KIOSK) for text in told),
            ),
            _NAME_SHARE,
        )
        return "\n".join([label.text() for label in said] + told)

    @property
    def name(self) -> str:
        return self._name.text()

    def write_name(self, name: str) -> None:
        """A name that was written before, in the form of another language."""
        self._name.setText(name)

    def show_day(self, today: date) -> None:
        """The day it is signed on."""
        self._day.setText(self._tr.date_text(today))

    def signing(self, decision: ConsentDecision, today: date) -> ConsentSigning:
        """The decision with what is written and drawn now."""
        signature = None if self._pad.is_empty() else _signature(self._pad)
        return ConsentSigning(decision, self.name.strip(), signature, today)

    def show_missing(self, code: str, text: str) -> QWidget | None:
        """Say it where it is missing, and where that is; nothing where it is not of this page."""
        if code == "rule.consent-name":
            return self.show_name_problem(text)
        if code == "rule.consent-signature":
            self._unsigned.show_problem(text)
            return self._unsigned
        return None

    def show_name_problem(self, text: str) -> QWidget:
        """Say it at the name, and where that is."""
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
