"""Messages for errors of the store, central, the study program and its files, by error code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.file_messages import file_messages
from ptc_app.ui.messages.message_parts import ErrorTexts, MessageParts, joined

if TYPE_CHECKING:
    from datetime import datetime


def system_messages(tr: Localizer, call: str) -> ErrorTexts:
    """Return a message for each code that is no broken rule; `call` says whom to call."""
    return {
        **_locked_store(tr),
        **_unusable_store(tr, call),
        **_busy_store(tr, call),
        **_missing_files(tr, call),
        **file_messages(tr, call),
        **_unreachable_central(tr, call),
        **_refusing_central(tr, call),
        **_program_versions(tr, call),
        **_program(tr, call),
    }


def wrong_clock_message(shown: datetime, tr: Localizer) -> MessageParts:
    """Return the parts of the translated message for a clock that is wrong.

    `shown` is what it showed, in the time zone of this computer.
    """
    return (
        tr("The date of this computer is wrong"),
        tr("Nothing is lost: everything is saved here and waits."),
        tr(
            "It shows {moment}; the central system's clock shows another time. Set date, time and"
            " time zone right: then everything is sent automatically.",
            moment=tr.moment_text(shown),
        ),
    )


def _locked_store(tr: Localizer) -> ErrorTexts:
    encrypted = tr("Nothing is lost: the records stay encrypted on this computer.")
    return {
        "store.locked": (
            tr("This computer's records are locked"),
            encrypted,
            tr("Sign in to go on."),
        ),
        "store.locked.passphrase": (
            tr("The name or passphrase is wrong"),
            encrypted,
            tr("Try again."),
        ),
        "store.locked.recovery": (
            tr("This recovery key does not open this computer's records"),
            encrypted,
            tr("Check each letter against the paper it was written on."),
        ),
        "store.locked.machine-secret": (
            tr("The key kept by this computer is gone"),
            encrypted,
            tr("Open the records with the recovery key."),
        ),
        "store.locked.unknown-name": (
            tr("No one here has this user name"),
            encrypted,
            tr("Check how it is written."),
        ),
    }


def _unusable_store(tr: Localizer, call: str) -> ErrorTexts:
    before = tr("What was saved before is safe. The last entry may not be saved.")
    untouched = tr("The records on this computer were left exactly as they are.")
    return {
        "store.unusable": (tr("This computer's records cannot be used"), untouched, call),
        "store.unusable.io": (tr("The disk does not answer"), before, call),
        "store.unusable.read-only": (
            tr("The folder of the records cannot be written to"),
            tr("What was saved before is safe. The last entry was not saved."),
            call,
        ),
        "store.unusable.keys-corrupt": (tr("The file of the keys is damaged"), untouched, call),
        "store.unusable.wrong-key": (
            tr("This key does not open these records"),
            tr(
                "The records and the keys beside them do not belong together, or the records are"
                " damaged. They were left exactly as they are."
            ),
            call,
        ),
        "store.unusable.corrupt": (
            tr("This computer's records are damaged"),
            tr("They were left exactly as they are. The last entry may not be saved."),
            call,
        ),
        "store.unusable.too-new": (
            tr("A newer version of the app made these records"),
            untouched,
            joined(tr("This computer needs the newer version."), call),
        ),
    }


def _busy_store(tr: Localizer, call: str) -> ErrorTexts:
    not_saved = tr("What was saved before is safe. The last entry was not saved.")
    wait = tr("Another program on this computer holds them. Wait a moment and try again.")
    more_space = tr("This computer needs more free space; then enter it again.")
    return {
        "store.unusable.full": (tr("The disk is full"), not_saved, joined(more_space, call)),
        "store.unusable.open-already": (
            tr("The app is already open"),
            tr("Nothing was changed."),
            tr("It is open in another window on this computer. Go on there."),
        ),
        "store.unusable.busy": (tr("The records are in use"), not_saved, wait),
    }


def _missing_files(tr: Localizer, call: str) -> ErrorTexts:
    nothing_new = tr("Nothing new was made, and nothing was changed.")
    return {
        "store.unusable.missing": (
            tr("The records are not in their place"),
            nothing_new,
            joined(tr("The keys are here, but the file they open is missing."), call),
        ),
        "store.unusable.keys-missing": (
            tr("The keys are not in their place"),
            nothing_new,
            joined(tr("The records are here, but the file with their keys is missing."), call),
        ),
    }


def _unreachable_central(tr: Localizer, call: str) -> ErrorTexts:
    waits = tr("Everything is saved here and waits.")
    later = tr("You can go on working. It is sent automatically later.")
    return {
        "central.unreachable": (tr("The central system does not answer"), waits, later),
        "central.unreachable.nonsense": (
            tr("Another server answered, not the central system"),
            waits,
            joined(tr("The address or the network may be wrong."), call),
        ),
        "central.unreachable.busy": (tr("The central system is busy"), waits, later),
        "central.unreachable.slow": (tr("The central system answers too slowly"), waits, later),
        "central.unreachable.cut": (
            tr("The connection to the central system was cut off"),
            waits,
            later,
        ),
        "central.unreachable.practice": (
            tr("The practice central system did not start"),
            tr("Nothing was changed."),
            tr("Start ptc-central on its own, and read what it says."),
        ),
    }


def _refusing_central(tr: Localizer, call: str) -> ErrorTexts:
    waits = tr("Everything is saved here and waits.")
    return {
        "central.untrusted": (
            tr("This is not the central system of this site"),
            tr("Another certificate answered; nothing was sent to it."),
            call,
        ),
        "central.untrusted.dates": (
            tr("The central system's certificate is not valid today"),
            tr("Nothing was sent. Everything is saved here and waits."),
            joined(
                tr("Check the date of this computer. If it is right, the certificate has to be"
                   " renewed."),
                call,
            ),
        ),
        "central.untrusted.authority": (
            tr("This is no certificate of an authority"),
            tr("The connection of this site was not changed."),
            tr(
                "Ask the operator of the central system for its certificate as PEM: a text that"
                " says BEGIN CERTIFICATE."
            ),
        ),
        "central.sign-in": (
            tr("The central system does not accept this computer"), waits, call,
        ),
        "central.sign-in.registration": (
            tr("The central system does not accept the registration code"),
            tr("The connection of this site was not changed."),
            tr("Ask the operator of the central system for a new one."),
        ),
    }  # fmt: skip


def _program_versions(tr: Localizer, call: str) -> ErrorTexts:
    kept = tr("What was recorded is kept.")
    others_go_on = tr("What was recorded is kept, and other visits go on.")
    return {
        "program.missing": (
            tr("The version of the forms of this visit is not on this computer"),
            others_go_on,
            call,
        ),
        "program.missing.in-force": (
            tr("No version of the forms is in force today"),
            kept,
            joined(tr("Check the date of this computer. If it is right, ask for help."), call),
        ),
        "stage-type.unknown": (
            tr("This visit has a stage that this version of the app does not know"),
            others_go_on,
            joined(tr("This computer needs the newer version of the app."), call),
        ),
        "program.refused": (
            tr("The forms that came with this version do not fit this site"),
            kept,
            call,
        ),
        "program.refused.differs": (
            tr("The installed forms differ from those of the same version on this computer"),
            kept,
            call,
        ),
        "program.refused.other-program": (
            tr("The records of this site belong to another study program"),
            kept,
            call,
        ),
    }


def _program(tr: Localizer, call: str) -> ErrorTexts:
    kept = tr("What was recorded is kept.")
    return {
        "unexpected": (
            tr("Something went wrong in the app"),
            tr("What was saved before is safe."),
            joined(tr("Try once more. If it happens again, ask for help."), call),
        ),
        "failed": (
            tr("This could not be done"),
            kept,
            joined(tr("Try once more. If it happens again, ask for help."), call),
        ),
        "display.missing": (
            tr("There is no display"),
            tr("Nothing was changed."),
            tr("Start the window from a desktop. What works without one: ptc-app --help."),
        ),
        "program.invalid": (tr("Files of the forms are missing or damaged"), kept, call),
        "survey.questionnaire-invalid": (tr("This survey cannot be shown"), kept, call),
        "draft.unreadable": (tr("What was entered so far cannot be read"), kept, call),
        "draft.unreadable.other-form": (
            tr("The answers so far belong to another version of this survey"),
            kept,
            call,
        ),
        "survey.answer-refused": (
            tr("This answer does not fit the question"),
            tr("The answer before is kept."),
            tr("Choose or write another answer."),
        ),
        "document": (
            tr("The paper could not be made"),
            tr("Nothing was recorded."),
            joined(tr("Try once more. If it happens again, ask for help."), call),
        ),
    }
