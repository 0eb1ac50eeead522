"""Consent: the form, the decision, and the evidence that both were seen and meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

import msgspec

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.language import Language
from ptc_app.domain.signature import DrawnSignature


class ConsentDecision(StrEnum):
    """What the participant decided."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True)
class ConsentFormPage:
    """One page of a form in one language."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """One version of one form in one language; `sha256` is of the file all languages share.

    `module` is the program's code, as in `ConsentPII`; `statement` is what a signature says.
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
class PageDisplay:
    """When a page of the form came into view."""

    page: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentProgress:
    """A form being read: kept on disk page by page, so that reading can be resumed."""

    form_key: str
    form_version: str
    language: Language
    page: int = 0
    shown: tuple[PageDisplay, ...] = ()
    printed_name: str = ""


@dataclass(frozen=True, slots=True)
class ConsentSigning:
    """What the participant gave at the end: the decision, their name, their signature."""

    decision: ConsentDecision
    printed_name: str
    signature: DrawnSignature | None
    signed_on: date


def page_displayed(progress: ConsentProgress, page: int, at: datetime) -> ConsentProgress:
    """The reader is on this page now."""
    return replace(progress, page=page, shown=(*progress.shown, PageDisplay(page, at)))


def unread_draft(draft: bytes) -> bytes:
    """The draft of the same form in the same language (a ConsentProgress as JSON), with no page
    displayed and no name: who signs again reads again."""
    read = msgspec.json.decode(draft, type=ConsentProgress)
    return msgspec.json.encode(ConsentProgress(read.form_key, read.form_version, read.language))


def ensure_signable(form: ConsentForm, progress: ConsentProgress, signing: ConsentSigning) -> None:
    """Refuse what would be no evidence: unread pages, no name, no signature under a yes."""
    if not _was_read(form, progress):
        raise RuleBroken("consent-pages")
    if signing.decision is ConsentDecision.NOT_SURE:
        return
    if not signing.printed_name.strip():
        raise RuleBroken("consent-name")
    signature = signing.signature
    if signing.decision is ConsentDecision.YES and not (signature and signature.has_line):
        raise RuleBroken("consent-signature")


def _was_read(form: ConsentForm, progress: ConsentProgress) -> bool:
    """Whether each page came into view, in the words of this very form."""
    read = (progress.form_key, progress.form_version, progress.language)
    shown = {shown.page for shown in progress.shown}
    return read == (form.key, form.version, form.language) and shown.issuperset(
        range(len(form.pages))
    )
