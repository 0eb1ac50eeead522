"""The texts of a consent stage, and the names of its decisions."""

from __future__ import annotations

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.stage_texts import AmendmentTexts, StageTexts
from ptc_app.ui.widgets.labels import Tone


def consent_texts(tr: Localizer) -> StageTexts:
    """Return the texts of a consent stage in the language of `tr`.

    The `summary` of a record is its decision; `done_by_outcome` has one sentence for each decision.
    """
    decisions = decision_sentences(tr)

    def summary(record: SignedRecord) -> str:
        """The decision that was signed."""
        return decisions.get(record.content.decision or "", "")

    return StageTexts(
        record=tr("Consent"),
        done_by_outcome=decisions,
        amendment=AmendmentTexts(
            tr("The participant reads and signs again. Both versions stay."),
            tr("Hand to participant to sign again"),
        ),
        voiding=tr(
            "It no longer counts, and closes what needs it. It stays to be seen."
            " This cannot be undone."
        ),
        summary=summary,
    )


def decision_sentences(tr: Localizer) -> dict[str, str]:
    """Return what is said of a stage with each consent decision ("Agreed"), by its code."""
    return {
        ConsentDecision.YES: tr("Agreed"),
        ConsentDecision.NO: tr("Not agreed"),
        ConsentDecision.NOT_SURE: tr("Not sure yet"),
    }


def decision_labels(tr: Localizer) -> dict[str, tuple[str, Tone]]:
    """Return the translated name ("Yes") and the tone of each consent decision, by its code."""
    return {
        ConsentDecision.YES: (tr("Yes"), Tone.GOOD),
        ConsentDecision.NO: (tr("No"), Tone.INFO),
        ConsentDecision.NOT_SURE: (tr("Not sure yet"), Tone.WARN),
    }
