"""What a person reads when something fails: what happened, what was kept, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.errors import PtcError
from ptc_app.ui.i18n import Words


@dataclass(frozen=True, slots=True)
class Message:
    """A headline and what to do, ready to show."""

    title: str
    text: str


def message(error: PtcError, words: Words) -> Message:
    """The words of an error: those of its full code, else of its code."""
    known = _messages(words)
    return known.get(error.full_code) or known.get(error.code) or known["failed"]


def _messages(words: Words) -> dict[str, Message]:
    return {
        **_visit_rules(words),
        **_consent_rules(words),
        **_person_rules(words),
        **_door_rules(words),
        **_locked(words),
        **_unusable(words),
        **_central(words),
        **_program(words),
    }


def _visit_rules(words: Words) -> dict[str, Message]:
    nothing = words("Nothing was recorded.")
    return {
        "rule": Message(words("That is not possible now"), nothing),
        "rule.stage-blocked": Message(
            words("Something comes before this"),
            words("Finish the stages above first. Nothing was recorded."),
        ),
        "rule.stage-step": Message(
            words("This stage is done"),
            words("It was finished before, perhaps in another window. Nothing was recorded."),
        ),
        "rule.stage-required": Message(
            words("This stage cannot be skipped"), words("The visit cannot go on without it.")
        ),
        "rule.skip-note": Message(
            words("A note is missing"), words("Say in a few words why the stage is skipped.")
        ),
        "rule.visit-finished": Message(
            words("This visit is finished"), words("Open a new visit to record more.")
        ),
        "rule.two-identifiers": Message(
            words("Two identifiers are needed"),
            words("Ask for one more thing that only this person knows or carries."),
        ),
    }


def _consent_rules(words: Words) -> dict[str, Message]:
    return {
        "rule.consent-pages": Message(
            words("Some pages were not shown"),
            words("Go through each page of the form before the decision."),
        ),
        "rule.consent-name": Message(
            words("The name is missing"), words("Write your name as you write it on paper.")
        ),
        "rule.consent-signature": Message(
            words("The signature is missing"),
            words("Sign on the line with your finger or the pen."),
        ),
        "rule.guardian-and-assent": Message(
            words("A guardian must give permission"),
            words(
                "This person is under 18. Permission of a guardian and assent are not part of"
                " this version; the registration is kept."
            ),
        ),
    }


def _person_rules(words: Words) -> dict[str, Message]:
    return {
        "rule.too-young": Message(
            words("This person is too young to take part"),
            words("The program enrolls people of 13 and older. Nothing was recorded."),
        ),
        "rule.not-in-us": Message(
            words("This person does not live in the United States"),
            words(
                "The program enrolls people who live in the United States. Nothing was recorded."
            ),
        ),
        "rule.birth-date-impossible": Message(
            words("This birth date cannot be right"),
            words("Check the day, the month and the year."),
        ),
        "rule.survey-incomplete": Message(
            words("Some answers are still needed"), words("Everything answered so far is kept.")
        ),
        "rule.measurements-incomplete": Message(
            words("Some readings are still needed"),
            words("Enter each reading or say why it was not taken. What was entered is kept."),
        ),
        "rule.name-missing": Message(
            words("A name is missing"), words("Write the first and the last name.")
        ),
    }


def _door_rules(words: Words) -> dict[str, Message]:
    return {
        "rule.setup-incomplete": Message(
            words("Something is still empty"), words("Fill in every field.")
        ),
        "rule.passphrase-short": Message(
            words("The passphrase is too short"),
            words("Use at least 12 characters; four or five words are easy to remember."),
        ),
        "rule.kiosk-code-short": Message(
            words("The kiosk code is too short"), words("Use at least 6 digits.")
        ),
        "rule.already-set-up": Message(
            words("This computer is set up already"), words("Sign in to go on.")
        ),
        "rule.administrators-only": Message(
            words("Only an administrator may do this"), words("Ask an administrator of the site.")
        ),
        "rule.sign-in-name-taken": Message(
            words("Someone has this sign-in name already"), words("Choose another one.")
        ),
        "rule.conflict": Message(
            words("This was recorded before with other words"), words("Nothing was recorded.")
        ),
        "rule.not-set-up": Message(
            words("This computer is not set up yet"), words("Open the window and set it up.")
        ),
        "rule.not-connected": Message(
            words("No central is known yet"), words("Connect this site to central first.")
        ),
        "rule.recovery-key-differs": Message(
            words("This is not the recovery key shown"), words("Type it as it stands above.")
        ),
    }


def _locked(words: Words) -> dict[str, Message]:
    return {
        "store.locked": Message(words("The store is locked"), words("Sign in to go on.")),
        "store.locked.passphrase": Message(
            words("Name and passphrase do not fit"),
            words("Try again. Nothing is lost: the records stay encrypted on this computer."),
        ),
        "store.locked.recovery": Message(
            words("This recovery key does not open the store"),
            words("Check each letter against the paper it was written on."),
        ),
        "store.locked.machine-secret": Message(
            words("The key kept by this computer is gone"),
            words("Open the store with the recovery key. Nothing is lost."),
        ),
        "store.locked.unknown-name": Message(
            words("No one here has this sign-in name"), words("Check how it is written.")
        ),
    }


def _unusable(words: Words) -> dict[str, Message]:
    untouched = words("The store was left exactly as it is. Call site support.")
    return {
        "store.unusable": Message(words("The store cannot be used"), untouched),
        **_out_of_place(words),
        "store.unusable.io": Message(words("The disk does not answer"), untouched),
        "store.unusable.read-only": Message(
            words("The folder of the store cannot be written to"), untouched
        ),
        "store.unusable.keys-corrupt": Message(words("The file of the keys is damaged"), untouched),
        "store.unusable.wrong-key": Message(
            words("This key does not open this store"),
            words(
                "The store and the keys beside it do not belong together, or the store is"
                " damaged. It was left exactly as it is. Call site support."
            ),
        ),
        "store.unusable.corrupt": Message(words("The store is damaged"), untouched),
        "store.unusable.too-new": Message(
            words("A newer version of this program made the store"),
            words("Install the newer version. The store was left exactly as it is."),
        ),
        "store.unusable.full": Message(
            words("The disk is full"),
            words(
                "What was saved before is safe; the last step was not saved. Free some space on"
                " this computer and do it again."
            ),
        ),
        "store.unusable.open-already": Message(
            words("The program is open already"),
            words("It is open in another window on this computer. Go on there."),
        ),
        "store.unusable.busy": Message(
            words("The store is in use"),
            words("Another program holds it. Wait a moment and try again; nothing was lost."),
        ),
    }


def _out_of_place(words: Words) -> dict[str, Message]:
    return {
        "store.unusable.missing": Message(
            words("The store is not in its place"),
            words(
                "The keys are here, but the file they open is not. Nothing new was made."
                " Call site support to bring the file back."
            ),
        ),
        "store.unusable.keys-missing": Message(
            words("The keys are not in their place"),
            words(
                "The store is here, but the file with its keys is not. Nothing new was made."
                " Call site support to bring the file back."
            ),
        ),
    }


def _central(words: Words) -> dict[str, Message]:
    waits = words("Everything is saved here and is sent by itself later.")
    support = words("Everything is saved here and waits. Call site support.")
    return {
        "central.unreachable": Message(words("Central cannot be reached"), waits),
        "central.untrusted": Message(
            words("This is not the central this site trusts"),
            words("Another certificate answered; nothing was sent to it. Call site support."),
        ),
        "central.sign-in": Message(words("Central does not accept this computer"), support),
    }


def _program(words: Words) -> dict[str, Message]:
    kept = words("What was recorded is kept. Call site support.")
    return {
        "unexpected": Message(
            words("Something went wrong in the program"),
            words("What was saved before is safe. Try once more; then call site support."),
        ),
        "failed": Message(words("That did not work"), kept),
        "program.invalid": Message(words("The program's files are not whole"), kept),
        "survey.questionnaire-invalid": Message(words("This survey cannot be shown"), kept),
        "survey.draft-unreadable": Message(
            words("The answers so far belong to another version of this survey"), kept
        ),
        "survey.answer-refused": Message(
            words("This answer does not fit the question"), words("The answer before is kept.")
        ),
        "document": Message(
            words("The paper could not be made"), words("Nothing was recorded. Try again.")
        ),
    }
