"""Whether a survey can be signed."""

from __future__ import annotations

from ptc_app.domain.survey.draft import Response
from ptc_app.domain.survey.form import Form
from ptc_app.domain.survey.pages import first_unanswered_page
from ptc_app.domain.survey.validation import issues


def is_complete(form: Form, response: Response) -> bool:
    """Every question asked was answered, declined or skipped, and every answer is right."""
    return first_unanswered_page(form, response) is None and not issues(form, response)
