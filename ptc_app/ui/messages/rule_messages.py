"""Messages for refused actions (RuleBroken) on visits, records and consents, by code."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.messages.entry_messages import entry_messages
from ptc_app.ui.messages.message_parts import ErrorTexts


def rule_messages(tr: Localizer, call: str) -> ErrorTexts:
    """Return a message for each code of RuleBroken: what was refused, and what to do instead.

    The keys are full codes such as `rule.stage-blocked`. `call` is the translated sentence that
    says whom to call.
    """
    return {
        **_stage_rules(tr),
        **_visit_rules(tr),
        **_correction_rules(tr),
        **_stored_record_rules(tr, call),
        **_consent_rules(tr),
        **_eligibility_rules(tr),
        **entry_messages(tr),
    }


def _stage_rules(tr: Localizer) -> ErrorTexts:
    nothing = tr("Nothing was recorded.")
    return {
        "rule": (
            tr("This is not possible now"),
            nothing,
            tr("Go back to the visit and look at what comes next."),
        ),
        "rule.stage-blocked": (
            tr("Something comes before this"),
            nothing,
            tr("Finish the stages above first."),
        ),
        "rule.stage-step": (
            tr("This stage is done"),
            tr("It was finished before, perhaps in another window. Nothing new was recorded."),
            tr("Go back to the visit and go on with the next stage."),
        ),
        "rule.stage-required": (
            tr("This stage cannot be skipped"),
            nothing,
            tr("The visit cannot go on without it. Do this stage, or go on another day."),
        ),
        "rule.skip-note": (
            tr("A note is missing"),
            nothing,
            tr("Say in a few words why the stage is skipped."),
        ),
        "rule.two-identifiers": (
            tr("Two identifiers are needed"),
            nothing,
            tr("Ask for one more thing that only this person knows or carries."),
        ),
        "rule.measurements-incomplete": (
            tr("Some readings are still needed"),
            tr("What was entered is kept."),
            tr("Enter each reading or say why it was not taken."),
        ),
    }


def _visit_rules(tr: Localizer) -> ErrorTexts:
    kept = tr("What was recorded is kept.")
    return {
        "rule.visit-finished": (
            tr("This visit is finished"),
            kept,
            tr("Start a new visit on the person's page to record more."),
        ),
        "rule.visit-signed": (
            tr("This visit cannot be cancelled any more"),
            tr("Something was signed in it, and that is kept."),
            tr("Skip what is left, and finish the visit."),
        ),
        "rule.cancel-note": (
            tr("A note is missing"),
            tr("Nothing was recorded."),
            tr("Say in a few words why the visit is cancelled."),
        ),
        "rule.other-version": (
            tr("This was begun under another version of the form"),
            kept,
            tr("Open the stage again from the visit."),
        ),
        "rule.visit-type": (
            tr("This type of visit is not possible today"),
            tr("Nothing was recorded."),
            tr("Open the person's page again, and choose another kind of visit."),
        ),
        "rule.practice-site": (
            tr("This is a practice site"),
            tr("Nothing was changed."),
            tr("Its people are invented: it cannot be connected to a central system."),
        ),
        "rule.no-visit-type": (
            tr("No type of visit is possible today"),
            tr("Nothing was recorded."),
            tr("The program plans no further visit for this participant. Nothing is left to do."),
        ),
    }


def _correction_rules(tr: Localizer) -> ErrorTexts:
    nothing = tr("Nothing was recorded.")
    return {
        "rule.nothing-to-correct": (
            tr("There is nothing to correct here"),
            nothing,
            tr("No record of this stage is in force. Go back to the visit."),
        ),
        "rule.record-superseded": (
            tr("This record was corrected meanwhile"),
            nothing,
            tr("Open it again to see its newest version."),
        ),
        "rule.correction-reason": (
            tr("This reason does not fit"),
            nothing,
            tr("Choose one of the reasons that are offered."),
        ),
        "rule.correction-note": (
            tr("A note is missing"),
            nothing,
            tr("Say in a few words why the record is corrected."),
        ),
    }


def _stored_record_rules(tr: Localizer, call: str) -> ErrorTexts:
    nothing_new = tr("Nothing new was saved. What was recorded before is kept.")
    does_not_hold = (tr("The parts of this record do not fit each other"), nothing_new, call)
    differs = (tr("This was already recorded with different details"), nothing_new, call)
    return {
        "rule.record-hash": does_not_hold,
        "rule.document-hash": does_not_hold,
        "rule.envelope-differs": differs,
        "rule.record-differs": differs,
        "rule.conflict": differs,
        "rule.number-taken": (
            tr("Another participant has this number"),
            tr("Nothing new was saved. What was recorded before is kept."),
            tr("Register the person again; they get another number."),
        ),
        "rule.nothing-to-send": (
            tr("There is nothing to send again"),
            tr("The central system has this record, or it was sent meanwhile."),
            tr("Open Sync again to see what waits."),
        ),
    }


def _consent_rules(tr: Localizer) -> ErrorTexts:
    nothing = tr("Nothing was recorded.")
    return {
        "rule.consent-pages": (
            tr("Some pages were not shown"),
            nothing,
            tr("Go through each page of the form before the decision."),
        ),
        "rule.consent-name": (
            tr("The name is missing"),
            nothing,
            tr("Write your name as you write it on paper."),
        ),
        "rule.signature-too-large": (
            tr("The signature cannot be kept"),
            nothing,
            tr("It has too many lines. Press Clear and sign again."),
        ),
        "rule.consent-signature": (
            tr("The signature is missing"),
            nothing,
            tr("Sign on the line with your finger or the pen."),
        ),
        "rule.consent-missing": (
            tr("There is no consent for this"),
            nothing,
            tr("The participant has not agreed to it. Do the consent stage first."),
        ),
        "rule.guardian-and-assent": (
            tr("A parent or guardian must give permission"),
            tr("The registration is kept."),
            tr(
                "This version of the app cannot record the permission of a parent or guardian"
                " and the person's own assent. End the visit here."
            ),
        ),
    }


def _eligibility_rules(tr: Localizer) -> ErrorTexts:
    nothing = tr("Nothing was recorded.")
    return {
        "rule.too-young": (
            tr("This person is too young to take part"),
            nothing,
            tr(
                "The program enrolls people 13 and older. If the birth date is wrong, correct it."
                " Otherwise thank the person for coming."
            ),
        ),
        "rule.not-in-us": (
            tr("This person does not live in the United States"),
            nothing,
            tr(
                "The program enrolls people who live in the United States or its territories. If"
                " that is so, mark it. Otherwise thank the person for coming."
            ),
        ),
        "rule.survey-incomplete": (
            tr("Some answers are still needed"),
            tr("Everything answered so far is kept."),
            tr("Go back to the survey and answer what is left."),
        ),
    }
