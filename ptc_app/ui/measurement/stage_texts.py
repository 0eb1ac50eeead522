"""The texts of a measurement stage."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.stage_texts import AmendmentTexts, StageTexts


def measurement_stage_texts(tr: Localizer) -> StageTexts:
    """Return the texts of a measurement stage in the language of `tr`."""
    return StageTexts(
        record=tr("Physical measurements"),
        done=tr("Readings recorded"),
        paper=tr("Results of the measurements"),
        amendment=AmendmentTexts(
            tr("You change readings and record them again. Both versions stay."),
            tr("Correct the readings"),
        ),
    )
