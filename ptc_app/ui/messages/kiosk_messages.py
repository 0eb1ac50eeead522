"""Messages for participants at the kiosk, by error code."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.message_parts import ErrorTexts, MessageParts


def kiosk_messages(tr: Localizer) -> ErrorTexts:
    """Return a message for each code that a participant can act on; `failed` is the general one.

    No message has words meant for staff: none names files, versions, disks or site support.
    """
    return {**_consent(tr), **_answers(tr), **_written_texts(tr), **_of_staff(tr), **_general(tr)}


def kiosk_store_message(tr: Localizer) -> MessageParts:
    """Return the message for an error of the store: what is on the screen was not saved."""
    return (
        tr("We could not save this"),
        tr("What is on the screen stays here, but it is not saved yet."),
        tr("Please ask the staff."),
    )


def _consent(tr: Localizer) -> ErrorTexts:
    stays = tr("What you wrote stays here.")
    return {
        "rule.consent-pages": (
            tr("Some pages were not shown"),
            tr("Nothing was decided yet."),
            tr("Go back and look at each page of the form before you decide."),
        ),
        "rule.consent-name": (
            tr("Your name is missing"),
            stays,
            tr("Write your name as you write it on paper."),
        ),
        "rule.consent-signature": (
            tr("Your signature is missing"),
            stays,
            tr("Sign on the line with your finger or the pen."),
        ),
        "rule.signature-too-large": (
            tr("Your signature has too many lines"),
            stays,
            tr("Press Clear and sign again."),
        ),
    }


def _answers(tr: Localizer) -> ErrorTexts:
    return {
        "rule.survey-incomplete": (
            tr("Some answers are still needed"),
            tr("Everything you answered is saved."),
            tr("Answer the questions that are left."),
        ),
        "survey.answer-refused": (
            tr("This answer does not fit the question"),
            tr("Your answer before is kept."),
            tr("Choose or write another answer, or ask the staff."),
        ),
    }


def _written_texts(tr: Localizer) -> ErrorTexts:
    not_lost = tr("Nothing you saved before is lost.")
    return {
        "rule.text-unprintable": (
            tr("Something here cannot be seen or saved"),
            not_lost,
            tr("Delete the text and type it again, or ask the staff."),
        ),
        "rule.text-too-long": (
            tr("This text is too long"),
            not_lost,
            tr("Use fewer words, or ask the staff."),
        ),
    }


def _of_staff(tr: Localizer) -> ErrorTexts:
    ask = tr("Please ask the staff.")
    return {
        "rule.guardian-and-assent": (
            tr("A parent or guardian has to give permission first"),
            tr("Nothing was decided yet."),
            ask,
        ),
        "rule.stage-step": (
            tr("This form is closed"),
            tr("It was finished or left out before."),
            ask,
        ),
        "draft.unreadable": (
            tr("We cannot show what you answered so far"),
            tr("What you handed in before is safe."),
            ask,
        ),
    }


def _general(tr: Localizer) -> ErrorTexts:
    return {
        "document": (
            tr("We could not make your copy"),
            tr("Nothing is lost."),
            tr("Press the button again. If it does not work, please ask the staff."),
        ),
        "failed": (
            tr("This does not work right now"),
            tr("Nothing is lost."),
            tr("Please ask the staff."),
        ),
    }
