"""The message for an error, and for an entry that cannot be stored."""

from __future__ import annotations

from typing import NamedTuple

from ptc_app.clock_and_ids import local_time
from ptc_app.domain.errors import ClockWrong, PtcError, RuleBroken
from ptc_app.domain.printable_text import LONGEST_NAME, ensure_recordable
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.kiosk_messages import kiosk_messages, kiosk_store_message
from ptc_app.ui.messages.message_parts import ErrorTexts, MessageParts
from ptc_app.ui.messages.rule_messages import rule_messages
from ptc_app.ui.messages.support_contact import call_support
from ptc_app.ui.messages.system_messages import system_messages, wrong_clock_message


class ErrorMessage(NamedTuple):
    """A translated message in three parts, none of them empty.

    `title`: what happened, as a headline. `kept`: what was saved or left as it was, as sentences.
    `action`: what to do, as sentences.
    """

    title: str
    kept: str
    action: str

    @property
    def text(self) -> str:
        """What was kept, then what to do: the text below the headline."""
        return f"{self.kept} {self.action}"


def error_message(error: PtcError, tr: Localizer, *, support: str = "") -> ErrorMessage:
    """Return the message for staff: for an error's full code, else for its code, else the general.

    `support` is the contact of site support (name and telephone number), empty where there is none.
    The message of a wrong clock names what it shows.
    """
    if isinstance(error, ClockWrong):
        return ErrorMessage(*wrong_clock_message(local_time(error.shown), tr))
    return ErrorMessage(*_found(error, staff_messages(tr, support)) or _general(tr, support))


def participant_message(error: PtcError, tr: Localizer) -> ErrorMessage:
    """Return the message for a participant at the kiosk: plain words, and the staff to ask.

    What a participant can mend has a message of its own; an error of the store says that it was not
    saved; every other one has the general message.
    """
    known = kiosk_messages(tr)
    if error.code == "store.unusable":
        return ErrorMessage(*kiosk_store_message(tr))
    return ErrorMessage(*_found(error, known) or known["failed"])


def staff_messages(tr: Localizer, support: str = "") -> ErrorTexts:
    """Return the message for staff of each error code that has one.

    `support` is the contact of site support, empty where there is none.
    """
    call = call_support(support, tr)
    return {**rule_messages(tr, call), **system_messages(tr, call)}


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


def _found(error: PtcError, known: ErrorTexts) -> MessageParts | None:
    return known.get(error.full_code) or known.get(error.code)


def _general(tr: Localizer, support: str) -> MessageParts:
    return staff_messages(tr, support)["failed"]
