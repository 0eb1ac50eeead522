"""The texts of a consent stage, and what its decisions are called."""

from __future__ import annotations

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.record import Record
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.shown_stage import AmendmentTexts, StageTexts
from ptc_app.ui.widgets.labels import Tone


def consent_texts(tr: Localizer) -> StageTexts:
    """The texts of a stage in which the participant decides on a consent form."""
    decisions = decision_sentences(tr)

    def summary(record: Record) -> str:
        """The decision that was signed."""
        return decisions.get(record.content.decision or "", "")

    return StageTexts(
        record=tr("Consent"),
        done_by_outcome=decisions,
        amendment=AmendmentTexts(
            tr("The participant reads and signs again. Both versions stay."),
            tr("Hand over to sign again"),
        ),
        voiding=tr(
            "It no longer counts, and closes what needs it. It stays to be seen."
            " This cannot be undone."
        ),
        summary=summary,
    )


def decision_sentences(tr: Localizer) -> dict[str, str]:
    """A sentence for each consent decision, by its code."""
    return {
        ConsentDecision.YES: tr("Agreed"),
        ConsentDecision.NO: tr("Not agreed"),
        ConsentDecision.NOT_SURE: tr("Not sure yet"),
    }


def decision_labels(tr: Localizer) -> dict[str, tuple[str, Tone]]:
    """What was decided, and the tone it is marked with, by the code of the decision."""
    return {
        ConsentDecision.YES: (tr("Yes"), Tone.GOOD),
        ConsentDecision.NO: (tr("No"), Tone.INFO),
        ConsentDecision.NOT_SURE: (tr("Not sure yet"), Tone.WARN),
    }
