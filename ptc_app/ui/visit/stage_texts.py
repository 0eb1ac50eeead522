"""The texts of the stages that are part of every visit: identity, and its end."""

from __future__ import annotations

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.shown_stage import StageTexts


def identity_texts(tr: Localizer) -> StageTexts:
    """The texts of the check of identity."""
    return StageTexts(record=tr("Identity check"), done=tr("Two identifiers matched"))


def finish_texts(tr: Localizer) -> StageTexts:
    """The texts of the end of a visit."""
    return StageTexts(
        record=tr("End of the visit"),
        done=tr("Visit closed"),
        begin=tr("Finish…"),
        ready=tr("Nothing is left open above"),
    )
