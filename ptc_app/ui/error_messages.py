"""What a person reads when something fails: what happened, what was kept, what to do."""

from __future__ import annotations

from ptc_app.domain.errors import PtcError
from ptc_app.i18n.translator import Translator
from ptc_app.ui.site_error_messages import ErrorMessage, site_messages


def error_message(error: PtcError, tr: Translator) -> ErrorMessage:
    """The words of an error: those of its full code, else of its code."""
    known = _messages(tr)
    return known.get(error.full_code) or known.get(error.code) or known["failed"]


def _messages(tr: Translator) -> dict[str, ErrorMessage]:
    return {
        **site_messages(tr),
        **_visit_rules(tr),
        **_version_rules(tr),
        **_correction_rules(tr),
        **_consent_rules(tr),
        **_person_rules(tr),
        **_door_rules(tr),
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
