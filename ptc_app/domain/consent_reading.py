"""What of a consent form was shown, and when: the draft of a consent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from ptc_app.domain.errors import DraftUnreadable
from ptc_app.domain.language import Language
from ptc_app.domain.undecodable import UNDECODABLE


@dataclass(frozen=True, slots=True)
class PageDisplay:
    """That a page of the form, by its number from 0, came into view `at` this time."""

    page: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentReadingProgress:
    """How far a participant has read a consent form; saved page by page, to be resumed.

    `form_key`, `form_version`, `language`: of the form that is read. `page`: the number (from 0)
    of the page in view. `shown`: each display of a page, in order of time. `printed_name`: the
    name typed so far.
    """

    form_key: str
    form_version: str
    language: Language
    page: int = 0
    shown: tuple[PageDisplay, ...] = ()
    printed_name: str = field(default="", repr=False)


def page_displayed(
    progress: ConsentReadingProgress, page: int, at: datetime
) -> ConsentReadingProgress:
    """The progress with this page (from 0) as the current one, and its display added to `shown`.

    A page that is displayed again is added again.
    """
    return replace(progress, page=page, shown=(*progress.shown, PageDisplay(page, at)))


def encode_reading_progress(progress: ConsentReadingProgress) -> bytes:
    """The progress as JSON: the draft of a consent."""
    return msgspec.json.encode(progress)


def decode_reading_progress(draft: bytes) -> ConsentReadingProgress:
    """What `encode_reading_progress` was given; raises DraftUnreadable (`damaged`)."""
    try:
        return msgspec.json.decode(draft, type=ConsentReadingProgress)
    except UNDECODABLE as error:
        raise DraftUnreadable("damaged") from error


def unread_draft(draft: bytes) -> bytes:
    """The draft (a ConsentReadingProgress as JSON) from which a consent form is read again.

    It is of the same form, version and language, with no page displayed and no name. `draft` is
    the one that was signed. Raises DraftUnreadable (`damaged`).
    """
    read = decode_reading_progress(draft)
    return encode_reading_progress(
        ConsentReadingProgress(read.form_key, read.form_version, read.language)
    )
