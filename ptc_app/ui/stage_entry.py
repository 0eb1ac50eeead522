"""The entry of a stage type: it names the parts that the type has in each layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.domain.stages.stage_type import StageType
from ptc_app.domain.visit import PlannedStage
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.stage_services import PdfMaker, StageServiceFactory
from ptc_app.ui.demo.page_scripts import DemoRun, DemoSteps
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.stage_texts import ShownStageType, ShownStageTypes, StageTexts

StagePage = Callable[[PageContext, VisitId, PlannedStage], QWidget]
"""Makes the page of one stage of a visit; a page class with these arguments is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """All parts of a stage type, such as consent or survey; this is the one place that names them.

    - type (domain): its code, where it is done, the loader of its content, its record kind
    - page, texts, demo (ui): its page, its texts in a language, what the demo does on the page
    - service (services): makes its service; None where VisitService does all of it
    - make_pdf (documents): given to that service; None where no PDF is handed over
    """

    type: StageType
    page: StagePage
    texts: Callable[[Localizer], StageTexts]
    demo: Callable[[DemoRun, Any], DemoSteps]
    service: StageServiceFactory | None = None
    make_pdf: PdfMaker | None = None


def shown_stages(stages: Iterable[StageEntry], tr: Localizer) -> ShownStageTypes:
    """Return these stage types with their texts in the language of `tr`."""
    return ShownStageTypes(
        ShownStageType(stage.type, stage.texts(tr), has_paper=stage.make_pdf is not None)
        for stage in stages
    )
