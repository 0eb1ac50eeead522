"""The messages for errors of the store, of central and of the program."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """A headline and what to do, ready to show."""

    title: str
    text: str


def site_messages(tr: Translator) -> dict[str, ErrorMessage]:
    """A message for each error code of the store, of central and of the program."""
    return {
        **_locked(tr),
        **_unusable(tr),
        **_central(tr),
        **_program_versions(tr),
        **_program(tr),
    }


def _locked(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        "store.locked": ErrorMessage(tr("The store is locked"), tr("Sign in to go on.")),
        "store.locked.passphrase": ErrorMessage(
            tr("Name and passphrase do not fit"),
            tr("Try again. Nothing is lost: the records stay encrypted on this computer."),
        ),
        "store.locked.recovery": ErrorMessage(
            tr("This recovery key does not open the store"),
            tr("Check each letter against the paper it was written on."),
        ),
        "store.locked.machine-secret": ErrorMessage(
            tr("The key kept by this computer is gone"),
            tr("Open the store with the recovery key. Nothing is lost."),
        ),
        "store.locked.unknown-name": ErrorMessage(
            tr("No one here has this sign-in name"), tr("Check how it is written.")
        ),
    }


def _unusable(tr: Translator) -> dict[str, ErrorMessage]:
    untouched = tr("The store was left exactly as it is. Call site support.")
    return {
        "store.unusable": ErrorMessage(tr("The store cannot be used"), untouched),
        **_out_of_place(tr),
        "store.unusable.io": ErrorMessage(tr("The disk does not answer"), untouched),
        "store.unusable.read-only": ErrorMessage(
            tr("The folder of the store cannot be written to"), untouched
        ),
        "store.unusable.keys-corrupt": ErrorMessage(
            tr("The file of the keys is damaged"), untouched
        ),
        "store.unusable.wrong-key": ErrorMessage(
            tr("This key does not open this store"),
            tr(
                "The store and the keys beside it do not belong together, or the store is"
                " damaged. It was left exactly as it is. Call site support."
            ),
        ),
        "store.unusable.corrupt": ErrorMessage(tr("The store is damaged"), untouched),
        "store.unusable.too-new": ErrorMessage(
            tr("A newer version of this program made the store"),
            tr("Install the newer version. The store was left exactly as it is."),
        ),
        "store.unusable.full": ErrorMessage(
            tr("The disk is full"),
            tr(
                "What was saved before is safe; the last step was not saved. Free some space on"
                " this computer and do it again."
            ),
        ),
        "store.unusable.open-already": ErrorMessage(
            tr("The program is open already"),
            tr("It is open in another window on this computer. Go on there."),
        ),
        "store.unusable.busy": ErrorMessage(
            tr("The store is in use"),
            tr("Another program holds it. Wait a moment and try again; nothing was lost."),
        ),
    }


def _out_of_place(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        "store.unusable.missing": ErrorMessage(
            tr("The store is not in its place"),
            tr(
                "The keys are here, but the file they open is not. Nothing new was made."
                " Call site support to bring the file back."
            ),
        ),
        "store.unusable.keys-missing": ErrorMessage(
            tr("The keys are not in their place"),
            tr(
                "The store is here, but the file with its keys is not. Nothing new was made."
                " Call site support to bring the file back."
            ),
        ),
    }


def _central(tr: Translator) -> dict[str, ErrorMessage]:
    waits = tr("Everything is saved here and is sent by itself later.")
    support = tr("Everything is saved here and waits. Call site support.")
    return {
        "central.unreachable": ErrorMessage(tr("Central cannot be reached"), waits),
        "central.untrusted": ErrorMessage(
            tr("This is not the central this site trusts"),
            tr("Another certificate answered; nothing was sent to it. Call site support."),
        ),
        "central.sign-in": ErrorMessage(tr("Central does not accept this computer"), support),
    }


def _program_versions(tr: Translator) -> dict[str, ErrorMessage]:
    kept = tr("What was recorded is kept. Call site support.")
    return {
        "program.missing": ErrorMessage(
            tr("The program version of this visit is not on this computer"),
            tr("What was recorded is kept, and other visits go on. Call site support."),
        ),
        "program.missing.in-force": ErrorMessage(
            tr("No program version is in force today"),
            tr("Check the date of this computer, then call site support."),
        ),
        "program.refused": ErrorMessage(
            tr("The program that came with this version does not fit this site"), kept
        ),
        "program.refused.differs": ErrorMessage(
            tr("A program version on this computer has other contents than the one installed"),
            kept,
        ),
        "program.refused.other-program": ErrorMessage(
            tr("The store of this site belongs to another program"), kept
        ),
    }


def _program(tr: Translator) -> dict[str, ErrorMessage]:
    kept = tr("What was recorded is kept. Call site support.")
    return {
        "unexpected": ErrorMessage(
            tr("Something went wrong in the program"),
            tr("What was saved before is safe. Try once more; then call site support."),
        ),
        "failed": ErrorMessage(tr("That did not work"), kept),
        "program.invalid": ErrorMessage(tr("The program's files are not whole"), kept),
        "survey.questionnaire-invalid": ErrorMessage(tr("This survey cannot be shown"), kept),
        "survey.draft-unreadable": ErrorMessage(
            tr("The answers so far belong to another version of this survey"), kept
        ),
        "survey.answer-refused": ErrorMessage(
            tr("This answer does not fit the question"), tr("The answer before is kept.")
        ),
        "document": ErrorMessage(
            tr("The paper could not be made"), tr("Nothing was recorded. Try again.")
        ),
    }
