"""One page of a consent form, to be read."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.consent import ConsentForm
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import body_label, caption_label, heading_label


class FormPageView(QWidget):
    """Shows one page of a consent form, counted from 0: title, heading, paragraphs.

    `spoken` is all of its text, one a line, to be read aloud. IndexError for a page the form does
    not have.
    """

    def __init__(self, form: ConsentForm, page: int) -> None:
        super().__init__()
        shown = form.pages[page]
        said = [
            caption_label(form.title, scale=Audience.KIOSK),
            heading_label(shown.heading, scale=Audience.KIOSK),
            *(body_label(paragraph, scale=Audience.KIOSK) for paragraph in shown.paragraphs),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        for label in said:
            column.addWidget(label)
        self.spoken = "\n".join(label.text() for label in said)
