"""What reasons, operations and versions of a record are called."""

from __future__ import annotations

from ptc_app.domain.correction import CorrectionReason, DataOperation
from ptc_app.domain.record import RecordKind
from ptc_app.domain.record_history import CORRECTION_REASONS, RecordStatus
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.records.reason_panel import ReasonQuestion
from ptc_app.ui.widgets.labels import Tone


def correction_reason_names(tr: Localizer) -> dict[CorrectionReason, str]:
    """What the reasons are called."""
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
    """The reason in words, with its note where there is one."""
    name = correction_reason_names(tr)[reason]
    if not note:
        return name
    if reason is CorrectionReason.OTHER:
        return note
    return tr("{reason} ({note})", reason=name, note=note)


def record_status_labels(tr: Localizer) -> dict[RecordStatus, tuple[str, Tone]]:
    """What the status of a version is called, and its tone."""
    return {
        RecordStatus.CURRENT: (tr("In force"), Tone.GOOD),
        RecordStatus.SUPERSEDED: (tr("Replaced"), Tone.NEUTRAL),
        RecordStatus.ENTERED_IN_ERROR: (tr("Entered in error"), Tone.WARN),
    }


def amendment_question(kind: RecordKind, title: str, tr: Localizer) -> ReasonQuestion:
    """What is asked before a record of this kind is amended."""
    explanation, confirm = {
        RecordKind.CONSENT: (
            tr("The participant reads and signs again. Both versions stay."),
            tr("Hand over to sign again"),
        ),
        RecordKind.SURVEY: (
            tr("The participant changes answers and hands them in again. Both versions stay."),
            tr("Hand over to correct"),
        ),
        RecordKind.MEASUREMENTS: (
            tr("You change readings and record them again. Both versions stay."),
            tr("Correct the readings"),
        ),
    }[kind]
    return ReasonQuestion(
        heading=tr("Why is “{stage}” corrected?", stage=title),
        explanation=explanation,
        reasons=_reasons(kind, DataOperation.UPDATE, tr),
        other=CorrectionReason.OTHER,
        confirm=confirm,
        cancel=tr("Do not correct"),
    )


def void_question(kind: RecordKind, title: str, tr: Localizer) -> ReasonQuestion:
    """What is asked before a record of this kind is voided."""
    explanation = tr("It no longer counts, and stays to be seen. This cannot be undone.")
    if kind is RecordKind.CONSENT:
        explanation = tr(
            "It no longer counts, and closes what needs it. It stays to be seen."
            " This cannot be undone."
        )
    return ReasonQuestion(
        heading=tr("Why was “{stage}” entered in error?", stage=title),
        explanation=explanation,
        reasons=_reasons(kind, DataOperation.NULLIFY, tr),
        other=CorrectionReason.OTHER,
        confirm=tr("Mark as entered in error"),
        cancel=tr("Do not mark"),
    )


def _reasons(kind: RecordKind, operation: DataOperation, tr: Localizer) -> dict[str, str]:
    names = correction_reason_names(tr)
    return {reason.value: names[reason] for reason in CORRECTION_REASONS[kind, operation]}
