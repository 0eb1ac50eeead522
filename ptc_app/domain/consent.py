"""Consent: the form, the decision, and what is checked before it is signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.language import Language
from ptc_app.domain.printable_text import LONGEST_NAME, ensure_recordable
from ptc_app.domain.signature import DrawnSignature


class ConsentDecision(StrEnum):
    """What the participant decided on a consent form; NOT_SURE needs no name and no signature."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True)
class ConsentFormPage:
    """One page of a consent form in one language: its heading and its paragraphs, in order."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """One version of one consent form in one language, as it is shown.

    `key`: of the form in its program. `module`: what it asks consent for, a code such as
    `ConsentPII`. `sha256`: of the form's file, which holds all languages. `statement`: the text
    that a signature confirms.
    """

    key: str
    module: str
    version: str
    sha256: str
    language: Language
    title: str
    pages: tuple[ConsentFormPage, ...]
    statement: str


@dataclass(frozen=True, slots=True)
class ConsentSigning:
    """What the participant gave at the end of a consent form.

    `printed_name`: the name they typed. `signature`: what they drew, or None. `signed_on`: the
    date of their signature, by the calendar of the site.
    """

    decision: ConsentDecision
    printed_name: str = field(repr=False)
    signature: DrawnSignature | None = field(repr=False)
    signed_on: date


def ensure_signable(
    form: ConsentForm, progress: ConsentReadingProgress, signing: ConsentSigning
) -> None:
    """Refuse a consent that would be no evidence; NOT_SURE needs no name and no signature.

    RuleBroken: `consent-pages` (not all pages of this version and language were shown), as
    `ensure_recordable` for the printed name, `signature-too-large` (beyond the limits of
    `DrawnSignature`), `consent-name` (yes or no without a printed name), `consent-signature` (yes
    without a drawn line).
    """
    if not _was_read(form, progress):
        raise RuleBroken("consent-pages")
    _ensure_printable(signing)
    if signing.decision is ConsentDecision.NOT_SURE:
        return
    if not signing.printed_name.strip():
        raise RuleBroken("consent-name")
    signature = signing.signature
    if signing.decision is ConsentDecision.YES and not (signature and signature.has_line):
        raise RuleBroken("consent-signature")


def _ensure_printable(signing: ConsentSigning) -> None:
    """Refuse a name or a signature that cannot be printed, whatever was decided."""
    ensure_recordable(signing.printed_name.strip(), longest=LONGEST_NAME)
    if signing.signature and not signing.signature.is_within_limits:
        raise RuleBroken("signature-too-large")


def _was_read(form: ConsentForm, progress: ConsentReadingProgress) -> bool:
    """Whether each page came into view, in the words of this very form."""
    read = (progress.form_key, progress.form_version, progress.language)
    shown = {shown.page for shown in progress.shown}
    return read == (form.key, form.version, form.language) and shown.issuperset(
        range(len(form.pages))
    )
