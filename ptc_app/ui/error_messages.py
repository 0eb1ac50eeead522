"""What a person reads when something fails: what happened, what was kept, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.errors import PtcError
from ptc_app.domain.printable_text import is_printable_text
from ptc_app.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """A headline and what to do, ready to show."""

    title: str
    text: str


def error_message(error: PtcError, tr: Translator) -> ErrorMessage:
    """The words of an error: those of its full code, else of its code."""
    known = _messages(tr)
    return known.get(error.full_code) or known.get(error.code) or known["failed"]


def unprintable_text_error(text: str, tr: Translator) -> str:
    """What to do about an entry with invisible or control characters; empty where it has none."""
    if is_printable_text(text):
        return ""
    return tr("Something in this cannot be seen or saved. Type it again.")


def _messages(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        **_visit_rules(tr),
        **_version_rules(tr),
        **_correction_rules(tr),
        **_consent_rules(tr),
        **_person_rules(tr),
        **_door_rules(tr),
        **_locked(tr),
        **_unusable(tr),
        **_central(tr),
        **_program_versions(tr),
        **_program(tr),
    }


def _visit_rules(tr: Translator) -> dict[str, ErrorMessage]:
    nothing = tr("Nothing was recorded.")
    return {
        "rule": ErrorMessage(tr("That is not possible now"), nothing),
        "rule.stage-blocked": ErrorMessage(
            tr("Something comes before this"),
            tr("Finish the stages above first. Nothing was recorded."),
        ),
        "rule.stage-step": ErrorMessage(
            tr("This stage is done"),
            tr("It was finished before, perhaps in another window. Nothing was recorded."),
        ),
        "rule.stage-required": ErrorMessage(
            tr("This stage cannot be skipped"), tr("The visit cannot go on without it.")
        ),
        "rule.skip-note": ErrorMessage(
            tr("A note is missing"), tr("Say in a few words why the stage is skipped.")
        ),
        "rule.visit-finished": ErrorMessage(
            tr("This visit is finished"), tr("Open a new visit to record more.")
        ),
        "rule.two-identifiers": ErrorMessage(
            tr("Two identifiers are needed"),
            tr("Ask for one more thing that only this person knows or carries."),
        ),
    }


def _version_rules(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        "rule.other-version": ErrorMessage(
            tr("This was begun under another version of the form"),
            tr("Open the stage again from the visit. What was recorded is kept."),
        ),
        "rule.visit-type": ErrorMessage(
            tr("This type of visit is not possible today"),
            tr("Open the visit again from the participants, and choose another type."),
        ),
        "rule.no-visit-type": ErrorMessage(
            tr("No type of visit is possible today"),
            tr("The program plans no further visit for this participant. Nothing was recorded."),
        ),
    }


def _correction_rules(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        "rule.nothing-to-correct": ErrorMessage(
            tr("There is nothing to correct here"),
            tr("No record of this stage is in force. Nothing was recorded."),
        ),
        "rule.record-superseded": ErrorMessage(
            tr("This record was corrected meanwhile"),
            tr("Open it again to see its newest version. Nothing was recorded."),
        ),
        "rule.correction-reason": ErrorMessage(
            tr("This reason does not fit"), tr("Choose one of the reasons that are offered.")
        ),
        "rule.correction-note": ErrorMessage(
            tr("A note is missing"), tr("Say in a few words why the record is corrected.")
        ),
    }


def _consent_rules(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        "rule.consent-pages": ErrorMessage(
            tr("Some pages were not shown"),
            tr("Go through each page of the form before the decision."),
        ),
        "rule.consent-name": ErrorMessage(
            tr("The name is missing"), tr("Write your name as you write it on paper.")
        ),
        "rule.consent-signature": ErrorMessage(
            tr("The signature is missing"),
            tr("Sign on the line with your finger or the pen."),
        ),
        "rule.consent-missing": ErrorMessage(
            tr("There is no consent for this"),
            tr("The participant has not agreed to it. Nothing was recorded."),
        ),
        "rule.guardian-and-assent": ErrorMessage(
            tr("A guardian must give permission"),
            tr(
                "This person is under 18. Permission of a guardian and assent are not part of"
                " this version; the registration is kept."
            ),
        ),
    }


def _person_rules(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        "rule.too-young": ErrorMessage(
            tr("This person is too young to take part"),
            tr("The program enrolls people of 13 and older. Nothing was recorded."),
        ),
        "rule.not-in-us": ErrorMessage(
            tr("This person does not live in the United States"),
            tr("The program enrolls people who live in the United States. Nothing was recorded."),
        ),
        "rule.birth-date-impossible": ErrorMessage(
            tr("This birth date cannot be right"),
            tr("Check the day, the month and the year."),
        ),
        "rule.survey-incomplete": ErrorMessage(
            tr("Some answers are still needed"), tr("Everything answered so far is kept.")
        ),
        "rule.measurements-incomplete": ErrorMessage(
            tr("Some readings are still needed"),
            tr("Enter each reading or say why it was not taken. What was entered is kept."),
        ),
        "rule.phone-invalid": ErrorMessage(
            tr("This is not a phone number"),
            tr("Type 10 digits, or a number of another country with + first."),
        ),
        "rule.email-invalid": ErrorMessage(
            tr("This is not an e-mail address"), tr("An e-mail looks like name@example.org.")
        ),
        "rule.name-missing": ErrorMessage(
            tr("A name is missing"), tr("Write the first and the last name.")
        ),
    }


def _door_rules(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        "rule.setup-incomplete": ErrorMessage(
            tr("Something is still empty"), tr("Fill in every field.")
        ),
        "rule.passphrase-short": ErrorMessage(
            tr("The passphrase is too short"),
            tr("Use at least 12 characters; four or five words are easy to remember."),
        ),
        "rule.kiosk-code-short": ErrorMessage(
            tr("The kiosk code is too short"), tr("Use at least 6 digits.")
        ),
        "rule.already-set-up": ErrorMessage(
            tr("This computer is set up already"), tr("Sign in to go on.")
        ),
        "rule.administrators-only": ErrorMessage(
            tr("Only an administrator may do this"), tr("Ask an administrator of the site.")
        ),
        "rule.sign-in-name-taken": ErrorMessage(
            tr("Someone has this sign-in name already"), tr("Choose another one.")
        ),
        "rule.conflict": ErrorMessage(
            tr("This was recorded before with other words"), tr("Nothing was recorded.")
        ),
        "rule.not-set-up": ErrorMessage(
            tr("This computer is not set up yet"), tr("Open the window and set it up.")
        ),
        "rule.not-connected": ErrorMessage(
            tr("No central is known yet"), tr("Connect this site to central first.")
        ),
        "rule.recovery-key-differs": ErrorMessage(
            tr("This is not the recovery key shown"), tr("Type it as it stands above.")
        ),
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
