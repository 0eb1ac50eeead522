"""Messages for refused actions (RuleBroken), by the code of the rule."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer

ErrorTexts = dict[str, tuple[str, str]]
"""Translated headline and text of messages, by error code."""


def rule_messages(tr: Localizer) -> ErrorTexts:
    """Return a message for each code of RuleBroken: what was refused, and what to do instead.

    The keys are full codes such as `rule.stage-blocked`.
    """
    return {
        **_visit_rules(tr),
        **_version_rules(tr),
        **_correction_rules(tr),
        **_consent_rules(tr),
        **_eligibility_and_completeness_rules(tr),
        **_written_text_rules(tr),
        **_sign_in_and_setup_rules(tr),
        **_central_url_rules(tr),
        **_command_line_rules(tr),
    }


def _visit_rules(tr: Localizer) -> ErrorTexts:
    nothing = tr("Nothing was recorded.")
    return {
        "rule": (tr("That is not possible now"), nothing),
        "rule.stage-blocked": (
            tr("Something comes before this"),
            tr("Finish the stages above first. Nothing was recorded."),
        ),
        "rule.stage-step": (
            tr("This stage is done"),
            tr("It was finished before, perhaps in another window. Nothing was recorded."),
        ),
        "rule.stage-required": (
            tr("This stage cannot be skipped"),
            tr("The visit cannot go on without it."),
        ),
        "rule.skip-note": (
            tr("A note is missing"),
            tr("Say in a few words why the stage is skipped."),
        ),
        "rule.visit-finished": (
            tr("This visit is finished"),
            tr("Start a new visit on the person's page to record more."),
        ),
        "rule.visit-signed": (
            tr("This visit cannot be cancelled any more"),
            tr("Something was signed in it. Skip what is left, and finish the visit."),
        ),
        "rule.cancel-note": (
            tr("A note is missing"),
            tr("Say in a few words why the visit is cancelled."),
        ),
        "rule.two-identifiers": (
            tr("Two identifiers are needed"),
            tr("Ask for one more thing that only this person knows or carries."),
        ),
    }


def _version_rules(tr: Localizer) -> ErrorTexts:
    return {
        "rule.other-version": (
            tr("This was begun under another version of the form"),
            tr("Open the stage again from the visit. What was recorded is kept."),
        ),
        "rule.visit-type": (
            tr("This type of visit is not possible today"),
            tr("Open the person's page again, and choose another kind of visit."),
        ),
        "rule.no-visit-type": (
            tr("No type of visit is possible today"),
            tr("The program plans no further visit for this participant. Nothing was recorded."),
        ),
    }


def _correction_rules(tr: Localizer) -> ErrorTexts:
    return {
        "rule.nothing-to-correct": (
            tr("There is nothing to correct here"),
            tr("No record of this stage is in force. Nothing was recorded."),
        ),
        "rule.record-superseded": (
            tr("This record was corrected meanwhile"),
            tr("Open it again to see its newest version. Nothing was recorded."),
        ),
        "rule.correction-reason": (
            tr("This reason does not fit"),
            tr("Choose one of the reasons that are offered."),
        ),
        "rule.correction-note": (
            tr("A note is missing"),
            tr("Say in a few words why the record is corrected."),
        ),
    }


def _consent_rules(tr: Localizer) -> ErrorTexts:
    return {
        "rule.consent-pages": (
            tr("Some pages were not shown"),
            tr("Go through each page of the form before the decision."),
        ),
        "rule.consent-name": (
            tr("The name is missing"),
            tr("Write your name as you write it on paper."),
        ),
        "rule.signature-too-large": (
            tr("The signature cannot be kept"),
            tr("It has too many lines. Press Clear and sign again."),
        ),
        "rule.consent-signature": (
            tr("The signature is missing"),
            tr("Sign on the line with your finger or the pen."),
        ),
        "rule.consent-missing": (
            tr("There is no consent for this"),
            tr("The participant has not agreed to it. Nothing was recorded."),
        ),
        "rule.guardian-and-assent": (
            tr("A guardian must give permission"),
            tr(
                "This person is under 18. Permission of a guardian and assent are not part of"
                " this version; the registration is kept."
            ),
        ),
    }


def _eligibility_and_completeness_rules(tr: Localizer) -> ErrorTexts:
    return {
        "rule.too-young": (
            tr("This person is too young to take part"),
            tr("The program enrolls people of 13 and older. Nothing was recorded."),
        ),
        "rule.not-in-us": (
            tr("This person does not live in the United States"),
            tr("The program enrolls people who live in the United States. Nothing was recorded."),
        ),
        "rule.birth-date-impossible": (
            tr("This birth date cannot be right"),
            tr("Check the day, the month and the year."),
        ),
        "rule.survey-incomplete": (
            tr("Some answers are still needed"),
            tr("Everything answered so far is kept."),
        ),
        "rule.measurements-incomplete": (
            tr("Some readings are still needed"),
            tr("Enter each reading or say why it was not taken. What was entered is kept."),
        ),
    }


def _written_text_rules(tr: Localizer) -> ErrorTexts:
    return {
        "rule.phone-invalid": (
            tr("This is not a phone number"),
            tr("Type 10 digits, or a number of another country with + first."),
        ),
        "rule.email-invalid": (
            tr("This is not an e-mail address"),
            tr("An e-mail looks like name@example.org."),
        ),
        "rule.state-invalid": (tr("This is not a state"), tr("Two letters, as in TX or PR.")),
        "rule.zip-invalid": (
            tr("This is not a ZIP code"),
            tr("Five digits, or nine as in 78205-1234."),
        ),
        "rule.text-unprintable": (
            tr("Something here cannot be seen or saved"),
            tr("Delete the text and type it again. Nothing was recorded."),
        ),
        "rule.text-too-long": (
            tr("A text is too long"),
            tr("A name may have 120 characters, a note 2,000. Nothing was recorded."),
        ),
        "rule.name-missing": (tr("A name is missing"), tr("Write the first and the last name.")),
    }


def _sign_in_and_setup_rules(tr: Localizer) -> ErrorTexts:
    return {
        "rule.setup-incomplete": (tr("Something is still empty"), tr("Fill in every field.")),
        "rule.passphrase-short": (
            tr("The passphrase is too short"),
            tr("Use at least 12 characters; four or five words are easy to remember."),
        ),
        "rule.kiosk-code-short": (tr("The kiosk code is too short"), tr("Use at least 6 digits.")),
        "rule.already-set-up": (tr("This computer is set up already"), tr("Sign in to go on.")),
        "rule.administrators-only": (
            tr("Only an administrator may do this"),
            tr("Ask an administrator of the site."),
        ),
        "rule.sign-in-name-taken": (
            tr("Someone has this user name already"),
            tr("Choose another one."),
        ),
        "rule.kiosk-code-taken": (
            tr("This kiosk code cannot be used"),
            tr("Choose another one."),
        ),
        "rule.conflict": (
            tr("This was recorded before with other words"),
            tr("Nothing was recorded."),
        ),
        "rule.not-set-up": (
            tr("This computer is not set up yet"),
            tr("Open the window and set it up."),
        ),
        "rule.not-connected": (
            tr("No central is known yet"),
            tr("Connect this site to the central system first."),
        ),
        "rule.recovery-key-differs": (
            tr("This is not the recovery key shown"),
            tr("Type it as shown above."),
        ),
    }


def _central_url_rules(tr: Localizer) -> ErrorTexts:
    kept = tr("Type it as in https://central.example. The connection of this site was not changed.")
    return {
        "rule.central-url-missing": (tr("The address of central is missing"), kept),
        "rule.central-url-long": (tr("The address of central is too long"), kept),
        "rule.central-url-characters": (
            tr("The address of central has a space or a special letter in it"),
            kept,
        ),
        "rule.central-url-scheme": (
            tr("The address of central does not begin with https://"),
            kept,
        ),
        "rule.central-url-parts": (
            tr("The address of central has a user name or one of @ ? # in it"),
            kept,
        ),
        "rule.central-url-host": (tr("The address of central names no computer"), kept),
        "rule.central-url-port": (
            tr("The port of central's address is not a number from 1 to 65535"),
            kept,
        ),
        "rule.central-url-path": (tr("The address of central has an unusual path"), kept),
        "rule.registration-code-missing": (
            tr("The registration code is missing"),
            tr("Central's operator gives it out. The connection of this site was not changed."),
        ),
    }


def _command_line_rules(tr: Localizer) -> ErrorTexts:
    return {
        "rule.input-unreadable": (
            tr("What was typed or sent in cannot be read"),
            tr("Type it again. Nothing was changed."),
        ),
    }
