"""The signed consent form as a PDF: the text shown, the decision, the signature, the evidence."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from ptc_app.documents.signature_drawing import signature_svg
from ptc_app.documents.typst_rendering import render_template
from ptc_app.domain.signature import DrawnSignature


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFormPage:
    """One page of the form as the participant saw it: heading and paragraphs, in plain text."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPageDisplay:
    """That a page was shown: its heading, and the time as text in the document's language."""

    heading: str
    shown_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPdfContent:
    """All that is printed of a signed consent; every text is literal and never read as markup.

    `language`: code of the language of the template's own texts; the others are in it already.
    `pages`: those of the form, in order.
    `decision`: what was decided, as text.
    `signed_on`: the date as text.
    `practitioner`, `site`, `machine`: names of the staff member, the site and the computer.
    `form_hash`: hexadecimal SHA-256 of the form's file.
    `pages_shown`: each time a page came into view, in order.
    """

    language: str
    title: str
    version: str
    pages: tuple[PrintedFormPage, ...]
    statement: str
    """What the person confirms by signing."""
    decision: str
    participant_name: str = field(repr=False)
    participant_identifier: str
    signature: DrawnSignature | None = field(repr=False)
    """None when the decision needs none."""
    signed_on: str
    practitioner: str
    site: str
    machine: str
    record_id: str
    form_hash: str
    pages_shown: tuple[PrintedPageDisplay, ...] = ()
    practice: bool = False
    """Whether it is of a practice site; each page says so."""
    evidence: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """More lines of evidence (witness, interpreter, how identity was confirmed): label, value."""
    made_at: datetime
    """The time in the PDF's metadata, with its zone: the same document is the same bytes."""


def render_consent_pdf(form: ConsentPdfContent) -> bytes:
    """The signed form as a tagged PDF on US Letter; DocumentFailed when it cannot be made."""
    return render_template("consent", consent_pdf_values(form), made_at=form.made_at)


def consent_pdf_values(form: ConsentPdfContent) -> dict[str, object]:
    """The values of the template `consent.typ` by name: the fields of the content but `made_at`.

    The signature is the text of an SVG image, or None.
    """
    values = asdict(form)
    values["signature"] = signature_svg(form.signature) if form.signature else None
    del values["made_at"]
    return values
