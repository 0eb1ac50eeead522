"""The texts of the stages that are part of every visit: identity check and end of the visit."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.stage_texts import StageTexts


def identity_texts(tr: Localizer) -> StageTexts:
    """Return the texts of the identity stage in the language of `tr`."""
    return StageTexts(record=tr("Identity check"), done=tr("Two identifiers matched"))


def finish_texts(tr: Localizer) -> StageTexts:
    """Return the texts of the stage that ends a visit in the language of `tr`."""
    return StageTexts(
        record=tr("End of the visit"),
        done=tr("Visit closed"),
        begin=tr("Finish…"),
        ready=tr("Nothing is left open above"),
    )
