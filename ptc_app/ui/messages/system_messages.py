"""Messages for errors of the store, central, the study program and its files, by error code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.file_messages import file_messages
from ptc_app.ui.messages.rule_messages import ErrorTexts

if TYPE_CHECKING:
    from datetime import datetime


def system_messages(tr: Localizer) -> ErrorTexts:
    """Return a message for each error code that is no broken rule.

    Each says what happened, what was saved and who has to act. `failed` is the general message.
    """
    return {
        **_locked_store(tr),
        **_unusable_store(tr),
        **file_messages(tr),
        **_central(tr),
        **_program_versions(tr),
        **_program(tr),
    }


def wrong_clock_texts(shown: datetime, tr: Localizer) -> tuple[str, str]:
    """Return the translated headline and text for a clock that is wrong.

    `shown` is what it showed, in the time zone of this computer.
    """
    return (
        tr("The date of this computer is wrong"),
        tr(
            "It shows {moment}; the central system's clock shows another time. Set"
            " date, time and time zone right: then everything is sent automatically."
            " Nothing is lost.",
            moment=tr.moment_text(shown),
        ),
    )


def _locked_store(tr: Localizer) -> ErrorTexts:
    return {
        "store.locked": (tr("The store is locked"), tr("Sign in to go on.")),
        "store.locked.passphrase": (
            tr("The name or passphrase is wrong"),
            tr("Try again. Nothing is lost: the records stay encrypted on this computer."),
        ),
        "store.locked.recovery": (
            tr("This recovery key does not open the store"),
            tr("Check each letter against the paper it was written on."),
        ),
        "store.locked.machine-secret": (
            tr("The key kept by this computer is gone"),
            tr("Open the store with the recovery key. Nothing is lost."),
        ),
        "store.locked.unknown-name": (
            tr("No one here has this sign-in name"),
            tr("Check how it is written."),
        ),
    }


def _unusable_store(tr: Localizer) -> ErrorTexts:
    untouched = tr("The store was left exactly as it is. Call site support.")
    return {
        "store.unusable": (tr("The store cannot be used"), untouched),
        **_missing_files(tr),
        "store.unusable.io": (tr("The disk does not answer"), untouched),
        "store.unusable.read-only": (tr("The folder of the store cannot be written to"), untouched),
        "store.unusable.keys-corrupt": (tr("The file of the keys is damaged"), untouched),
        "store.unusable.wrong-key": (
            tr("This key does not open this store"),
            tr(
                "The store and the keys beside it do not belong together, or the store is"
                " damaged. It was left exactly as it is. Call site support."
            ),
        ),
        "store.unusable.corrupt": (tr("The store is damaged"), untouched),
        "store.unusable.too-new": (
            tr("A newer version of this program made the store"),
            tr("Install the newer version. The store was left exactly as it is."),
        ),
        "store.unusable.full": (
            tr("The disk is full"),
            tr(
                "What was saved before is safe; the last step was not saved. Free some space on"
                " this computer and do it again."
            ),
        ),
        "store.unusable.open-already": (
            tr("The program is open already"),
            tr("It is open in another window on this computer. Go on there."),
        ),
        "store.unusable.busy": (
            tr("The store is in use"),
            tr("Another program holds it. Wait a moment and try again; nothing was lost."),
        ),
    }


def _missing_files(tr: Localizer) -> ErrorTexts:
    return {
        "store.unusable.missing": (
            tr("The store is not in its place"),
            tr(
                "The keys are here, but the file they open is not. Nothing new was made."
                " Call site support to bring the file back."
            ),
        ),
        "store.unusable.keys-missing": (
            tr("The keys are not in their place"),
            tr(
                "The store is here, but the file with its keys is not. Nothing new was made."
                " Call site support to bring the file back."
            ),
        ),
    }


def _central(tr: Localizer) -> ErrorTexts:
    waits = tr("Everything is saved here and is sent by itself later.")
    support = tr("Everything is saved here and waits. Call site support.")
    return {
        "central.unreachable": (tr("The central system cannot be reached"), waits),
        "central.unreachable.nonsense": (
            tr("What answers at the address of central is not central"),
            waits,
        ),
        "central.unreachable.practice": (
            tr("The practice central did not start"),
            tr("Everything is saved here. Run ptc-central by itself and read what it says."),
        ),
        "central.untrusted": (
            tr("This is not the central this site trusts"),
            tr("Another certificate answered; nothing was sent to it. Call site support."),
        ),
        "central.untrusted.dates": (
            tr("Central's certificate is not valid today"),
            tr(
                "Check the date of this computer. If it is right, central's certificate has to be"
                " renewed: call site support. Nothing was sent."
            ),
        ),
        "central.untrusted.authority": (
            tr("This is no certificate of an authority"),
            tr("Ask central for its certificate as PEM: a text that says BEGIN CERTIFICATE."),
        ),
        "central.sign-in": (tr("The central system does not accept this computer"), support),
        "central.sign-in.registration": (
            tr("Central does not accept the registration code"),
            tr("Ask central's operator for a new one. Nothing was changed."),
        ),
    }


def _program_versions(tr: Localizer) -> ErrorTexts:
    kept = tr("What was recorded is kept. Call site support.")
    return {
        "program.missing": (
            tr("The program version of this visit is not on this computer"),
            tr("What was recorded is kept, and other visits go on. Call site support."),
        ),
        "program.missing.in-force": (
            tr("No program version is in force today"),
            tr("Check the date of this computer, then call site support."),
        ),
        "stage-type.unknown": (
            tr("This visit has a stage that this version of the app does not know"),
            tr(
                "What was recorded is kept, and other visits go on. Install the newer version of"
                " the app."
            ),
        ),
        "program.refused": (
            tr("The program that came with this version does not fit this site"),
            kept,
        ),
        "program.refused.differs": (
            tr("A program version on this computer has other contents than the one installed"),
            kept,
        ),
        "program.refused.other-program": (
            tr("The store of this site belongs to another program"),
            kept,
        ),
    }


def _program(tr: Localizer) -> ErrorTexts:
    kept = tr("What was recorded is kept. Call site support.")
    return {
        "unexpected": (
            tr("Something went wrong in the program"),
            tr("What was saved before is safe. Try once more; then call site support."),
        ),
        "failed": (tr("That did not work"), kept),
        "display.missing": (
            tr("There is no display"),
            tr("Start the window from a desktop. What works without one: ptc-app --help."),
        ),
        "program.invalid": (tr("The program's files are not whole"), kept),
        "survey.questionnaire-invalid": (tr("This survey cannot be shown"), kept),
        "draft.unreadable": (tr("What was entered so far cannot be read"), kept),
        "draft.unreadable.other-form": (
            tr("The answers so far belong to another version of this survey"),
            kept,
        ),
        "survey.answer-refused": (
            tr("This answer does not fit the question"),
            tr("The answer before is kept."),
        ),
        "document": (tr("The paper could not be made"), tr("Nothing was recorded. Try again.")),
    }
