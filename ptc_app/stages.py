"""The stage types of the application: one entry each, which names its parts in all layers.

A new stage type is its parts and an entry here (docs/development/add-a-stage.md).
"""

from __future__ import annotations

from ptc_app.documents.consent_and_results_pdfs import consent_document_pdf, results_document_pdf
from ptc_app.domain.stages import stage_types
from ptc_app.services.consent import consent_service
from ptc_app.services.measurements import measurement_service
from ptc_app.services.survey import survey_service
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.consent.stage_texts import consent_texts
from ptc_app.ui.demo import page_scripts
from ptc_app.ui.measurement.measurement_page import MeasurementPage
from ptc_app.ui.measurement.stage_texts import measurement_stage_texts
from ptc_app.ui.stage_entry import StageEntry
from ptc_app.ui.survey.stage_texts import survey_texts
from ptc_app.ui.survey.survey_page import SurveyPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.identity_and_finish_texts import finish_texts, identity_texts
from ptc_app.ui.visit.identity_page import IdentityPage

STAGES: tuple[StageEntry, ...] = (
    StageEntry(
        type=stage_types.IDENTITY,
        page=IdentityPage,
        texts=identity_texts,
        demo=page_scripts.confirm_identity,
    ),
    StageEntry(
        type=stage_types.CONSENT,
        service=consent_service,
        make_pdf=consent_document_pdf,
        page=ConsentPage,
        texts=consent_texts,
        demo=page_scripts.give_consent,
    ),
    StageEntry(
        type=stage_types.SURVEY,
        service=survey_service,
        page=SurveyPage,
        texts=survey_texts,
        demo=page_scripts.answer_survey,
    ),
    StageEntry(
        type=stage_types.MEASUREMENTS,
        service=measurement_service,
        make_pdf=results_document_pdf,
        page=MeasurementPage,
        texts=measurement_stage_texts,
        demo=page_scripts.take_measurements,
    ),
    StageEntry(
        type=stage_types.FINISH,
        page=FinishPage,
        texts=finish_texts,
        demo=page_scripts.finish_visit,
    ),
)
"""All stage types of this version of the application, in the order a visit usually has them."""
