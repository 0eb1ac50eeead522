"""The message for an error, and for an entry that cannot be stored."""

from __future__ import annotations

from typing import NamedTuple

from ptc_app.clock_and_ids import local_time
from ptc_app.domain.errors import ClockWrong, PtcError, RuleBroken
from ptc_app.domain.printable_text import LONGEST_NAME, ensure_recordable
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.rule_messages import rule_messages
from ptc_app.ui.messages.system_messages import system_messages, wrong_clock_texts


class ErrorMessage(NamedTuple):
    """A translated message: `title` says what happened, `text` what was saved and what to do."""

    title: str
    text: str


def error_message(error: PtcError, tr: Localizer) -> ErrorMessage:
    """Return the message for an error's full code (store.unusable.full), else for its code.

    A code without a message gets the general one. The message of a wrong clock names what it shows.
    """
    if isinstance(error, ClockWrong):
        return ErrorMessage(*wrong_clock_texts(local_time(error.shown), tr))
    known = {**rule_messages(tr), **system_messages(tr)}
    texts = known.get(error.full_code) or known.get(error.code) or known["failed"]
    return ErrorMessage(*texts)


def written_text_error(text: str, tr: Localizer, *, longest: int = LONGEST_NAME) -> str:
    """Return what to do about a name or note that `ensure_recordable` refuses; empty for any other.

    `longest` is the most characters it may have.
    """
    try:
        ensure_recordable(text, longest=longest)
    except RuleBroken as broken:
        return {
            "rule.text-too-long": tr("Write at most {count} characters.", count=tr.number(longest)),
            "rule.text-unprintable": tr(
                "Something in this cannot be seen or saved. Type it again."
            ),
        }[broken.full_code]
    return ""
