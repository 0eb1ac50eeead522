"""Names of correction reasons and version states, and the questions for a reason."""

from __future__ import annotations

from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.records.record_history import RecordStatus
from ptc_app.domain.stages.record_kind import Reasons
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.records.reason_panel import ReasonQuestion
from ptc_app.ui.stage_texts import ShownStageType
from ptc_app.ui.widgets.labels import Tone


def correction_reason_names(tr: Localizer) -> dict[CorrectionReason, str]:
    """Return the translated name of each correction reason."""
    return {
        CorrectionReason.WRONG_ENTRY: tr("Entered wrongly"),
        CorrectionReason.PARTICIPANT_CORRECTION: tr("Participant corrects an answer"),
        CorrectionReason.DEVICE_ERROR: tr("Instrument gave a wrong value"),
        CorrectionReason.WRONG_NAME: tr("Wrong name on the form"),
        CorrectionReason.WRONG_DECISION: tr("Wrong decision recorded"),
        CorrectionReason.WRONG_PARTICIPANT: tr("Recorded for the wrong person"),
        CorrectionReason.DUPLICATE: tr("Recorded twice"),
        CorrectionReason.NOT_PERFORMED: tr("It did not take place"),
        CorrectionReason.OTHER: tr("Another reason"),
    }


def correction_reason_text(reason: CorrectionReason, note: str, tr: Localizer) -> str:
    """Return the name of the reason with its note in brackets; for OTHER the note alone.

    The name alone where there is no note.
    """
    name = correction_reason_names(tr)[reason]
    if not note:
        return name
    if reason is CorrectionReason.OTHER:
        return note
    return tr("{reason} ({note})", reason=name, note=note)


def record_status_labels(tr: Localizer) -> dict[RecordStatus, tuple[str, Tone]]:
    """Return translated name and tone for each state of a version: in force, replaced, voided."""
    return {
        RecordStatus.CURRENT: (tr("In force"), Tone.GOOD),
        RecordStatus.SUPERSEDED: (tr("Replaced"), Tone.NEUTRAL),
        RecordStatus.ENTERED_IN_ERROR: (tr("Entered in error"), Tone.WARN),
    }


def amendment_question(stage: ShownStageType, title: str, tr: Localizer) -> ReasonQuestion | None:
    """Return the question for the reason before a record of this stage is amended.

    None where its records cannot be amended. `title` is the translated title of the stage.
    """
    texts = stage.texts.amendment
    if texts is None:
        return None
    return ReasonQuestion(
        heading=tr("Why is “{stage}” corrected?", stage=title),
        explanation=texts.explanation,
        reasons=_named(stage.type.record.amend_reasons, tr),
        other=CorrectionReason.OTHER,
        confirm=texts.confirm,
        cancel=tr("Do not correct"),
    )


def void_question(stage: ShownStageType, title: str, tr: Localizer) -> ReasonQuestion:
    """Return the question for the reason before a record of this stage is voided.

    `title` is the translated title of the stage.
    """
    usual = tr("It no longer counts, and stays to be seen. This cannot be undone.")
    return ReasonQuestion(
        heading=tr("Why was “{stage}” entered in error?", stage=title),
        explanation=stage.texts.voiding or usual,
        reasons=_named(stage.type.record.void_reasons, tr),
        other=CorrectionReason.OTHER,
        confirm=tr("Mark as entered in error"),
        cancel=tr("Do not mark"),
    )


def _named(reasons: Reasons, tr: Localizer) -> dict[str, str]:
    """What these reasons are called, by their codes."""
    names = correction_reason_names(tr)
    return {reason.value: names[reason] for reason in reasons}
