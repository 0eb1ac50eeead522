"""The texts of a survey stage."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.stage_texts import AmendmentTexts, StageTexts


def survey_texts(tr: Localizer) -> StageTexts:
    """Return the texts of a survey stage in the language of `tr`."""
    return StageTexts(
        record=tr("Survey"),
        done=tr("Answers recorded"),
        begin=tr("Hand to participant"),
        amendment=AmendmentTexts(
            tr("The participant changes answers and hands them in again. Both versions stay."),
            tr("Hand to participant to correct"),
        ),
    )
